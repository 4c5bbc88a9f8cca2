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

topology
# What they are variations of is accepted.
on - p2praw --netns router transaction-begin , settings-set 2=cookie 9.1=u32:0xff 9.2=u8:1 , \
	subscriber-set 2=cookie 13.1=hex:t:bob 13.2.1=hex:x0a020000 13.2.2=u8:24 13.3.2=u8:1 13.3.3=u8:5

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
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=u8:2 13.3.3=u8:5
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
refused subscriber-set 2=cookie 13.1=hex:t:bob 13.5=hex:zero:0 13.3.2=u8:1 13.3.3=u8:5
refused subscriber-set 2=cookie 13.5=hex:zero:0
refused subscriber-set 2=cookie 13.5=hex:zero:0 13.3.2=u8:1 13.3.3=u8:5 13.2.1=hex:x0a020000 13.2.2=u8:24
refused subscriber-set 2=cookie 13.5=hex:zero:0 13.3.2=u8:1 13.3.3=u8:3 13.3.9=u64:1
refused subscriber-set 2=cookie 13.5=hex:zero:0 13.3.2=u8:1 13.3.3=u8:4
refused subscriber-del 2=cookie 13.5=hex:zero:0
refused subscriber-get 13.5=hex:zero:0
refused subscriber-del 2=cookie 13.1=hex:t:nobody
refused subscriber-get 13.1=hex:t:nobody
refused bypass-set
refused bypass-set 7=u8:2
refused transaction-begin
refused transaction-commit
