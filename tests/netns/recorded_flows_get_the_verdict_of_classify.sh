#!/bin/sh
# A few recordings; tests/corpus/kernel does it with all of them.
. "${0%/*}/../lib.sh"
. "${0%/*}/../corpus/crossing.sh"

crossing
policy </dev/null

# of_kernel FILE, of_classify FILE: the verdict on each flow.
of_kernel() {
	p2preplay --a left:eth0 --b right:eth0 --router router "$1" | while IFS='	' read -r file proto src sport dst dport mark; do
		case $file in '#'*) continue ;; esac
		echo "$proto $src $sport $dst $dport $(class_name $((mark >> 24)))"
	done | sort
}

of_classify() {
	p2pctl -j classify --signatures /usr/share/nf_p2p/signatures/all.sig "$1" | grep '"lone":false' |
		sed 's/.*"proto":"\([a-z]*\)","src":"\([^"]*\)","sport":\([0-9]*\),"dst":"\([^"]*\)","dport":\([0-9]*\),"class":"\([a-z]*\)".*/\1 \2 \3 \4 \5 \6/' |
		sort
}

for file in /tests/recorded/*.pcap; do
	of_classify "$file" >/tmp/expected
	of_kernel "$file" >/tmp/seen
	note "$file: $(grep -c . /tmp/seen) flows"
	[ -s /tmp/expected ] || fail "classify sees no flow in $file"
	diff /tmp/expected /tmp/seen >&2 || fail "kernel and classify differ in $file"
done
