#!/bin/sh
# conntrackd brings the mark from the other router: its flows are treated as they were there.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 --proto udp a:junk:30
on router conntrack -U -p udp --sport 40000 --mark 0x11000000/0xff000000
flow4 --proto udp expect=lost a:junk:30 b:junk:30
on router conntrack -U -p udp --sport 40000 --mark 0x10000000/0xff000000
flow4 --proto udp a:dht-ping
expect_class other
