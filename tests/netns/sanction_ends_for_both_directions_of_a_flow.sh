#!/bin/sh
# At its end a flow runs. Whichever side sends first behind it, the other one is not touched any more either.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count until +$((4 * ${slow:-1}))s }
EOF
monitor_start router
flow4 open a:bt b:bt a:junk:10 b:junk:10
counted=$(counter_get alice count_packets)
expect_eq 'packets before the end' 4 "$counted"
wait_for 15 - has_events 1 sanction-ended
flow4 b@78:junk:10 a@78:junk:10 a@88:junk:10 b@88:junk:10
expect_counter alice count_packets "$counted"
