#!/bin/sh
# A dropped first datagram leaves no connection behind: each repeat looks new. A thousand of them are not a thousand events.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start router
flow4 --quiet --proto udp expect=lost repeat=1000 a:dht-ping
expect_stat dropped 1000
expect_stat decided_p2p 1000
wait_for 5 - has_events 1 decided
sleep 1.5
flow4 --proto udp expect=lost a:dht-ping
wait_for 5 - grep -q '"repeats":' /tmp/events.router
[ "$(event_count decided)" -le 20 ] || fail "$(event_count decided) events of 1000 datagrams"
told=$(events decided | member repeats | awk '{ sum += $1 } END { print sum }')
expect_eq 'events, with those they stand for' 1001 $((told + $(event_count decided)))
expect_eq 'entries in the flow table' 0 "$(status_get flows)"
