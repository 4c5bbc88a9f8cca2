#!/bin/sh
# A sanction is lifted while packets of its subscriber run: that it has ended stands in his history, whichever of the two
# comes first.
. "${0%/*}/../lib.sh"

lifts=20

last_event() { ctl -j subscriber show alice | grep -o '"kind":"[a-z-]*"' | tail -n 1 | cut -d '"' -f 4; }

topology
policy <<-EOF
	subscriber alice { prefix $sub1_ip4/32 }
EOF
keep_sending sub1 inet "$inet_ip4:9000" a:dht-getpeers repeat=100000 a:junk:40
for _ in $(seq $lifts); do
	ctl sanction add alice scope p2p action count
	ctl sanction del alice
	expect_eq 'when it was lifted' sanction-ended "$(last_event)"
done
stop_sending
[ "$(stat_get p2p_packets)" -gt $lifts ] || fail 'there was not enough traffic to tell'
