# shellcheck shell=sh
# crossing.sh: a router that forwards any unicast packet from one side to the other; behind tests/lib.sh.
#
#   left eth0 ---- to_left  router  to_right ---- eth0 right
#
# Routes are chosen by where a packet comes from, the next hop's hardware address is known, and nobody there answers.

# crossing_link NAMESPACE NUMBER
crossing_link() {
	cat <<-EOT
		netns add $1
		link add name to_$1 netns router mtu 65535 address 02:00:00:00:$2:01 type veth peer name eth0 netns $1 mtu 65535 address 02:00:00:00:$2:02
	EOT
}

# crossing_end FROM TO TABLE NUMBER: what comes from FROM goes to TO by the table; NUMBER is in TO's hardware address.
crossing_end() {
	cat <<-EOT
		link set to_$2 addrgenmode none
		link set to_$2 up
		neighbour add 192.0.2.1 lladdr 02:00:00:00:$4:02 dev to_$2 nud permanent
		neighbour add fe80::1 lladdr 02:00:00:00:$4:02 dev to_$2 nud permanent
		route add default via 192.0.2.1 dev to_$2 onlink table $3
	EOT
}

crossing() {
	note 'building the crossing'
	{
		echo 'netns add router'
		crossing_link left 0a
		crossing_link right 0b
	} | ip -batch -
	for side in left right; do
		ip -n "$side" link set eth0 addrgenmode none
		ip netns exec "$side" sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1
		ip -n "$side" link set eth0 up
	done
	# A new table's routes need both ends to be up.
	ip -n router link set lo up
	{
		crossing_end left right 101 0b
		crossing_end right left 102 0a
	} | ip -n router -batch -
	ip -n router -6 route add default via fe80::1 dev to_right onlink table 101
	ip -n router -6 route add default via fe80::1 dev to_left onlink table 102
	for family in -4 -6; do
		ip -n router $family rule add iif to_left lookup 101
		ip -n router $family rule add iif to_right lookup 102
	done
	ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
		net.ipv4.conf.to_left.rp_filter=0 net.ipv4.conf.to_right.rp_filter=0
	crossing_conntrack
}

# Check sums of a capture are often those before the network card made them.
crossing_conntrack() {
	modprobe -a nf_conntrack nf_conntrack_netlink
	sysctl -qw net.netfilter.nf_conntrack_max=262144
	ip netns exec router sysctl -qw net.netfilter.nf_conntrack_checksum=0 net.netfilter.nf_conntrack_events=1 \
		net.netfilter.nf_conntrack_udp_timeout=3600 net.netfilter.nf_conntrack_udp_timeout_stream=3600
	for state in syn_sent syn_recv fin_wait close_wait last_ack time_wait close; do
		ip netns exec router sysctl -qw net.netfilter.nf_conntrack_tcp_timeout_$state=3600
	done
}

remove_crossing() { for namespace in left right router; do ip netns delete $namespace; done; }
