#!/bin/sh
# What was left of it when it was ordered has passed: the machine's own clock ends it.
. "${0%/*}/../lib.sh"

topology
# Well ahead of the module's build date, behind which the clock is not believed.
start=$(($(date +%s) + 86400))
clock_set "@$start"
span=$((4 * ${slow:-1}))
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until +${span}s }
EOF
monitor_start router
flow4 open expect=lost a:bt
clock_set "@$((start - 7200))"
flow4 expect=lost a@0:bt
wait_for 15 - has_events 1 sanction-ended
clock_set "@$((start + span + 6))"
expect_eq clock 1 "$(events sanction-ended | grep -c '"clock":"boot"')"
flow4 a@0:bt
