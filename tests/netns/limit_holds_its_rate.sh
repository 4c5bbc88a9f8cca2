#!/bin/sh
# Over 30 s that begin 5 s after the first packet, what passes is the rate times the time: never more than a burst and a
# packet beyond, and with more offered than that, not 2 % less. IPv4 and IPv6 of a subscriber share the bucket, what he
# sends and what he gets do not.
# limit: 180
. "${0%/*}/../lib.sh"

# A burst of two seconds: a machine that is held up for less loses nothing. A slow one cannot offer more than a lower rate.
kbit=$((1000 / ${slow:-1})) burst=262144
rate=$((kbit * 125))

# offer NAMESPACE OTHER ADDRESS PORT: datagrams for longer than this takes, faster than the rate
offer() { p2pgso udp --a "$1" --b "$2" --dst "$3:$4" expect=any timeout=1 repeat=100000 a:junk:1000 >/dev/null 2>&1 & }

passed() { nft_count told "$1" bytes; }

topology
nft_router <<-'EOF'
	table inet told {
		counter sent {}
		counter got {}
		chain passed {
			type filter hook postrouting priority 0
			oifname to_inet counter name sent
			oifname to_sub1 counter name got
		}
	}
EOF
apply <<-EOF
	subscriber alice { $alice; sanction scope all action limit ${kbit}kbit burst $burst }
EOF
offer sub1 inet "$inet_ip4" 9000
one=$!
offer sub1 inet "[$inet_ip6]" 9000
two=$!
offer inet sub1 "$sub1_ip4" 9001
three=$!
trap 'kill $one $two $three 2>/dev/null || true' EXIT
sleep 5
# Reading takes its time, on a busy machine seconds: what was read lies between the shortest and the longest time.
earliest=$(uptime_ms) sent=$(passed sent) got=$(passed got) latest=$(uptime_ms)
sleep 30
shortest=$(($(uptime_ms) - latest)) sent=$(($(passed sent) - sent)) got=$(($(passed got) - got))
longest=$(($(uptime_ms) - earliest))
least=$((rate * shortest / 1000)) most=$((rate * longest / 1000))
measured "in $shortest to $longest ms: $sent bytes from and $got bytes to the subscriber, $least to $most at the rate"
for bytes in $sent $got; do
	[ "$bytes" -le $((most + burst + 1500)) ] || fail "$bytes bytes went beyond"
	[ $((bytes * 100)) -ge $((least * 98)) ] || fail "only $bytes bytes passed"
done
kill $one $two $three
wait
[ "$(stat_get limited)" -gt 0 ] || fail 'nothing was counted'
expect_eq 'what was limited' "$(stat_get limited)" "$(counter_get alice limit_packets)"
