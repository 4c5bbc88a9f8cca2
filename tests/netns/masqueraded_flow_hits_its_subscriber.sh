#!/bin/sh
# Address translation on the way out: the subscriber is who he is before it, the answers find him too.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table ip t {
		chain c { type nat hook postrouting priority 100; oifname to_inet masquerade; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber router { prefix 203.0.113.1; sanction scope p2p action count }
EOF
monitor_start router
flow4 --learn open a:tls b:tls-server
expect_counter alice drop_packets 0
flow4 --learn --src "$sub1_phantom4:41000" open expect=lost a:bt b:junk:10
expect_counter alice drop_packets 2
expect_counter router count_packets 0
wait_events 1 decided
# Decided by the answer, which is not addressed to her yet.
flow4 --learn --src "$sub1_phantom4:42000" open expect=lost b:bt
wait_events 2 decided
expect_eq 'told of alice' 2 "$(events decided | grep -c '"subscriber":"alice"')"
expect_eq 'tuples before and after' 1 "$(events decided | grep -c \
	'"orig":{"protocol":"tcp","src":"10.1.0.66","sport":41000,"dst":"203.0.113.66","dport":6881},"reply":{"protocol":"tcp","src":"203.0.113.66","sport":6881,"dst":"203.0.113.1",')"
