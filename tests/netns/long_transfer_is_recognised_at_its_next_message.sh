#!/bin/sh
# A flow first seen in the middle of a transfer is not given up before its next message begins.
. "${0%/*}/../lib.sh"

topology
flow4 --quiet open a:junk:10
policy </dev/null
flow4 --quiet cut=100 b@0:junk:3000
expect_class undecided
flow4 --quiet a@10:bt-request
expect_class bittorrent
