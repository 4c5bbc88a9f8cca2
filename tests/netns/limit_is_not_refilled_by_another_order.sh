#!/bin/sh
# What a subscriber has spent of his rate stays spent when his sanction is worded anew while he sends.
. "${0%/*}/../lib.sh"

orders=10 burst=65536

topology
policy <<-EOF
	subscriber alice { prefix $sub1_ip4/32; sanction scope p2p action limit 8kbit burst $burst reason "first" }
EOF
keep_sending sub1 inet "$inet_ip4:9000" a:dht-getpeers repeat=100000 a:junk:1000
wait_for 20 router sh -c 'p2pctl -n router -j stats | grep -q "\"limited\":[1-9][0-9][0-9]"'
start=$(uptime_ms) before=$(sent inet)
for number in $(seq $orders); do
	ctl sanction add alice scope p2p action limit 8kbit burst $burst reason "number $number"
done
passed=$(($(sent inet) - before)) took=$(($(uptime_ms) - start))
stop_sending
measured "$passed bytes passed in $took ms"
# A byte a millisecond, the packet that takes the last of it, and what two processors let pass at once.
[ $passed -lt $((took + 2 * burst)) ] || fail "the bucket was filled anew"
