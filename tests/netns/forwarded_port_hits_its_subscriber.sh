#!/bin/sh
# A flow from outside to a port that is translated to the subscriber's: he is the one who is meant.
. "${0%/*}/../lib.sh"

topology
nft_router <<-EOF
	table ip t {
		chain c { type nat hook prerouting priority -100; iifname to_inet tcp dport 6881 dnat to $sub1_phantom4; }
	}
EOF
inbound() { on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4" --dst 203.0.113.1 --b-dst "$sub1_phantom4" "$@"; }
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start router
inbound open expect=lost a:bt b:bt
expect_counter alice drop_packets 2
wait_events 1 decided
wait_events 1 sanction-hit
expect_eq 'told of alice' 1 "$(events decided | grep -c '"subscriber":"alice"')"
expect_eq 'tuples before and after' 1 "$(events decided | grep -c \
	'"orig":{"protocol":"tcp","src":"203.0.113.66","sport":40000,"dst":"203.0.113.1","dport":6881},"reply":{"protocol":"tcp","src":"10.1.0.66","sport":6881,')"
