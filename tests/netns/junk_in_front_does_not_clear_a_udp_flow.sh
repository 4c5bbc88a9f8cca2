#!/bin/sh
# A keep-alive, a STUN request or a byte of junk before the first real message is not the flow.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
for first in a:junk:1 a:zero:1 a:stun 'a:stun b:stun-reply' 'a:junk:30 a:junk:31 a:junk:32' 'b:junk:4 a:junk:5'; do
	# shellcheck disable=SC2086 # several steps
	flow4 --proto udp $first
	expect_class undecided
	flow4 --proto udp a:dht-ping
	expect_class bittorrent
	forget_flows
done
