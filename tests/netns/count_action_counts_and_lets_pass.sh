#!/bin/sh
# Packets and bytes of both directions, and nothing else happens to them.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
# IP and TCP headers are 40 bytes in IPv4 and 60 in IPv6.
flow4 open a:bt b:bt b:junk:100
expect_counter alice count_packets 3
expect_counter alice count_bytes $((108 + 108 + 140))
flow6 open a:bt
expect_counter alice count_packets 4
expect_counter alice count_bytes $((108 + 108 + 140 + 128))
expect_stat counted 4
expect_stat dropped 0
