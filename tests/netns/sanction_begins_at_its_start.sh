#!/bin/sh
# By itself, and not before: until then it touches nothing, and its beginning is told when it begins.
. "${0%/*}/../lib.sh"

state() { p2pctl -n router -j subscriber show "$1" | member state; }

topology
apply </dev/null
monitor_start router
start=$(date +%s)
span=$((6 * ${slow:-1}))
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop from +${span}s }
	subscriber bob { $bob; sanction scope p2p action count from 2001-01-01 until +1h }
	subscriber carol { sanction scope p2p action drop from +1h }
EOF
wait_events 1 sanction-began
expect_eq 'begun at the commit' 1 "$(events sanction-began | grep -c '"subscriber":"bob"')"
expect_eq 'state of bob' active "$(state bob)"
expect_eq 'state of alice' waiting "$(state alice)"
left=$(p2pctl -n router -j subscriber show alice | member wait_s)
if [ "$left" -lt 1 ] || [ "$left" -gt "$span" ]; then
	fail "$left s to the start"
fi
flow4 open a:bt b:bt
expect_counter alice drop_packets 0
# One that never began does not end.
ctl sanction del carol
wait_for 15 - has_events 2 sanction-began
[ "$(($(date +%s) - start))" -ge "$span" ] || fail 'began too early'
expect_eq 'begun at its start' 1 "$(events sanction-began | grep -c '"subscriber":"alice"')"
expect_eq 'state of alice' active "$(state alice)"
flow4 expect=lost a@68:junk:10
expect_eq 'ends that were told' 0 "$(event_count sanction-ended)"
ctl sanction del alice
wait_events 1 sanction-ended
