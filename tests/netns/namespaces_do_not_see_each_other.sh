#!/bin/sh
# Policy, transaction, events and counters of one are nobody else's.
. "${0%/*}/../lib.sh"

topology
ip netns add other
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start other
monitor_start router
p2praw --netns other transaction-begin , wait=600000 >/tmp/raw &
wait_for 10 - grep -q ok /tmp/raw
ctl subscriber set bob prefix 10.2.0.0/24
expect_eq 'generation here' 2 "$(status_get generation)"
expect_eq 'generation there' 0 "$(p2pctl -n other -j status | member generation)"
expect_eq 'subscribers there' 0 "$(p2pctl -n other -j status | member subscribers)"
on - p2pctl -n other -y transaction abort --force
on - p2pctl -n other subscriber set alice prefix 10.1.0.0/24
flow4 open expect=lost a:bt
wait_events 1 decided router
expect_eq 'events there' 0 "$(event_count decided other)"
expect_eq 'decisions there' 0 "$(p2pctl -n other -j stats | member decided_p2p)"
ip netns delete other
flow4 expect=lost a@0:bt
