#!/bin/sh
# Counters and how much they grow in a second, once in each interval, until Ctrl-C.
. "${0%/*}/../lib.sh"

# blocks FILE: how many have come
blocks() { grep -c '"interval_s"' "$1"; }

has_blocks() { [ "$(blocks "$1")" -ge "$2" ]; }

topology
policy <<-EOF
	subscriber alice { $alice }
EOF
p2pctl -n router -j stats --watch 1 >/tmp/watched &
watcher=$!
p2pctl -n router stats watch >/tmp/text &
reader=$!
wait_for 10 - has_blocks /tmp/watched 1
flow4 open a:bt b:bt a:junk:100 b:junk:100
wait_for 10 - has_blocks /tmp/watched 3
kill -INT $watcher
wait $watcher
kill -TERM $reader
wait $reader
note "$(cat /tmp/watched)"
expect_eq 'lines that are whole objects' "$(blocks /tmp/watched)" "$(grep -c '^{"time":"20.*}\]}$' /tmp/watched)"
# All that was counted has been seen as growth: 4 packets in one interval, or spread over two.
grep -o '"name":"p2p_packets","value":[0-9]*,"per_s":[0-9.]*' /tmp/watched | sed 's/.*://' >/tmp/rates
expect_eq 'growth' true "$(awk '{ sum += $1 } END { print (sum > 3 && sum < 5 ? "true" : sum) }' /tmp/rates)"
expect_eq 'the last value' 4 "$(tail -n 1 /tmp/watched | grep -o '"name":"p2p_packets","value":[0-9]*' | sed 's/.*://')"
expect_eq 'a text has no escapes' 0 "$(grep -c "$(printf '\033')" /tmp/text)"
expect_eq 'and the same names' true "$(grep -q '^p2p_packets  *4  ' /tmp/text && echo true)"
