#!/bin/sh
# Action mark is done before mangle, nat and routing of that very packet; other bits of the mark stay.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		counter first { }
		counter late { }
		chain raw { type filter hook prerouting priority raw; meta mark set 0x100; }
		chain mangle { type filter hook prerouting priority mangle; meta mark 0x12a counter name first; }
		chain forward { type filter hook forward priority 10; meta mark 0x12a counter name late; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action mark 0x2a/0xff }
EOF
flow4 open a:bt b:bt
flow6 --proto udp a:dht-ping
flow4 --src "$sub1_phantom4:41000" open a:http
expect_eq 'marked in mangle' 3 "$(nft_count t first)"
expect_eq 'marked in forward' 3 "$(nft_count t late)"
expect_counter alice mark_packets 3
expect_stat marked 3

# Scope all marks the first packet of any flow, before it is routed.
policy <<-EOF
	subscriber alice { $alice; sanction scope all action mark 0x2a/0xff }
EOF
flow4 --src "$sub1_phantom4:42000" syn
flow4 --proto icmp a:junk:20
expect_eq 'marked in mangle' 5 "$(nft_count t first)"
