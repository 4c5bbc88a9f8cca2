#!/bin/sh
# Path MTU discovery needs them. Scope all drops them, too, unless the flow leads into the garden.
. "${0%/*}/../lib.sh"

# ICMPv6 "packet too big" from 2001:db8:f::99, MTU 1280, about a UDP datagram of 8 octets from 2001:db8:1::66 port 40000 to
# 2001:db8:f::66 port 6881, as hexadecimal digits behind the IPv6 header; the checksum, 91af, is right.
too_big=020091af00000500
too_big=${too_big}600000000010113f20010db800010000000000000000006620010db8000f00000000000000000066
too_big=x${too_big}9c401ae1001000006161616161616161

error() {
	on - p2pflow --a inet:eth0 --b sub1:eth0 --src 2001:db8:f::99 --dst "$sub1_phantom6" --proto 58 expect=any "a:$too_big"
}

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
# Decided by the answer, so that the connection is there.
flow6 --proto udp a:junk:8 expect=lost b:dht-ping
nft_router <<-'EOF'
	table inet t {
		counter related { }
		counter passed { }
		chain p { type filter hook prerouting priority mangle; ct state related counter name related; }
		chain f { type filter hook forward priority 10; icmpv6 type packet-too-big counter name passed; }
	}
EOF
error
expect_eq 'related packets' 1 "$(nft_count t related)"
expect_eq 'passed packets' 1 "$(nft_count t passed)"
expect_stat related_passed 1
policy <<-EOF
	subscriber alice { $alice; sanction scope all action drop }
EOF
error
expect_eq 'related packets' 2 "$(nft_count t related)"
expect_eq 'passed packets' 1 "$(nft_count t passed)"
policy <<-EOF
	garden { prefix $inet_phantom6 protocol udp port 6881 }
	subscriber alice { $alice; sanction scope all action drop }
EOF
error
expect_eq 'related packets' 3 "$(nft_count t related)"
expect_eq 'passed packets' 2 "$(nft_count t passed)"
expect_stat garden_passed 1
