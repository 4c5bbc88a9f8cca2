#!/bin/sh
# A policer drops in bursts, and TCP slows down for it: at round-trip times of 0 and 40 ms a download still gets at least
# 70 % of the rate that it is limited to, in bytes that arrive in order.
# limit: 180
. "${0%/*}/../lib.sh"

rate=250000 burst=65536

received() { stat -c %s /tmp/received; }

# download ROUND-TRIP-TIME: over 20 s that begin 5 s after the first packet
download() {
	ip netns exec sub1 wget -q -O /tmp/received "http://$inet_ip4/file" &
	client=$!
	sleep 5
	start=$(uptime_ms) before=$(received)
	sleep 20
	time=$(($(uptime_ms) - start)) got=$(($(received) - before))
	kill $client
	wait $client || true
	fair=$((rate * time / 1000))
	measured "round-trip time $1 ms: $got bytes in $time ms, $((got * 100 / fair)) % of the rate"
	[ $((got * 100)) -ge $((fair * 70)) ] || fail 'that is less than 70 %'
	[ "$got" -le $((fair + burst)) ] || fail 'that is more than the rate'
}

topology
mkdir /tmp/www
truncate -s 1G /tmp/www/file
serve 80 /tmp/www
trap 'kill $! $client 2>/dev/null || true' EXIT
apply <<-EOF
	subscriber alice { $alice; sanction scope all action limit 2mbit }
EOF
download 0
for host in sub1 inet; do on router tc qdisc add dev to_$host root netem delay 20ms limit 1000; done
download 40
