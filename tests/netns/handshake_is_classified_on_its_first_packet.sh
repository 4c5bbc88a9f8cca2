#!/bin/sh
# The very packet that shows a BitTorrent handshake is already treated as one of a P2P flow: it does not get through.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start router
for flow in flow4 flow6; do
	$flow open expect=lost a:bt b:http-reply
	expect_class bittorrent
	forget_flows
	$flow open expect=pass a:http b:http-reply
	forget_flows
done
wait_events 2 decided
expect_stat decided_p2p 2
expect_stat dropped 4
expect_counter alice drop_packets 4
