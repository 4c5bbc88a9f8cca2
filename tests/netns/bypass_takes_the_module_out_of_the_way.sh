#!/bin/sh
# With one command, and back: meanwhile packets pass as if it were not there, and what began meanwhile is mid-flow.
. "${0%/*}/../lib.sh"

topology
apply <<-EOF
	$start_of_stream
	subscriber alice { $alice; sanction scope all action drop }
EOF
flow4 expect=lost syn
ctl bypass on
expect_eq bypass true "$(status_get bypass)"
inspected=$(stat_get inspected)
flow4 open
flow4 --src "$sub1_phantom4:41000" open a:bt
expect_class undecided -p tcp --sport 41000
expect_stat inspected "$inspected"
ctl bypass off
flow4 expect=lost a:bt
expect_class undecided -p tcp --sport 40000
flow4 --src "$sub1_phantom4:42000" expect=lost syn:bt
expect_stat decided_p2p 1

# Bypassed in one namespace is not bypassed in another.
ip netns add other
on - p2pctl -n other bypass on
flow4 expect=lost a:bt
on - p2pctl -n other bypass off
