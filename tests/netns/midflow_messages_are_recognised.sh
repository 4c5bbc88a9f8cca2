#!/bin/sh
# A flow whose start was missed shows what it is by the framing of its messages.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 a:junk:100 b:bt-request
expect_class bittorrent
forget_flows
# A piece is evidence; a second one of the same kind adds nothing to it.
flow4 a:bt-piece+junk:200 a:bt-piece+junk:300
expect_class undecided
forget_flows
# One segment in 4 KiB counts, and the eighth clears the flow.
flow4 --quiet repeat=23 a:junk:1366
expect_class undecided
flow4 a@31418:junk:1366
expect_class other
expect_stat midflow 3
