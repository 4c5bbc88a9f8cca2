#!/bin/sh
# What nft excludes from connection tracking has no flow: it is not judged, but a suspension is one.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority raw; meta l4proto udp notrack; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber bob { $bob; sanction scope all action drop }
EOF
flow4 --proto udp a:dht-ping a:dht-ping
flow4 --a sub2:eth0 --src "$sub2_phantom4" --proto udp expect=lost a:dht-ping
flow6 --a sub2:eth0 --src "$sub2_phantom6" --proto udp expect=lost a:dns
# Conntrack itself leaves multicast listener reports of the hosts untracked, too.
[ "$(stat_get untracked)" -ge 4 ] || fail "$(stat_get untracked) untracked packets, not 4"
expect_stat inspected 0
expect_counter bob drop_packets 2
