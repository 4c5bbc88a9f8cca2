#!/bin/sh
# UDP GRO merges datagrams to one packet, in one buffer or in a list of them. Each is judged from its own first byte, and
# the last, shorter one is not forgotten.
. "${0%/*}/../lib.sh"

# send BYTES: datagrams of 56 octets, in one packet to the router
send() { on - p2pgso udp --a sub1 --b inet --src "$sub1_ip4:40000" --dst "$inet_ip4:6881" gso=56 "a:$1"; }

# judge FORM
judge() {
	forget_flows
	before=$(nft_count t seen)
	# The message is the second of four, then the last; the first of a tracker's is shorter than the others.
	send junk:56+dht-ping+junk:112
	expect_class bittorrent
	forget_flows
	send junk:168+tracker
	expect_class bittorrent
	forget_flows
	# What would match across the border of two datagrams does not.
	send junk:50+dht-ping+junk:62
	expect_class undecided
	merged=$((12 - $(nft_count t seen) + before))
	note "$1: $merged of 12 datagrams were merged to others"
	[ "$merged" -gt 0 ] || fail "$1: no datagrams were merged"
}

topology
nft_router <<-'EOF'
	table inet t {
		counter seen { }
		chain c { type filter hook prerouting priority raw; udp dport 6881 counter name seen; }
	}
EOF
policy </dev/null

# The sender's own large packet, in one buffer.
judge 'segmentation offload'

# Cut by the sender, merged again by the router.
on sub1 ethtool -K eth0 tx-udp-segmentation off
on router ethtool -K to_sub1 gro on rx-udp-gro-forwarding on
judge 'rx-udp-gro-forwarding'
on router ethtool -K to_sub1 rx-udp-gro-forwarding off rx-gro-list on
judge 'rx-gro-list'
expect_stat short_packet 0
