#!/bin/sh
# The trial run: what would be dropped or marked is counted, and arrives as it was.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		counter marked { }
		chain mangle { type filter hook prerouting priority mangle; meta mark != 0 counter name marked; }
	}
EOF
policy <<-EOF
	settings { enforce off }
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber bob { $bob; sanction scope p2p action mark 7 }
EOF
flow4 open a:bt b:bt
flow4 --a sub2:eth0 --src "$sub2_phantom4" open a:bt
expect_stat would_drop 2
expect_stat would_mark 1
expect_stat dropped 0
expect_stat marked 0
expect_counter alice drop_packets 0
expect_eq 'marked packets' 0 "$(nft_count t marked)"
ctl settings set enforce on
flow4 expect=lost a@68:junk:10
expect_stat would_drop 2
