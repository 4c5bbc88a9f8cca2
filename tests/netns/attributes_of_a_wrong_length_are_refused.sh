#!/bin/sh
# An attribute that is longer or shorter than its type is refused; the kernel shows the policy with it, and has to be able to.
. "${0%/*}/../lib.sh"

# refused COMMAND ATTRIBUTE...: within a transaction
refused() {
	answer=$(p2praw --netns router transaction-begin , "$@" | sed 1d) || true
	note "$* -> $answer"
	case $answer in
	*': E'*' at '*' '*) ;;
	*) fail 'not refused, or without place and reason' ;;
	esac
}

topology
for bytes in 0 1 2 3 9; do
	[ $bytes = 1 ] || refused bypass-set 7=hex:zero:$bytes
	[ $bytes = 2 ] || refused subscriber-get 17=hex:x0a020001 18=hex:zero:$bytes
	refused settings-set 2=hex:zero:$bytes
	refused settings-set 2=cookie 9.1=hex:zero:$bytes
	[ $bytes = 1 ] || refused settings-set 2=cookie 9.2=hex:zero:$bytes
	refused ruleset-set 2=cookie 11.1=hex:zero:$bytes
	[ $bytes = 1 ] || refused subscriber-set 2=cookie 13.1=hex:t:bob 13.2.2=hex:zero:$bytes
	# Scope and action, then the others of a sanction.
	[ $bytes = 1 ] || refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.2=hex:zero:$bytes
	[ $bytes = 1 ] || refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.3=hex:zero:$bytes
	for number in 4 5 6 9 10 11; do
		refused subscriber-set 2=cookie 13.1=hex:t:bob 13.3.$number=hex:zero:$bytes
	done
	[ $bytes = 1 ] || refused garden-set 2=cookie 15.3=hex:zero:$bytes
	[ $bytes = 2 ] || refused garden-set 2=cookie 15.4=hex:zero:$bytes
	refused content-set 2=cookie 16.3=hex:zero:$bytes
done
