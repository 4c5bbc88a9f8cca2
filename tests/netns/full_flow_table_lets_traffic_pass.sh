#!/bin/sh
# module: none
# Flows beyond its bound are judged by what one packet proves, and counted; nothing is lost.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=16
policy </dev/null
expect_eq flows_max 16 "$(status_get flows_max)"
# These wait for more of a handshake: 16 are remembered.
flow4 --quiet --flows 40 open a:bt:0-9
expect_eq flows 16 "$(status_get flows)"
expect_stat table_full 24
flow4 --quiet --flows 40 a@10:bt:10-
expect_stat midflow 24
expect_stat decided_p2p 16
# A whole handshake is proof without being remembered.
forget_flows
flow4 --quiet --src "$sub1_phantom4:51000" --flows 40 open a:bt b:bt
expect_eq 'connections decided' 40 "$(flow_marks | awk '$1 >= 285212672' | wc -l)"
expect_stat decided_p2p 56
# Records take half of the table at the most.
expect_eq flows 8 "$(status_get flows)"
ip netns delete router
wait_for 20 - rmmod nf_p2p
