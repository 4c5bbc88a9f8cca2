#!/bin/sh
# A connection that conntrack picks up in its middle may begin with any bytes: signatures of the stream's start do not
# apply to them, those of a segment's start do.
. "${0%/*}/../lib.sh"

topology
apply <<-EOF
	$start_of_stream
EOF
flow4 a:bt b:bt
expect_class undecided
expect_stat midflow 1
expect_stat decided_p2p 0
flow4 --src "$sub1_phantom4:41000" b:bt a:bt
expect_class undecided -p tcp --dport 41000
expect_stat midflow 2
flow4 --src "$sub1_phantom4:43000" open a:bt
expect_class bittorrent -p tcp --sport 43000

policy </dev/null
flow4 --src "$sub1_phantom4:42000" a:junk:30 b:bt-request
expect_class bittorrent -p tcp --sport 42000
