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

# A header: magic, version, size, then pairs of count and offset for signatures, gates, stops, checks, ranges, lists and
# literals; behind it six automata and 4 bytes up to a multiple of 8.
magic=x50325042 version=x03000000 size=xc0000000 none=x00000000c0000000
head=$magic+$version+$size
sections=$none+$none+$none+$none+$none+$none+$none

topology
policy </dev/null
p2pctl -n router save >/tmp/before
signatures=$(status_get signatures)

# This one is right and empty. If it were refused, the refusals below would prove nothing.
on - p2praw --netns router transaction-begin , ruleset-set 2=cookie 11.1=u32:192 11.2=u32:0 \
	"11.3=hex:$head+$sections+zero:124"

refused 'shorter than its header' 8 zero:8
refused 'not a compiled ruleset' 192 zero:192
refused 'another version' 192 "$magic+x01000000+$size+$sections+zero:124"
refused 'another size' 192 "$magic+$version+xc1000000+$sections+zero:124"
refused 'signatures are outside' 192 "$head+x01000000c0000000+$none+$none+$none+$none+$none+$none+zero:124"
refused 'more than 16 gates' 192 "$head+$none+x11000000c0000000+$none+$none+$none+$none+$none+zero:124"
refused 'stops' 192 "$head+$none+$none+x00010000c0000000+$none+$none+$none+$none+zero:124"
refused 'checks are outside' 192 "$head+$none+$none+$none+xffffffffc0000000+$none+$none+$none+zero:124"
refused 'ranges are outside' 192 "$head+$none+$none+$none+$none+x00000000f8ffffff+$none+$none+zero:124"
refused 'lists are outside' 192 "$head+$none+$none+$none+$none+$none+x00000000c1000000+$none+zero:124"
# An automaton of two states whose tables lie nowhere.
refused ' ' 192 "$head+$sections+x0200000001000000ffffff7fffffff7fffffff7f+zero:104"

# Chunks with a gap, a hole at the end, and one too many.
raw() { p2praw --netns router transaction-begin , "$@" || true; }
note 'chunks'
raw ruleset-set 2=cookie 11.1=u32:192 11.2=u32:8 11.3=hex:zero:8 | grep -q 'ruleset-set: E.* ' || fail 'gap'
raw ruleset-set 2=cookie 11.1=u32:192 11.2=u32:0 11.3=hex:zero:8 , transaction-commit 2=cookie |
	grep -q 'transaction-commit: EINVAL.*not complete' || fail 'commit of half a ruleset'
raw ruleset-set 2=cookie 11.1=u32:4 11.2=u32:0 11.3=hex:zero:8 | grep -q 'ruleset-set: E.* ' || fail 'beyond the size'
raw ruleset-set 2=cookie 11.1=u32:9000000 11.2=u32:0 11.3=hex:zero:8 | grep -q 'ruleset-set: E' || fail 'size'

p2pctl -n router save >/tmp/now
on - cmp /tmp/before /tmp/now
expect_eq signatures "$signatures" "$(status_get signatures)"
