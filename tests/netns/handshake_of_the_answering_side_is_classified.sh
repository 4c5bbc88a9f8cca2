#!/bin/sh
# Who opens a connection need not be who says first what it is.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 open b:bt
expect_class bittorrent
flow6 open a:junk:40 b:bt
expect_class bittorrent -f ipv6
