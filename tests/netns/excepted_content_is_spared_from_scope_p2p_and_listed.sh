#!/bin/sh
# What is on an except list is touched by scope all only, also when it is on another list.
. "${0%/*}/../lib.sh"

other=7777777777777777777777777777777777777777

# from_bob STEP...
from_bob() { on - p2pflow --a sub2:eth0 --b inet:eth0 --src "$sub2_phantom4" --dst "$inet_phantom4" "$@"; }

topology
policy <<-EOF
	content films { $info_hash; $other }
	content linux except { $info_hash }
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber bob { $bob; sanction scope listed action drop }
EOF
monitor_start router
flow4 open a:bt b:bt a:junk:10
from_bob open a:bt b:bt a:junk:10
wait_events 2 decided
expect_eq 'events that name the except list' 2 "$(events decided | grep -c '"list":"linux"')"
# Anything else is not spared.
flow4 --src "$sub1_phantom4:41000" open expect=lost a:bt=$other
from_bob --src "$sub2_phantom4:41000" open expect=lost a:bt=$other
flow4 --src "$sub1_phantom4:41001" open expect=lost a:bt=0000000000000000000000000000000000000000
flow4 --src "$sub1_phantom4:41002" --proto udp expect=lost a:dht-ping
# Nor are packets of scope all.
policy <<-EOF
	content linux except { $info_hash }
	subscriber alice { $alice; sanction scope all action drop }
EOF
flow4 expect=lost a@78:junk:10

# A packet without a connection shows its content by itself or not at all.
policy <<-EOF
	content linux except { $info_hash }
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
forget_flows
on router sysctl -qw net.netfilter.nf_conntrack_tcp_loose=0
flow4 a:bt b:bt
flow4 expect=lost a:bt=$other
