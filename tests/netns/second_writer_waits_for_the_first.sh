#!/bin/sh
# --wait: whoever comes second goes on when the first has ended, or gives up in time; both are told who holds the transaction.
. "${0%/*}/../lib.sh"

topology
on - p2praw --netns router transaction-begin , wait=$((3000 * ${slow:-1})) >/tmp/raw &
holder=$!
wait_for 10 - grep -q ok /tmp/raw
echo "subscriber alice { $alice }" >/tmp/policy
started=$(cut -d . -f 1 /proc/uptime)
expect_status 2 - p2pctl -n router --wait=1 apply /tmp/policy
took=$(($(cut -d . -f 1 /proc/uptime) - started))
[ $took -ge 1 ] || fail "gave up after $took s"
case $complaint in
*"port id $(status_get holder), process "*" p2praw"*) ;;
*) fail 'the process that holds it is not named' ;;
esac
expect_eq 'name of the process' p2praw "$(p2pctl -n router -j transaction show | member process_name)"
expect_eq subscribers 0 "$(status_get subscribers)"
ctl --wait apply /tmp/policy
expect_eq subscribers 1 "$(status_get subscribers)"
wait $holder || true
