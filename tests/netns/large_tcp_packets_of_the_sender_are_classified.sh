#!/bin/sh
# Segmentation left to the last network card: one packet of up to 64 KiB, dropped as one and counted in segments.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 open gso=1000 expect=lost a:bt+junk:10000
expect_class bittorrent
expect_stat dropped 11
expect_counter alice drop_packets 11
