#!/bin/sh
# conntrackd brings the mark from the other router, and its flows are treated as they were there; or a rule knows better: that
# counts from the next packet on.
. "${0%/*}/../lib.sh"

topology
# junk:31 is made bittorrent, junk:32 is cleared before our hook sees it.
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority mangle; udp length 39 ct mark set 0x11000000; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
nft_router <<-'EOF'
	table inet early {
		chain c { type filter hook prerouting priority raw + 101; udp length 40 ct mark set 0x10000000; }
	}
EOF
flow4 --proto udp a:junk:30
flow4 --proto udp a:junk:31
flow4 --proto udp expect=lost a:junk:30 b:junk:30
flow4 --proto udp b:junk:32
flow4 --proto udp a:dht-ping
expect_class other
