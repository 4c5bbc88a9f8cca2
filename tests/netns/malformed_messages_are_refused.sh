#!/bin/sh
# Unknown attributes, values without a meaning, missing parts: each is refused, and one attribute or a sentence tells why.
. "${0%/*}/../lib.sh"

# refused COMMAND ATTRIBUTE...: within a transaction
refused() {
	answer=$(p2praw --netns router transaction-begin , "$@" | sed 1d) || true
	note "$* -> $answer"
	case $answer in
	*': E'*' '*' '*) ;;
	*) fail 'not refused, or without a reason' ;;
	esac
}

# refused_garden ATTRIBUTE...
refused_garden() { refused garden-set 2=cookie "$@"; }

topology
# What they are variations of is accepted.
on - p2praw --netns router transaction-begin , settings-set 2=cookie 9.1=u32:0xff 9.2=u8:1 , \
	subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020000 13.2.2=u8:24 13.3.2=u8:1 13.3.3=u8:5 , \
	garden-set 2=cookie 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6 15.4=u16:80 15.5=u16:443 \
		2=cookie 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6 15.4=u16:80 2=cookie 15.1=hex:zero:16 15.2=u8:0 , \
	garden-set 2=cookie

refused status-get 99=u8:1
refused status-get 2=u64:1
refused settings-set 2=cookie
refused settings-set 9.2=u8:1
refused settings-set 2=cookie 9.99=u8:1
refused settings-set 2=cookie 9.2=u8:2
refused settings-set 2=cookie 9.1=u32:0x1ff
refused settings-set 2=cookie 9.1=u32:0xf0f0
refused settings-set 2=cookie 9.1=u16:0xff
refused subscriber-set 2=cookie
refused subscriber-set 2=cookie 13.2.1=hex:x0a020000 13.2.2=u8:24
refused subscriber-set 2=cookie 13.1=hex:zero:64
refused subscriber-set 2=cookie 13.1=hex:zero:0
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020001 13.2.2=u8:24
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020000 13.2.2=u8:33
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a0200000000 13.2.2=u8:24
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020000
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020000 13.2.1=hex:zero:16 13.2.2=u8:24
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:zero:16 13.2.1=hex:x0a020000 13.2.2=u8:24
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:zero:16 13.2.2=u8:8 13.2.2=u8:64
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:4 13.3.3=u8:5
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:6
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:3
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:3 13.3.9=u64:0
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:4 13.3.9=u64:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:2
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.4=u32:1 13.3.5=u32:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:2 13.3.4=u32:2 13.3.5=u32:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.7=u8:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.11=u64:0
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.11=u64:4000000000 13.3.6=u64:4000000000
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.12=u64:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.13=hex:zero:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.13=hex:zero:257
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.13=hex:x410a42
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.13=hex:x410042
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:1 13.3.3=u8:5 13.3.13=hex:xc341
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.4.2=u64:1
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.6=hex:zero:0 13.3.2=u8:1 13.3.3=u8:5
refused subscriber-set 2=cookie 13.6=hex:zero:0
refused subscriber-set 2=cookie 13.6=hex:zero:0 13.3.2=u8:1 13.3.3=u8:5 13.2.1=hex:x0a020000 13.2.2=u8:24
refused subscriber-set 2=cookie 13.6=hex:zero:0 13.3.2=u8:1 13.3.3=u8:3 13.3.9=u64:1
refused subscriber-set 2=cookie 13.6=hex:zero:0 13.3.2=u8:1 13.3.3=u8:4
refused subscriber-del 2=cookie 13.6=hex:zero:0
refused subscriber-get 13.6=hex:zero:0
refused subscriber-del 2=cookie 13.1=hex:t:nobody
refused subscriber-get 13.1=hex:t:nobody
refused subscriber-get 17=hex:x0a0200
refused subscriber-get 17=hex:x0a02000000
refused subscriber-get 17=hex:x0a020001 13.1=hex:t:bob
refused subscriber-get 18=u16:1
refused subscriber-get 18=u16:1 13.1=hex:t:bob
refused subscriber-get 17=hex:x0a020001 18=u32:1
refused subscriber-get 17=hex:x0a020001
refused subscriber-get 19=flag 13.1=hex:t:bob
refused bypass-set
refused bypass-set 7=u8:2
refused transaction-begin
refused transaction-commit
refused garden-set 15.1=hex:x0a020000 15.2=u8:24
refused_garden 15=nest
refused_garden 15=u8:1
refused_garden 15.99=u8:1
refused_garden 15.2=u8:24
refused_garden 15.1=hex:x0a020000
refused_garden 15.1=hex:x0a020001 15.2=u8:24
refused_garden 15.1=hex:x0a0200000000 15.2=u8:24
refused_garden 15.1=hex:x0a020000 15.2=u8:33
refused_garden 15.1=hex:zero:16 15.2=u8:129
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:0
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.4=u16:80
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:1 15.4=u16:80
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6 15.4=u16:0
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6 15.5=u16:80
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6 15.4=u16:80 15.5=u16:79
refused_garden 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6 2=cookie 15.1=hex:zero:16 15.2=u8:0 \
	2=cookie 15.1=hex:x0a020000 15.2=u8:24 15.3=u8:6


# entries COUNT: as many different ones
entries() {
	for number in $(seq "$1"); do
		printf '2=cookie 15.1=hex:x0a00%04x 15.2=u8:32 ' "$number"
	done
}

# shellcheck disable=SC2046 # many words
p2praw --netns router transaction-begin , garden-set $(entries 1024) , transaction-commit 2=cookie
expect_eq 'entries of the garden' 1024 "$(p2pctl -n router -j garden list | grep -o prefix | wc -l)"
# shellcheck disable=SC2046
answer=$(p2praw --netns router transaction-begin , garden-set $(entries 1025) | sed 1d) || true
expect_eq 'one too many' 'garden-set: EINVAL at 15 the garden has too many entries' "$answer"
