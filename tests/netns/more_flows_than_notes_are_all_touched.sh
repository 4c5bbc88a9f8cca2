#!/bin/sh
# module: none
# Whom a flow concerns is noted where there is room. Those without a note are looked up, and nothing else is different.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=16
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
flow4 --quiet --flows 40 open a:bt a@68:junk:10 b:junk:10 a@78:junk:10
expect_counter alice count_packets 160
ctl sanction add alice scope p2p action drop
flow4 --quiet --flows 40 expect=lost a@88:junk:10 b@10:junk:10
expect_counter alice drop_packets 80
ip netns delete router
wait_for 20 - rmmod nf_p2p
