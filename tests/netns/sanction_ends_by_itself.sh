#!/bin/sh
# At its end date, without anybody's doing; and it does not come back when the clock is set back.
. "${0%/*}/../lib.sh"

topology
start=$(date +%s)
span=$((4 * ${slow:-1}))
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until +${span}s }
EOF
monitor_start router
flow4 open expect=lost a:bt
wait_for 15 - has_events 1 sanction-ended
[ "$(($(date +%s) - start))" -ge "$span" ] || fail 'ended too early'
expect_eq clock 1 "$(events sanction-ended | grep -c '"subscriber":"alice".*"clock":"wall"')"
flow4 a@0:bt
clock_set "@$start"
flow4 a@68:junk:10
expect_eq state ended "$(p2pctl -n router -j subscriber show alice | member state)"
sleep 1.5
expect_eq 'ends that were told' 1 "$(event_count sanction-ended)"
