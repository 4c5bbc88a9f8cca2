#!/bin/sh
# module: none
# What fits into the first 128 bytes needs no large window, and is not lost when there is none.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=32
policy </dev/null
flow4 --quiet --src "$sub1_phantom4:42000" --flows 4 open a:junk:200
flow4 --quiet --src "$sub1_phantom4:41000" open a@10:bt:10-+junk:200 a@0:bt:0-9 a@278:junk:100
expect_class bittorrent -p tcp --sport 41000
ip netns delete router
wait_for 20 - rmmod nf_p2p
