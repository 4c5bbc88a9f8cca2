#!/bin/sh
# Bits of the conntrack mark that were never ours stay: an operator who needs the default ones says so with his first
# order.
. "${0%/*}/../lib.sh"

topology
nft_router <<-EOF
	table inet other {
		chain prerouting { type filter hook prerouting priority raw + 50; ct mark set 0x12000005; }
		chain early { type filter hook prerouting priority mangle; ct state new ct mark set 0x12000005; }
	}
EOF
flow4 open a:junk:10
nft_router <<-EOF
	flush table inet other
EOF
expect_eq 'mark before' 301989893 "$(flow_marks | head -n 1 | cut -d ' ' -f 1)"
apply <<-EOF
	include "/usr/share/nf_p2p/signatures/all.sig"
	settings { mark-mask 0x00ff0000 }
EOF
expect_eq 'other bits after' $((0x12000005)) $(($(flow_marks | head -n 1 | cut -d ' ' -f 1) & ~0xff0000))
