#!/bin/sh
# A flow whose start was missed shows what it is by the framing of its messages.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 a:junk:100 b:bt-request
expect_class bittorrent
forget_flows
# A piece is evidence; a second one of the same kind adds nothing to it, and eight segments later the flow is cleared.
flow4 a:bt-piece+junk:200 a:bt-piece+junk:300
expect_class undecided
forget_flows
flow4 a:junk:50 a:junk:51 a:junk:52 a:junk:53 b:junk:54 b:junk:55 b:junk:56
expect_class undecided
flow4 a@206:junk:57
expect_class other
expect_stat midflow 3
