#!/bin/sh
# Aborted, or its socket closed, or its cookie wrong: all that was staged is forgotten.
. "${0%/*}/../lib.sh"

raw() { on - p2praw --netns router "$@"; }

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
p2pctl -n router save >/tmp/before
# settings-set: enforce off; ruleset-set: none; bob gets 10.2.0.0/24
all_changes="settings-set 2=cookie 9.2=u8:0 , ruleset-set 2=cookie 11.1=u32:0 , subscriber-flush 2=cookie ,
	subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020000 13.2.2=u8:24"
# shellcheck disable=SC2086 # many words
for ending in '' ', transaction-abort 2=cookie'; do
	raw transaction-begin , $all_changes $ending
	flow4 open expect=lost a:bt
	forget_flows
	p2pctl -n router save >/tmp/now
	cmp /tmp/before /tmp/now || fail 'the configuration has changed'
	expect_eq holder '' "$(status_get holder)"
done
# While it is open packets see nothing of it either.
# shellcheck disable=SC2086
raw transaction-begin , $all_changes , wait=600000 >/tmp/raw &
wait_for 10 - grep -q subscriber-set /tmp/raw
flow4 open expect=lost a:bt
expect_eq subscribers 1 "$(status_get subscribers)"
expect_status 1 - p2praw --netns router settings-set 2=u64:12345 9.2=u8:0
expect_eq answer 'settings-set: ESTALE at 2 this transaction is over: committed, aborted, left idle too long, or never begun' \
	"$(p2praw --netns router settings-set 2=u64:12345 9.2=u8:0)"
