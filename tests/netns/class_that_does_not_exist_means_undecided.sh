#!/bin/sh
# A mark with bits that no class has was left by somebody else: it is cleared, counted, and the flow is judged.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 --proto udp a:junk:30
on router conntrack -U -p udp --sport 40000 --mark 0xee000000/0xff000000
flow4 --proto udp a:junk:30
expect_stat mark_unknown 1
flow4 --proto udp expect=lost a:dht-ping
expect_class bittorrent
