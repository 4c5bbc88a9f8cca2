#!/bin/sh
# What somebody shares is nobody's business before the operator says so.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
ctl settings set capture off
monitor_start router
flow4 open a:bt
flow4 --proto udp a:dht-getpeers
wait_events 2 decided
! grep -q content_id /tmp/events.router || fail 'a content id was told'
ctl settings set capture on
flow6 open a:bt
wait_events 3 decided
expect_eq 'info-hashes' 1 "$(grep -c content_id /tmp/events.router)"
