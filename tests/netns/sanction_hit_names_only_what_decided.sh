#!/bin/sh
# A sanction of scope all hits a flow in which there is only evidence: the event names no signature. When the flow is decided, it
# is told again, and what decided it.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	signature chance { protocol ares; transport udp; strength evidence; pattern "chance"; structural "test" }
	subscriber alice { $alice; sanction scope all action count }
EOF
monitor_start router
flow4 --proto udp a:t:chance
wait_events 1 sanction-hit
expect_eq 'hits that name a signature' 0 "$(events sanction-hit | grep -c '"signature"')"
flow4 --proto udp a:dht-ping
wait_events 2 sanction-hit
expect_eq 'the signature' bittorrent-dht-query "$(events sanction-hit | tail -n 1 | member signature)"
