#!/bin/sh
# What SRv6 unpacks into a VRF comes to PRE_ROUTING once, as from the device of the VRF, and is not taken for what was seen before.
. "${0%/*}/../lib.sh"

topology
into_vrf to_sub1
ip -n router neighbour replace "$sub1_ip4" lladdr "$sub1_mac" dev to_sub1 nud permanent
ip netns exec router sysctl -qw net.vrf.strict_mode=1 net.ipv6.conf.all.seg6_enabled=1 net.ipv6.conf.to_inet.seg6_enabled=1
ip -n router -6 route add 2001:db8:e::d4 encap seg6local action End.DT4 vrftable 10 dev vrf0 || skip 'this kernel has no End.DT4'
ip -n inet -6 route add 2001:db8:e::d4 via 2001:db8:f::1
ip -n inet route add 10.1.0.0/24 encap seg6 mode encap segs 2001:db8:e::d4 dev eth0
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
on - p2pgso udp --a inet --b sub1 --dst "$sub1_ip4:6881" a:dht-ping a:dht-ping
expect_stat decided_p2p 1
expect_stat p2p_packets 2
expect_counter alice count_packets 2
