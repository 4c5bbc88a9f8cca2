#!/bin/sh
# Each action does to packets that a program has let go what it does to others, over IPv4 and IPv6, and counts them once.
. "${0%/*}/../lib.sh"

burst=4096

# order ACTION...: for alice
order() { ctl sanction add alice scope p2p action "$@"; }

# What is of another class passes; and when it has come through, whatever came before it has been judged.
settle() { $flow --proto icmp a:junk:20 b:junk:20; }

topology
queue_packets
nft_router <<-'EOF'
	table inet told {
		counter marked {}
		counter passed {}
		chain mangle { type filter hook prerouting priority mangle; meta mark 0x2a counter name marked; }
		chain out { type filter hook postrouting priority 0; meta l4proto udp counter name passed; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice }
EOF
for flow in flow4 flow6; do
	order mark 0x2a/0xff
	$flow open a:bt b:bt
	expect_class bittorrent
	order count
	$flow a@68:junk:10 b@68:junk:10
	order drop
	$flow expect=lost a@78:junk:10 b@78:junk:10
	settle
	forget_flows
	$flow open expect=lost a:bt
	settle
	order reject
	$flow expect=reset a@0:bt
	$flow --proto udp expect=icmp a:dht-ping
	forget_flows
done
expect_eq 'marked packets' 4 "$(nft_count told marked)"
expect_stat marked 4
expect_counter alice count_packets 4
expect_counter alice count_bytes $((2 * (40 + 10) + 2 * (60 + 10)))
expect_counter alice drop_packets 6
expect_counter alice reject_packets 4
expect_counter alice p2p_packets 18
expect_stat decided_p2p 6

order limit 8kbit burst $burst
start=$(uptime_ms)
for flow in flow4 flow6; do
	$flow --quiet --proto udp expect=any repeat=60 a:dht-ping
	settle
done
took=$(($(uptime_ms) - start)) bytes=$(nft_count told passed bytes)
measured "$bytes bytes passed in $took ms"
# A byte a millisecond, and the packet that takes the last of it.
[ "$bytes" -ge $burst ] || fail 'that is less than the burst'
[ "$bytes" -le $((burst + took + 104)) ] || fail 'that is more than burst and rate'
expect_counter alice limit_packets $((120 - $(nft_count told passed)))

# What goes beyond the rate never comes to the second one.
[ "$(queue_get 0 8)" -gt 120 ] || fail 'the packets did not wait in front of the first hook'
[ "$(queue_get 1 8)" -gt 60 ] || fail 'the packets did not wait in front of the second hook'
