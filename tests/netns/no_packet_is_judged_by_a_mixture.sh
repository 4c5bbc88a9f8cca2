#!/bin/sh
# The policy is replaced 1,000 times while packets flow. One policy marks what alice sends, the other what bob gets: a packet
# between them that is judged by a mixture can be without a mark.
# limit: 900
. "${0%/*}/../lib.sh"

swaps=1000

# policy_of MARKED-ONE MARKED-TWO: empty for none
policy_of() {
	echo "subscriber alice { $alice${1:+; sanction scope all action mark 1} }"
	echo "subscriber bob { $bob${2:+; sanction scope all action mark 2} }"
}

topology
nft_router <<-'EOF'
	table inet told {
		counter one {}
		counter two {}
		counter none {}
		chain passed {
			type filter hook forward priority 0
			udp dport 9000 meta mark 1 counter name one
			udp dport 9000 meta mark 2 counter name two
			udp dport 9000 meta mark 0 counter name none
		}
	}
EOF
policy_of yes '' >/tmp/one
policy_of '' yes >/tmp/two
ctl -y apply /tmp/one
keep_sending sub1 sub2 "$sub2_ip4:9000" repeat=100000 a:junk:40
keep_sending sub1 sub2 "[$sub2_ip6]:9000" repeat=100000 a:junk:40
note "$swaps times p2pctl apply"
for _ in $(seq $((swaps / 2))); do
	p2pctl -n router apply /tmp/two >/dev/null
	p2pctl -n router apply /tmp/one >/dev/null
done
stop_sending
expect_eq generation $((swaps + 1)) "$(status_get generation)"
measured "packets judged by one policy $(nft_count told one), by the other $(nft_count told two)"
expect_eq 'packets that a mixture judged' 0 "$(nft_count told none)"
for half in one two; do
	[ "$(nft_count told $half)" -gt $swaps ] || fail 'there was not enough traffic to tell'
done
