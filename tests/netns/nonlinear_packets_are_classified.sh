#!/bin/sh
# Real sockets send payload in page fragments.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
on - p2pgso tcp --a sub1 --b inet --dst "$inet_ip4:6881" --paged a:bt+junk:50000
expect_class bittorrent
forget_flows
on - p2pgso tcp --a sub1 --b inet --dst "[$inet_ip6]:6881" --paged a:bt b:bt
expect_class bittorrent
forget_flows
on - p2pgso udp --a sub1 --b inet --dst "$inet_ip4:6881" --paged a:dht-getpeers
expect_class bittorrent
wait_events 3 decided
expect_eq 'info-hashes' 3 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
