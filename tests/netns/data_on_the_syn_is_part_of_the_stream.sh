#!/bin/sh
# TCP fast open: the payload begins with the SYN or the SYN-ACK.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
flow4 syn:bt
expect_class bittorrent
forget_flows
flow4 syn:bt:0-9 synack ack a:bt:10-
expect_class bittorrent
forget_flows
flow4 syn synack:bt:0-40 ack b:bt:41-
expect_class bittorrent
forget_flows
# From a real socket.
on - p2pgso tcp --a sub1 --b inet --dst "$inet_ip4:6881" --fastopen a:bt
expect_class bittorrent
wait_events 4 decided
expect_eq 'info-hashes' 4 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
