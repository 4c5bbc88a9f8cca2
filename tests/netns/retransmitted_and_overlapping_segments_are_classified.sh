#!/bin/sh
# Segments that come twice or overlap change nothing: the first copy of a byte counts.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
flow4 open a:bt:0-9 a@0:bt:0-9 a@0:bt:0-29 a@20:bt:20-39 a@39:bt:39- a@0:bt
expect_class bittorrent
forget_flows
# The handshake is judged as it was sent first, not as it is repeated with other bytes.
flow4 open a:bt:0-9 a@0:junk:10 a@10:bt:10-
expect_class bittorrent
forget_flows
# A keep-alive, one byte before the start, is not the start.
flow4 open a@-1:zero:1 a@0:bt
expect_class bittorrent
wait_events 3 decided
expect_eq 'info-hashes' 3 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
