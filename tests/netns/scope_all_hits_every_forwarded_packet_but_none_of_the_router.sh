#!/bin/sh
# A suspended customer still reaches the router itself: portal, name server, the engineer's shell.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope all action drop }
EOF
# Its input stays open: else it says goodbye before it was told anything.
sleep 30 | run_in router busybox nc -l -p 80 >/tmp/heard &
flow4 expect=lost syn
flow6 expect=lost syn
flow4 --proto udp expect=lost a:dns
flow6 --proto icmp expect=lost a:junk:20
flow4 --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4" --dst "$sub1_phantom4" expect=lost syn
on sub1 ping -c 1 -W 5 10.1.0.1
on sub1 ping -c 1 -W 5 2001:db8:1::1
wait_for 5 sub1 sh -c 'echo hello | busybox nc -w 5 10.1.0.1 80'
wait_for 5 - grep -q hello /tmp/heard
expect_stat dropped 5
flow4 --a sub2:eth0 --src "$sub2_phantom4" open a:http b:http-reply
