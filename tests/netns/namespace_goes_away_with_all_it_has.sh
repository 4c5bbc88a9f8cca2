#!/bin/sh
# Flows, a sanction, a listener, an open transaction, the bypass: none of them keeps it, and the module can be unloaded.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until +1h }
EOF
monitor_start router
listener=$!
flow4 --quiet --flows 50 open a:bt:0-9
flow6 --quiet --flows 50 open expect=lost a:bt
p2praw --netns router transaction-begin , subscriber-flush 2=cookie , wait=600000 >/tmp/raw &
wait_for 10 - grep -q subscriber-flush /tmp/raw
ctl bypass on
# Their sockets are what keeps a namespace.
kill -s KILL $listener $!
ip netns delete router
wait_for 20 - rmmod nf_p2p
