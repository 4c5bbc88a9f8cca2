#!/bin/sh
# Four one way and three the other; one-way traffic alone never clears, for the answer may tell.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 --proto udp repeat=20 a:junk:30
expect_class undecided
flow4 --proto udp b:junk:40 b:junk:41
expect_class undecided
flow4 --proto udp b:junk:42
expect_class undecided
expect_stat decided_other 0
flow4 --proto udp a:junk:30
expect_class other
expect_stat decided_other 1
inspected=$(stat_get inspected)
flow4 --proto udp a:dht-ping b:junk:30
expect_class other
expect_stat inspected "$inspected"
expect_stat cleared 2
