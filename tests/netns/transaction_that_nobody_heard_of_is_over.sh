#!/bin/sh
# Who begins a transaction and has no room for the answer does not know its cookie: it does not hold up the others.
. "${0%/*}/../lib.sh"

topology
on - p2praw --netns router deaf transaction-begin , wait=600000 >/tmp/deaf &
wait_for 10 - grep -q said /tmp/deaf
ctl -y subscriber set bob prefix 10.2.0.0/24
# The same with room for it does hold them up.
on - p2praw --netns router transaction-begin , wait=600000 >/tmp/raw &
wait_for 10 - grep -q '^transaction-begin: ok' /tmp/raw
expect_status 2 - p2pctl -n router subscriber set eve prefix 10.3.0.0/24
