#!/bin/sh
# Others commit all the time: what came between the look and the transaction of a large apply is looked at again within it, and
# where the look does not end before the next commit, it is made within a transaction.
. "${0%/*}/../lib.sh"

topology
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "subscriber s%d { prefix 10.%d.%d.0/24 }\n", i, 64 + i / 256, i % 256 }' >/tmp/many
ctl apply /tmp/many

# apply_among NAME STEP...: the first subscriber gets NAME while a process repeats STEPs
apply_among() {
	name=$1
	shift
	steps=$(awk -v steps="$*" 'BEGIN { for (i = 0; i < 1000; i++) print ",", steps }')
	# shellcheck disable=SC2086 # words
	on - p2praw --netns router status-get $steps >/tmp/raw 2>&1 &
	rival=$!
	wait_for 10 - grep -q ok /tmp/raw
	sed "s/^subscriber s0 .*/subscriber $name { prefix 10.64.0.0\/24 }/" /tmp/many >/tmp/others
	before=$(status_get generation)
	ctl --wait=60 apply /tmp/others
	expect_eq subscribers 4000 "$(status_get subscribers)"
	expect_eq 'the first of them' "$name" "$(ctl -j whois 10.64.0.1 | member key)"
	[ "$(status_get generation)" -gt $((before + 1)) ] || fail 'nobody else committed meanwhile'
	kill $rival || fail 'the others had ended before'
	wait $rival || true
}

apply_among often transaction-begin , transaction-commit 2=cookie , wait=20
apply_among long transaction-begin , wait=300 , transaction-commit 2=cookie , wait=40
