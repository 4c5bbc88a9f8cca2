#!/bin/sh
# Segments of one byte hide nothing, and the info-hash is taken from its place in the stream, not in a segment.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
for flow in flow4 flow6; do
	$flow open cut=1 a:bt+junk:20
	expect_class bittorrent
	forget_flows
done
wait_events 2 decided
expect_eq 'info-hashes' 2 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
