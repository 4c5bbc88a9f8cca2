#!/bin/sh
# module: none
# First packets that nobody answers take no more than three quarters of the table, and not for long.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=32
policy </dev/null
flow4 --quiet --proto udp --src "$sub1_phantom4:42000" --flows 40 a:utp-syn
expect_eq flows 24 "$(status_get flows)"
expect_stat table_full 16
note 'a stream that must be remembered is'
flow4 --quiet --src "$sub1_phantom4:41000" open cut=10 a:bt
expect_class bittorrent -p tcp --sport 41000
expect_stat table_full 16
# Only the record of that stream stays.
wait_for 30 - sh -c 'p2pctl -n router -j status | grep -q "\"flows\": *1,"'
ip netns delete router
wait_for 20 - rmmod nf_p2p
