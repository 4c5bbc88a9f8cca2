#!/bin/sh
# Conntrack puts fragments together; the message in them is seen whole.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 --proto udp frag=24 a:dht-getpeers
expect_class bittorrent
flow6 --proto udp --ext frag frag=24 a:dht-getpeers
expect_class bittorrent -f ipv6
