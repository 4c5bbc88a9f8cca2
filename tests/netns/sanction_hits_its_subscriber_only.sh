#!/bin/sh
# Another customer's P2P flows, and the sanctioned one's other flows, go on as before.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber bob { $bob }
EOF
flow4 --a sub2:eth0 --src "$sub2_phantom4" open a:bt b:bt
flow6 --a sub2:eth0 --src "$sub2_phantom6" open a:bt b:bt
flow4 open a:tls b:tls-server a:junk:1000
flow4 --proto udp a:dns b:dns-reply
flow6 --proto icmp a:junk:20 b:junk:20
flow4 --src "$sub1_phantom4:41000" open expect=lost a:bt
expect_stat dropped 1
expect_counter bob drop_packets 0
