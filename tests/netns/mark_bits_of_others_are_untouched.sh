#!/bin/sh
# The class lives in eight bits; what nft and others keep in the rest stays, and what they change there changes no class.
. "${0%/*}/../lib.sh"

# play SHIFT OTHERS: with the class at bit SHIFT, all other bits as in OTHERS before the decision and inverted after it
play() {
	mask=$((0xff << $1))
	others=$(($2 & ~mask & 0xffffffff))
	later=$((~$2 & ~mask & 0xffffffff))
	ip netns exec router nft flush ruleset
	nft_router <<-EOF
		table inet t {
			chain c {
				type filter hook prerouting priority mangle
				udp length 38 ct mark set ct mark & $mask | $others
				udp length 39 ct mark set ct mark & $mask | $later
			}
		}
	EOF
	forget_flows
	# junk:30 and junk:31 are what the rules look for.
	flow4 --proto udp a:junk:30
	mark=$(flow_marks)
	expect_eq 'bits of others, undecided' "$others" $((mark & ~mask & 0xffffffff))
	flow4 --proto udp a:dht-ping
	expect_eq 'mark, decided' $((others | 17 << $1)) "$(flow_marks)"
	flow4 --proto udp a:junk:31
	expect_eq 'mark, changed by others' $((later | 17 << $1)) "$(flow_marks)"
}

topology
policy </dev/null
play 24 0xa5a5a5a5
play 24 0
ctl settings set mark-mask 0x00ff0000
play 16 0x5a5a5a5a
ctl settings set mark-mask 0x1fe0
play 5 0xffffffff
