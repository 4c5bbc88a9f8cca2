#!/bin/sh
# limit: 120
# A p2pctl that hangs holds up nobody for long, not even where nothing was ever ordered.
. "${0%/*}/../lib.sh"

topology
on - p2praw --netns router transaction-begin , wait=600000 >/tmp/raw &
wait_for 10 - grep -q transaction-begin /tmp/raw
expect_status 2 - p2pctl -n router settings set enforce off
wait_for 75 - p2pctl -n router settings set enforce off
