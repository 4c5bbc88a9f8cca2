#!/bin/sh
# Conntrack gives the memory of a connection that is gone to the next one, often between the same ends. What was known of
# the first is not held against the second.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
# One processor has one list of free memory.
taskset -p 1 $$ >/dev/null
for round in 1 2 3 4 5 6 7 8; do
	flow4 --quiet open a:bt
	expect_class bittorrent
	forget_flows
	flow4 --quiet open a:http b:http-reply
	expect_eq "class in round $round" other "$(class_of)"
	forget_flows
done
expect_stat decided_p2p 8
