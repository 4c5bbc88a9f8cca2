#!/bin/sh
# A key exchange that ends in plaintext shows the handshake behind it, whoever sends it and however it is cut.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router

note 'from the initiator'
flow4 --src "$sub1_phantom4:41000" open a:junk:200 b:junk:400 a:junk:180 b:junk:60 a:bt
expect_class bittorrent -p tcp --sport 41000

note 'from the responder, in single bytes'
flow4 --quiet --src "$sub1_phantom4:41001" open a:junk:96 b:junk:96 a:junk:128 cut=1 b:junk:14+bt
expect_class bittorrent -p tcp --sport 41001

note 'largest first flights, out of order'
flow6 --quiet open a:junk:608 b:junk:608 a:junk:500 shuffle=3 cut=50 b:junk:500+bt
expect_class bittorrent -f ipv6

note 'right behind the exchange, in one segment with it'
flow4 --quiet --src "$sub1_phantom4:41002" open a:junk:300 b:junk:110 a:junk:124 b:junk:20+bt+junk:900
expect_class bittorrent -p tcp --sport 41002

wait_events 4 decided
expect_eq 'info-hashes' 4 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
expect_stat midflow 0
