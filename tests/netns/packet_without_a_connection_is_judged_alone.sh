#!/bin/sh
# On asymmetric routes conntrack calls packets invalid. Scope all applies to them, scope p2p if the packet alone is proof.
. "${0%/*}/../lib.sh"

signature_matches() { p2pctl -n router -j signature list | grep -o '"matches":[0-9]*' | awk -F : '{ sum += $2 } END { print sum }'; }

topology
on router sysctl -qw net.netfilter.nf_conntrack_tcp_loose=0
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber bob { $bob; sanction scope all action drop }
EOF
monitor_start router
# Acknowledgements of a stream whose other half goes elsewhere.
flow4 a:junk:50
flow4 expect=lost a:bt
flow6 expect=lost a:bt
expect_eq 'connections' '' "$(flow_marks)"
flow4 --a sub2:eth0 --src "$sub2_phantom4" expect=lost a:junk:50
# A key exchange is told by the sizes of both first flights: behind what may be one, nothing is searched here.
flow4 'a:junk:200+x13+t:BitTorrent protocol+zero:48'
expect_stat no_conntrack 5
# Both hooks look at it.
expect_stat inspected 5
expect_eq 'matches of signatures' 2 "$(signature_matches)"
expect_counter alice drop_packets 2
expect_counter bob drop_packets 1
expect_stat decided_p2p 2
# What is alike within a second is told once.
wait_for 5 - has_events 1 decided
