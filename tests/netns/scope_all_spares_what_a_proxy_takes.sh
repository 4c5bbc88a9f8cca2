#!/bin/sh
# What is led to a socket of the router is for the router, whatever address it has: a suspended customer reaches the portal.
. "${0%/*}/../lib.sh"

topology
for family in -4 -6; do
	ip -n router $family rule add fwmark 0x1/0x1 lookup 100
	ip -n router $family route add local default dev lo table 100
done
ip -n router -6 route add local 2001:db8:53::/64 dev lo
policy <<-EOF
	subscriber alice { $alice; sanction scope all action drop }
EOF

# proxied RULE: what finds a socket of its own does not meet the rest.
proxied() {
	nft_router <<-EOF
		table inet portal
		delete table inet portal
		table inet portal {
			chain prerouting {
				type filter hook prerouting priority mangle;
				$1
				iifname to_sub1 meta nfproto ipv4 tcp dport 80 tproxy ip to :8080 meta mark set meta mark | 0x1
				iifname to_sub1 meta nfproto ipv6 tcp dport 80 tproxy ip6 to :8080 meta mark set meta mark | 0x1
			}
		}
	EOF
	on - p2pgso tcp --a sub1 --b router --transparent --dst "$inet_ip4:80" --b-dst 10.1.0.1:8080 a:http b:http-reply a:http
	on - p2pgso tcp --a sub1 --b router --transparent --dst "[$inet_ip6]:80" --b-dst '[2001:db8:1::1]:8080' \
		a:http b:http-reply a:http
}

proxied ''
proxied 'socket transparent 1 meta mark set meta mark | 0x1 accept'
note 'an address of the router that none of its devices has'
on - p2pgso udp --a sub1 --b router --transparent --dst '[2001:db8:53::53]:53' a:dns b:dns
expect_stat dropped 0
flow4 expect=lost syn
flow6 expect=lost syn
expect_stat dropped 2
