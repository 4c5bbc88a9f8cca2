#!/bin/sh
# module: none
# Streams that are searched borrow large windows, and no more of them than an eighth of the flow table; what finds none is
# counted and passes.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=32
policy </dev/null
talk='a:junk:200 b:junk:200 a:junk:150 b:junk:30+bt'
# shellcheck disable=SC2086 # steps
flow4 --quiet --flows 2 open $talk
expect_stat decided_p2p 2
expect_stat table_full 0
# Those two are records now and have given back theirs.
flow4 --quiet --src "$sub1_phantom4:42000" --flows 10 open a:junk:200
expect_eq flows 6 "$(status_get flows)"
expect_stat table_full 6
# The six have nothing left that could match; what answers them is not searched either.
# shellcheck disable=SC2086 # steps
flow4 --quiet --src "$sub1_phantom4:43000" open $talk
expect_stat decided_p2p 2
ip netns delete router
wait_for 20 - rmmod nf_p2p
