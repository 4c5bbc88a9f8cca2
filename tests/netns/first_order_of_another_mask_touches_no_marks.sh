#!/bin/sh
# Bits of the conntrack mark that were never ours stay: an operator who needs the default ones says so with his first
# order. Packets run while it is given.
. "${0%/*}/../lib.sh"

# Read with the default mask, one is a class and the other is none.
class=$((0x12000005)) none=$((0x64000005))

others() { flow_marks | while read -r mark; do echo $((mark & ~0xff0000)); done | sort -n | uniq; }

topology
nft_router <<-EOF
	table inet other {
		chain prerouting { type filter hook prerouting priority raw + 50; ct mark set $class; }
		chain early {
			type filter hook prerouting priority mangle
			meta l4proto tcp ct state new ct mark set $class
			udp dport 9000 ct state new ct mark set $none
		}
	}
EOF
flow4 open a:junk:10
keep_sending sub1 inet "$inet_ip4:9000" repeat=100000 a:junk:40
wait_for 10 router sh -c "conntrack -L -p udp --orig-port-dst 9000 | grep -q mark=$none"
nft_router <<-EOF
	flush table inet other
EOF
expect_eq 'marks before' "$class $none" "$(others | paste -sd ' ')"
apply <<-EOF
	include "/usr/share/nf_p2p/signatures/all.sig"
	settings { mark-mask 0x00ff0000 }
EOF
expect_eq 'other bits after' "$class $none" "$(others | paste -sd ' ')"
expect_stat mark_unknown 0
stop_sending
