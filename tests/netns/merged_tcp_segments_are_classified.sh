#!/bin/sh
# With GRO the module sees what is sent as one packet, larger than the MTU; it goes in whole and comes out whole.
. "${0%/*}/../lib.sh"

topology
on router ethtool -K to_sub1 gro on
on router ethtool -K to_inet gro on
on sub1 ethtool -K eth0 tso off gso off
nft_router <<-'EOF'
	table inet t {
		counter large { }
		chain c { type filter hook prerouting priority raw; meta length > 1500 counter name large; }
	}
EOF
policy </dev/null
monitor_start router
for address in "$inet_ip4" "[$inet_ip6]"; do
	on - p2pgso tcp --a sub1 --b inet --dst "$address:6881" a:bt+junk:200000 b:junk:100000
	expect_class bittorrent
	forget_flows
done
[ "$(nft_count t large)" -gt 0 ] || fail 'no packet was merged'
wait_events 2 decided
expect_eq 'info-hashes' 2 "$(events decided | grep -c "\"content_id\":\"$info_hash\"")"
