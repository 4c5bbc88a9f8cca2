#!/bin/sh
# module: none
# However many flows are decided, those that need more than one packet can still be.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=16
policy </dev/null
flow4 --quiet --flows 40 --proto udp a:dht-ping
expect_stat decided_p2p 40
expect_eq 'records' 8 "$(status_get flows)"
flow4 --src "$sub1_phantom4:51000" open cut=30 a:bt
expect_class bittorrent -p tcp --sport 51000
flow4 --src "$sub1_phantom4:52000" --proto udp a:kad-req b:kad-res
expect_class edonkey -p udp --sport 52000
# Nothing is remembered of those that were decided beyond the eight, and no packet more is counted.
expect_stat table_full 34
ip netns delete router
wait_for 20 - rmmod nf_p2p
