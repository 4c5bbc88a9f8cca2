#!/bin/sh
# The kernel trusts no compiler: each of these is refused in words, and nothing changes.
. "${0%/*}/../lib.sh"

# refused WORDS SIZE BYTES: a ruleset of SIZE in one chunk
refused() {
	note "refused: $1"
	answer=$(p2praw --netns router transaction-begin , ruleset-set 2=cookie "11.1=u32:$2" 11.2=u32:0 "11.3=hex:$3") || true
	case $answer in
	*'ruleset-set: E'*"$1"*) ;;
	*) fail "$answer" ;;
	esac
}

# A header: magic, version, size, then pairs of count and offset for signatures, checks, ranges, lists and literals.
magic=x50325042 one=x01000000 size=x70000000 none=x0000000070000000
sections=$none+$none+$none+$none+$none

topology
policy </dev/null
p2pctl -n router save >/tmp/before
signatures=$(status_get signatures)

# This one is right and empty. If it were refused, the refusals below would prove nothing.
on - p2praw --netns router transaction-begin , ruleset-set 2=cookie 11.1=u32:112 11.2=u32:0 \
	"11.3=hex:$magic+$one+$size+$sections+zero:60"

refused 'shorter than its header' 8 zero:8
refused 'not a compiled ruleset' 112 zero:112
refused 'another version' 112 "$magic+x02000000+$size+$sections+zero:60"
refused 'another size' 112 "$magic+$one+x71000000+$sections+zero:60"
refused 'signatures are outside' 112 "$magic+$one+$size+x0100000070000000+$none+$none+$none+$none+zero:60"
refused 'checks are outside' 112 "$magic+$one+$size+$none+xffffffff70000000+$none+$none+$none+zero:60"
refused 'ranges are outside' 112 "$magic+$one+$size+$none+$none+x00000000f8ffffff+$none+$none+zero:60"
refused 'lists are outside' 112 "$magic+$one+$size+$none+$none+$none+x0000000071000000+$none+zero:60"
# An automaton of two states whose tables lie nowhere.
refused ' ' 112 "$magic+$one+$size+$sections+x0200000001000000ffffff7fffffff7fffffff7f+zero:40"

# Chunks with a gap, a hole at the end, and one too many.
raw() { p2praw --netns router transaction-begin , "$@" || true; }
note 'chunks'
raw ruleset-set 2=cookie 11.1=u32:112 11.2=u32:8 11.3=hex:zero:8 | grep -q 'ruleset-set: E.* ' || fail 'gap'
raw ruleset-set 2=cookie 11.1=u32:112 11.2=u32:0 11.3=hex:zero:8 , transaction-commit 2=cookie |
	grep -q 'transaction-commit: EINVAL.*not complete' || fail 'commit of half a ruleset'
raw ruleset-set 2=cookie 11.1=u32:4 11.2=u32:0 11.3=hex:zero:8 | grep -q 'ruleset-set: E.* ' || fail 'beyond the size'
raw ruleset-set 2=cookie 11.1=u32:9000000 11.2=u32:0 11.3=hex:zero:8 | grep -q 'ruleset-set: E' || fail 'size'

p2pctl -n router save >/tmp/now
on - cmp /tmp/before /tmp/now
expect_eq signatures "$signatures" "$(status_get signatures)"
