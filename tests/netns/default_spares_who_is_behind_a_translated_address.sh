#!/bin/sh
# What comes for an address that the router translates but does not have is for the subscriber behind it from its first packet on:
# the default, which takes what is nobody's, lets it pass. What turns out to be nobody's it drops as early.
. "${0%/*}/../lib.sh"

topology
nft_router <<-EOF
	table ip t {
		chain c { type nat hook prerouting priority -100; ip daddr 203.0.113.200 dnat to $sub1_phantom4; ip daddr 203.0.113.201 dnat to $sub2_phantom4; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice }
	default { sanction scope p2p action drop }
EOF
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4" --dst 203.0.113.200 --b-dst "$sub1_phantom4" --proto udp \
	a:dht-ping a:dht-ping b:dht-reply
expect_stat dropped 0
on - p2pflow --a inet:eth0 --b sub2:eth0 --src "$inet_phantom4:41000" --dst 203.0.113.201 --b-dst "$sub2_phantom4" --proto udp \
	expect=lost a:dht-ping
flow4 --a sub2:eth0 --src "$sub2_phantom4" --proto udp expect=lost a:dht-ping
expect_stat dropped 2
