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
note 'what goes through is'
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 --proto udp expect=lost a:dht-ping a:dht-ping
flow6 --proto udp expect=lost a:dht-ping a:dht-ping
expect_stat dropped 4
