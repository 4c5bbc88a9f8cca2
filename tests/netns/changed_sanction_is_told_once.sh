#!/bin/sh
# A sanction in the place of another one that is in force is one event, with what was and what is. Where one of them is not
# in force there is no change to tell: then one ends, or one begins.
. "${0%/*}/../lib.sh"

# told KIND TEXT: events of that kind that end so, without their time.
told() { events "$1" | grep -c "\"kind\":\"$1\",$2,\"generation\":[0-9]*}\$" || true; }

topology
apply <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
monitor_start router
ctl -y sanction add alice scope all action drop reason worse
wait_events 1 sanction-changed
expect_eq 'the change' 1 "$(told sanction-changed \
	'"subscriber":"alice","scope":"all","action":"drop","old_scope":"p2p","old_action":"count","reason":"worse"')"
expect_eq 'ends' 0 "$(event_count sanction-ended)"
expect_eq 'begins' 0 "$(event_count sanction-began)"
# The same once more is no change.
ctl -y sanction add alice scope all action drop reason worse
# In the place of one in force, one that waits: the first one ends.
ctl sanction add alice scope p2p action mark 1 from +1h
wait_events 1 sanction-ended
# In the place of one that waits, one in force: it begins.
ctl sanction add alice scope p2p action count
wait_events 1 sanction-began
# In the place of one that ended by its clock.
ctl sanction add alice scope p2p action count until +2s
wait_events 2 sanction-changed
wait_for 15 - has_events 2 sanction-ended
ctl sanction add alice scope p2p action drop
wait_events 2 sanction-began
wait_events 2 sanction-changed
wait_events 2 sanction-ended
