#!/bin/sh
# A dropped first datagram leaves no connection behind: each repeat looks new. A thousand of them are not a thousand events.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start router
started=$(uptime_ms)
flow4 --quiet --proto udp expect=lost repeat=1000 a:dht-ping
expect_stat dropped 1000
expect_stat decided_p2p 1000
wait_for 5 - has_events 1 decided
sleep 1.5
flow4 --proto udp expect=lost a:dht-ping
wait_for 5 - grep -q '"repeats":' /tmp/events.router
# What is alike within a second is told once; a slow machine takes many to send them.
took=$(($(uptime_ms) - started))
[ "$(event_count decided)" -le $((10 + took / 1000)) ] || fail "$(event_count decided) events of 1000 datagrams in $took ms"
told=$(events decided | member repeats | awk '{ sum += $1 } END { print sum }')
expect_eq 'events, with those they stand for' 1001 $((told + $(event_count decided)))
expect_eq 'entries in the flow table' 0 "$(status_get flows)"
