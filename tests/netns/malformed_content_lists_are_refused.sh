#!/bin/sh
# A list is announced, comes in order and is complete; whatever is not so is refused in words, and nothing changes.
# shellcheck disable=SC2046,SC2068,SC2086 # the words of commands
. "${0%/*}/../lib.sh"

content=16	# P2P_A_CONTENT

# list ATTRIBUTE...: a content-set; 1 is the name, 2 except, 3 and 4 the counts, 5 ids
list() {
	printf 'content-set 2=cookie'
	for attribute in "$@"; do printf ' %s.%s' "$content" "$attribute"; done
}

raw() {
	p2praw --netns router transaction-begin , $@ 2>&1 | sed 1d
}

# refused SENTENCE COMMAND...: the last of the commands is
refused() {
	sentence=$1
	shift
	answer=$(raw "$@" | tail -n 1)
	note "$* -> $answer"
	case $answer in
	*": E"*"$sentence"*) ;;
	*) fail "not refused with '$sentence'" ;;
	esac
}

films='1=hex:t:films' one=x0101010101010101010101010101010101010101 two=x0202020202020202020202020202020202020202
short=x03030303030303030303030303030303

topology
# What they are variations of is accepted, with a NUL behind the name or without, in one message or several.
on - p2praw --netns router transaction-begin , $(list $films 2=flag 3=u32:2 4=u32:1) , $(list $films 5=hex:$one) , \
	$(list 1=hex:t:films+x00 5=hex:$two) , $(list $films 5=hex:$short) , $(list 1=hex:t:none 3=u32:0 4=u32:0) , \
	transaction-commit 2=cookie , dump content-get "$content.1=hex:t:films"
expect_eq 'lists and ids' '2 3' "$(status_get lists) $(status_get listed)"
p2pctl -n router save >/tmp/before

refused 'content list is missing' content-set 2=cookie
refused 'name of the content list is missing' "$(list 3=u32:1 4=u32:0)"
refused ' ' "$(list 1=hex:zero:0 3=u32:1 4=u32:0)"
refused 'printable ASCII' "$(list 1=hex:x00 3=u32:1 4=u32:0)"
refused 'printable ASCII' "$(list 1=hex:t:a+x00+t:b 3=u32:1 4=u32:0)"
refused 'printable ASCII' "$(list 1=hex:x41ff 3=u32:1 4=u32:0)"
refused ' ' "$(list 1=hex:"$(printf 't:%064d' 0)" 3=u32:1 4=u32:0)"
refused 'counts of both sizes' "$(list $films 3=u32:1)"
refused 'counts of both sizes' "$(list $films 4=u32:1 5=hex:$one)"
refused 'counts or the ids' "$(list $films)"
refused 'where the content list is begun' "$(list $films 2=flag 5=hex:$one)"
refused ' ' "$(list $films 3=u32:1000001 4=u32:0)"
refused 'so many ids in one' "$(list $films 3=u32:1000000 4=u32:1)"
refused 'no such content list was begun' "$(list $films 5=hex:$one)"
refused 'no such content list was begun' "$(list $films 3=u32:0 4=u32:0 5=hex:$one)"
refused 'no such content list was begun' "$(list $films 3=u32:1 4=u32:0)" , "$(list 1=hex:t:other 5=hex:$one)"
refused 'begun before is not complete' "$(list $films 3=u32:1 4=u32:0)" , "$(list 1=hex:t:other 3=u32:1 4=u32:0)"
refused 'cut short' "$(list $films 3=u32:2 4=u32:0 5=hex:$one+x02)"
refused 'cut short' "$(list $films 3=u32:0 4=u32:2 5=hex:$one)"
refused 'more ids than' "$(list $films 3=u32:1 4=u32:0 5=hex:$one+$two)"
refused 'ids of both sizes' "$(list $films 3=u32:1 4=u32:1 5=hex:$one+$short)"
refused 'must ascend' "$(list $films 3=u32:2 4=u32:0 5=hex:$two+$one)"
refused 'must ascend' "$(list $films 3=u32:2 4=u32:0 5=hex:$one+$one)"
refused 'must ascend' "$(list $films 3=u32:2 4=u32:0 5=hex:$two)" , "$(list $films 5=hex:$one)"
refused 'must ascend' "$(list $films 3=u32:0 4=u32:2 5=hex:$short)" , "$(list $films 5=hex:$short)"
refused 'is not complete' "$(list $films 3=u32:2 4=u32:0 5=hex:$one)" , transaction-commit 2=cookie
refused 'no such content list' content-del 2=cookie "$content.1=hex:t:nobody"
refused ' ' content-del 2=cookie "$content.1=hex:t:films" "$content.3=u32:1"
refused 'no such content list' dump content-get "$content.1=hex:t:nobody"
refused 'this transaction is over' content-flush 2=u64:1

# There are two of 64.
many=$(for i in $(seq 62); do printf '%s , ' "$(list "1=hex:t:n$i" 3=u32:0 4=u32:0)"; done)
refused 'more content lists' "$many $(list 1=hex:t:last 3=u32:0 4=u32:0)"

p2pctl -n router save >/tmp/now
on - cmp /tmp/before /tmp/now
