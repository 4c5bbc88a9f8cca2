#!/bin/sh
# A TCP reset or ICMP for what he sends, over IPv4 and IPv6; nothing for what is sent to him, and nothing to the internet.
. "${0%/*}/../lib.sh"

# refused NAMESPACE ADDRESS: is it told that there is no connection, instead of waiting?
refused() {
	answer=$(run_in "$1" busybox nc -w $((4 * ${slow:-1})) "$2" 80 </dev/null 2>&1) && fail "[$1] reached $2"
	echo "$answer"
	echo "$answer" | grep -q 'Connection refused'
}

topology
nft_router <<-'EOF'
	table inet told {
		counter reset-inside {}
		counter reset-outside {}
		counter icmp-inside {}
		counter icmp-outside {}
		chain out {
			type filter hook output priority 0
			oifname to_sub1 tcp flags & rst == rst counter name reset-inside
			oifname to_inet tcp flags & rst == rst counter name reset-outside
			oifname to_sub1 icmp type destination-unreachable icmp code admin-prohibited counter name icmp-inside
			oifname to_sub1 icmpv6 type destination-unreachable icmpv6 code admin-prohibited counter name icmp-inside
			oifname to_inet icmp type destination-unreachable counter name icmp-outside
			oifname to_inet icmpv6 type destination-unreachable counter name icmp-outside
		}
	}
EOF
apply <<-EOF
	subscriber alice { $alice; sanction scope all action reject }
EOF

refused sub1 "$inet_ip4" || fail 'nobody told him'
refused sub1 "$inet_ip6" || fail 'nobody told him'
expect_eq 'resets that he got' 2 "$(nft_count told reset-inside)"
flow4 --proto udp expect=icmp a:dns
flow6 --proto udp expect=icmp a:dns
expect_eq 'ICMP errors that he got' 2 "$(nft_count told icmp-inside)"
expect_stat rejected 4
expect_counter alice reject_packets 4

refused inet "$sub1_ip4" && fail 'somebody told the internet'
flow6 --proto udp --a inet:eth0 --b sub1:eth0 --src "$inet_phantom6" --dst "$sub1_phantom6" expect=lost a:dns
expect_eq 'resets to the internet' 0 "$(nft_count told reset-outside)"
expect_eq 'ICMP errors to the internet' 0 "$(nft_count told icmp-outside)"
expect_eq 'resets that he got' 2 "$(nft_count told reset-inside)"

# Nothing happens while enforce is off, but that it is counted.
dropped=$(stat_get rejected)
ctl settings set enforce off
flow4 --proto udp --src "$sub1_phantom4:41000" a:dns b:dns-reply
expect_stat rejected "$dropped"
[ "$(stat_get would_drop)" -ge 2 ] || fail 'what would have been rejected was not counted'
