#!/bin/sh
# One transaction at a time. Who comes second is told who holds it; one that is left alone can be ended by force.
. "${0%/*}/../lib.sh"

topology
on - p2praw --netns router transaction-begin , wait=600000 >/tmp/raw &
wait_for 10 - grep -q ok /tmp/raw
holder=$(status_get holder)
[ -n "$holder" ] || fail 'status does not tell who holds the transaction'
echo "subscriber alice { $alice }" >/tmp/policy
expect_status 2 - p2pctl -n router apply /tmp/policy
case $complaint in *"$holder"*) ;; *) fail "the holder, $holder, is not named" ;; esac
expect_status 2 - p2pctl -n router settings set capture on
expect_eq subscribers 0 "$(status_get subscribers)"
ctl -y transaction abort --force
ctl apply /tmp/policy
expect_eq subscribers 1 "$(status_get subscribers)"
