#!/bin/sh
# The largest ruleset is taken at once, and the first and the last of its signatures see what is theirs.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
"${0%/*}/../bench/gen4096" >/tmp/many.sig
ctl signature load /tmp/many.sig
expect_eq signatures 4096 "$(status_get signatures)"

# matches_of NAME: how often it has matched.
matches_of() { p2pctl -n router -j signature list | grep "\"$1\"" | member matches; }

# vector_of NAME: the payload that it must match, as p2pflow writes it.
vector_of() { sed -n "/^signature $1 /,/^}/s/.*match hex \"\([0-9a-f ]*\)\".*/x\1/p" /tmp/many.sig | tr -d ' '; }

for name in generated-0002 generated-4094; do
	flow4 --quiet --proto udp --src "$sub1_phantom4:40001" a:"$(vector_of $name)"
	expect_eq "matches of $name" 1 "$(matches_of $name)"
done
