#!/bin/sh
# Why a sanction was ordered is told with everything that it does, also of one that is gone when the reader reads.
. "${0%/*}/../lib.sh"

told() { events "$1" | grep -c "\"reason\":\"$2\"" || true; }

topology
policy </dev/null
monitor_start router
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop reason "case 4711, für Gericht" }
	subscriber bob { $bob; sanction scope p2p action drop }
EOF
wait_events 2 sanction-began
expect_eq 'begins with the reason' 1 "$(told sanction-began 'case 4711, für Gericht')"
expect_eq 'begins with any reason' 1 "$(events sanction-began | grep -c reason)"
flow4 open expect=lost a:bt
wait_events 1 sanction-hit
expect_eq 'hits with the reason' 1 "$(told sanction-hit 'case 4711, für Gericht')"
expect_eq 'shown' 'case 4711' "$(p2pctl -n router -j subscriber show alice | sed -n 's/.*"reason":"\([^,"]*\).*/\1/p')"
p2pctl -n router sanction list | grep -q 'case 4711, für Gericht$' || fail 'the list does not show it'
# The same but for the reason is another one; and the prefixes can change without it.
ctl sanction add alice scope p2p action drop reason 'case 4712'
ctl subscriber set alice prefix 10.1.0.0/24
expect_eq 'told of the new one' 1 "$(told sanction-changed 'case 4712')"
ctl -y subscriber flush
wait_events 2 sanction-ended
expect_eq 'ends with the new reason' 1 "$(told sanction-ended 'case 4712')"
# By the clock, too.
ctl subscriber set alice prefix 10.1.0.0/24
ctl sanction add alice scope p2p action count from +2s until +4s reason short
wait_for 15 - has_events 3 sanction-ended
expect_eq 'begins at its start' 1 "$(told sanction-began short)"
expect_eq 'ends at its end' 1 "$(told sanction-ended short)"
