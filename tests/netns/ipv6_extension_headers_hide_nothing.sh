#!/bin/sh
# The payload lies behind them, one by one and in chains, in TCP and UDP.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
for headers in hbh dst routing frag hbh,dst dst,routing hbh,routing,frag hbh,dst,routing,dst; do
	flow6 --ext $headers open a:bt
	expect_class bittorrent -p tcp
	flow6 --ext $headers --proto udp a:dht-ping
	expect_class bittorrent -p udp
	forget_flows
done
flow4 --ext options --proto udp a:dht-ping
expect_class bittorrent
expect_stat short_packet 0
