#!/bin/sh
# What has begun has begun: the clock in front of its start again does not lift it. One that still waits goes on waiting.
. "${0%/*}/../lib.sh"

topology
# Well ahead of the module's build date, behind which the clock is not believed.
start=$(($(date +%s) + 86400))
clock_set "@$start"
soon=$((8 * ${slow:-1}))
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop from +${soon}s }
	subscriber bob { $bob; sanction scope p2p action drop from +1h }
EOF
monitor_start router
flow4 open a:bt
wait_for 15 - has_events 1 sanction-began
clock_set "@$((start - 7200))"
flow4 expect=lost a@0:bt
expect_eq state active "$(p2pctl -n router -j subscriber show alice | member state)"
expect_eq state waiting "$(p2pctl -n router -j subscriber show bob | member state)"
# A new order is a new one: its start is to come.
ctl sanction add alice scope p2p action drop from +1h
flow4 a@0:bt
expect_eq 'begins that were told' 1 "$(event_count sanction-began)"
