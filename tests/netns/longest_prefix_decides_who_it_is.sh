#!/bin/sh
# An address inside another customer's prefix may be somebody else's.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	settings { nested on }
	subscriber everybody { prefix 0.0.0.0/0; prefix ::/0; sanction scope p2p action drop }
	subscriber network { prefix 10.0.0.0/8; sanction scope p2p action count }
	subscriber single { prefix $sub1_phantom4; prefix $sub1_phantom6; prefix $inet_phantom4; prefix $inet_phantom6 }
EOF
flow4 open a:bt
flow6 open a:bt
flow4 --a sub2:eth0 --src "$sub2_phantom4" open a:bt
expect_counter network count_packets 1
expect_counter everybody drop_packets 0
flow6 --a sub2:eth0 --src "$sub2_phantom6" open expect=lost a:bt
expect_counter everybody drop_packets 1
