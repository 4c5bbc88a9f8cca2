#!/bin/sh
# Peer-to-peer that a subscriber exchanges with the router itself is classified and counted, but neither limited nor dropped.
. "${0%/*}/../lib.sh"

topology
for action in drop 'limit 8kbit'; do
	policy <<-EOF
		subscriber alice { $alice; sanction scope p2p action $action }
	EOF
	on - p2pgso udp --a sub1 --b router --dst 10.1.0.1:6881 repeat=20 a:dht-ping+junk:900
	on - p2pgso udp --a sub1 --b router --dst '[2001:db8:1::1]:6881' repeat=20 a:dht-ping+junk:900
done
expect_stat p2p_packets 80
expect_stat dropped 0
expect_stat limited 0
note 'in a VRF'
into_vrf to_sub1
ip -n router -batch - <<-EOF
	address replace 2001:db8:1::1/64 dev to_sub1 nodad
	neighbour replace $sub1_ip4 lladdr $sub1_mac dev to_sub1 nud permanent
	neighbour replace $sub1_ip6 lladdr $sub1_mac dev to_sub1 nud permanent
EOF
ip netns exec router sysctl -qw net.ipv4.udp_l3mdev_accept=1
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
before=$(stat_get p2p_packets)
flow4 --proto udp --dst 10.1.0.1 --src "$sub1_phantom4:42000" expect=any a:dht-ping
flow6 --proto udp --dst 2001:db8:1::1 --src "[$sub1_phantom6]:42000" expect=any a:dht-ping
expect_stat p2p_packets $((before + 2))
expect_stat dropped 0
ip -n router link set to_sub1 nomaster
ip -n router -batch - <<-EOF
	address replace 2001:db8:1::1/64 dev to_sub1 nodad
	neighbour replace $sub1_phantom4 lladdr $sub1_mac dev to_sub1 nud permanent
	neighbour replace $sub1_phantom6 lladdr $sub1_mac dev to_sub1 nud permanent
EOF
note 'what goes through is'
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 --proto udp expect=lost a:dht-ping a:dht-ping
flow6 --proto udp expect=lost a:dht-ping a:dht-ping
expect_stat dropped 4
