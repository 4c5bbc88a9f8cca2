#!/bin/sh
# Every action of scope all leaves it alone: mark, limit, reject and count.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		counter marked { }
		chain mangle { type filter hook prerouting priority mangle; meta mark 0x2a counter name marked; }
	}
EOF

# order ACTION...: alice gets it, for everything
order() {
	policy <<-EOF
		garden { prefix $inet_phantom4 protocol udp port 53; prefix $inet_phantom6 protocol udp port 53 }
		subscriber alice { $alice; sanction scope all action $* }
	EOF
}

order mark 0x2a
flow4 --proto udp --dst "$inet_phantom4:53" a:dns b:dns
flow6 --proto udp --dst "[$inet_phantom6]:53" a:dns b:dns
expect_eq 'marked packets' 0 "$(nft_count t marked)"
expect_stat garden_passed 4
flow4 --proto udp --dst "$inet_phantom4:54" a:dns b:dns
expect_eq 'marked packets' 2 "$(nft_count t marked)"
expect_counter alice mark_packets 2

order limit 8bit burst 1
flow4 --proto udp --src "$sub1_phantom4:41000" --dst "$inet_phantom4:53" a:dns a:dns
flow4 --proto udp --src "$sub1_phantom4:41000" --dst "$inet_phantom4:54" a:dns expect=lost a:dns
order reject
flow4 --proto udp --src "$sub1_phantom4:42000" --dst "$inet_phantom4:53" a:dns b:dns
flow4 --proto udp --src "$sub1_phantom4:42000" --dst "$inet_phantom4:54" expect=icmp a:dns
order count
flow4 --proto udp --src "$sub1_phantom4:43000" --dst "$inet_phantom4:53" a:dns b:dns
expect_counter alice count_packets 0
flow4 --proto udp --src "$sub1_phantom4:43000" --dst "$inet_phantom4:54" a:dns b:dns
expect_counter alice count_packets 2
expect_stat garden_passed 10
