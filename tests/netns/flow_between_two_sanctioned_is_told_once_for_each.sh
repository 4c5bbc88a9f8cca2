#!/bin/sh
# On a tie the sender's sanction is the one that touches a packet: each of the two is told once, whoever sends how often.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
	subscriber bob { $bob; sanction scope p2p action count }
EOF
monitor_start router
on - p2pflow --a sub1:eth0 --b sub2:eth0 --src "$sub1_phantom4" --dst "$sub2_phantom4" open a:bt b:bt a:junk:10 b:junk:10 \
	a:junk:10 b:junk:10 a:junk:10 b:junk:10
wait_events 2 sanction-hit
for key in alice bob; do
	expect_eq "hits of $key" 1 "$(events sanction-hit | grep -c "\"subscriber\":\"$key\"")"
done
