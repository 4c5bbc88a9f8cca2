#!/bin/sh
# In a VRF a packet comes to PRE_ROUTING twice, and behind a bridge that shows its packets to netfilter three times; it is
# inspected and counted once.
. "${0%/*}/../lib.sh"

topology
into_vrf to_sub1 to_inet
ip -n router -batch - <<-EOF
	neighbour replace $sub1_phantom4 lladdr $sub1_mac dev to_sub1 nud permanent
	neighbour replace $inet_phantom4 lladdr $inet_mac dev to_inet nud permanent
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
nft_router <<-'EOF'
	table inet t {
		counter passes { }
		chain c { type filter hook prerouting priority raw; udp dport 6881 counter name passes; }
	}
EOF
flow4 --proto udp a:junk:30 a:dht-ping a:dht-ping
expect_eq 'times in prerouting' 6 "$(nft_count t passes)"
# The last one in search of a content id.
expect_stat inspected 3
expect_stat p2p_packets 2
expect_stat decided_p2p 1
expect_counter alice count_packets 2

note 'a bridge in the VRF'
modprobe br_netfilter
ip -n router -batch - <<-EOF
	link add br0 address $router_sub1_mac type bridge
	link set to_sub1 nomaster
	link set to_sub1 master br0
	address flush dev to_sub1
	link set br0 master vrf0
	link set br0 up
	address add 10.1.0.1/24 dev br0
	neighbour replace $sub1_phantom4 lladdr $sub1_mac dev br0 nud permanent
EOF
ip netns exec router sysctl -qw net.bridge.bridge-nf-call-iptables=1
flow4 --proto udp --src "$sub1_phantom4:42000" a:junk:30 a:dht-ping a:dht-ping
expect_eq 'times in prerouting' 15 "$(nft_count t passes)"
expect_stat inspected 6
expect_stat p2p_packets 4
expect_counter alice count_packets 4
