#!/bin/sh
# A mark with bits that no class has was left by somebody else: it is cleared, counted, and the flow is judged.
. "${0%/*}/../lib.sh"

topology
# junk:31 makes somebody else write the mark.
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority mangle; udp length 39 ct mark set 0xee000001; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 --proto udp a:junk:30
flow4 --proto udp a:junk:31 a:junk:30
expect_stat mark_unknown 1
flow4 --proto udp expect=lost a:dht-ping
expect_class bittorrent
