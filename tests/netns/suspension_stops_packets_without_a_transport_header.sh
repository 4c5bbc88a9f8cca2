#!/bin/sh
# Scope all needs the addresses of a packet and nothing else: what makes no sense behind them does not pass either.
. "${0%/*}/../lib.sh"

topology
apply <<-EOF
	subscriber alice { prefix 10.1.0.0/24; prefix 2001:db8:1::/64; sanction scope all action drop }
EOF
flow6 --proto 59 expect=lost a:junk:900 b:junk:900
flow6 --proto 17 expect=lost a:x0001
flow4 --proto 6 expect=lost a:x00010002000000000000000000000000
flow4 --proto 132 expect=lost a:junk:100
