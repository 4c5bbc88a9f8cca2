#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# p2pflow and p2pgso themselves, through a router that only forwards, translates and filters with nftables.
# Usage: check.sh DIR, where DIR has the two programs. KTAP; exit 4: skipped.
#
#   a: 10.0.1.2 --- 10.0.1.1 router 10.0.2.1 --- b: 10.0.2.2
#      fd00:1::2    fd00:1::1       fd00:2::1       fd00:2::2
#
# 10.1.0.0/16, fd01::/32 are routed to a, 10.2.0.0/16, fd02::/32 to b, but configured nowhere: what is sent there is seen
# by p2pflow and by nobody else.
# FLOW and between are lists of words.
# shellcheck disable=SC2046,SC2086
set -u

BUILD=${1:?usage: check.sh DIR}
A=p2pa$$ B=p2pb$$ R=p2pr$$
FLOW="$BUILD/p2pflow --a $A:eth0 --b $B:eth0"
OUT=$(mktemp)
COUNT=0 FAILED=0 PORT=20000

skip() {
	echo "1..0 # SKIP $1"
	exit 4
}

clean_up() {
	for netns in "$A" "$B" "$R"; do
		ip netns del "$netns" 2>/dev/null
	done
	rm -f "$OUT"
}

on_router() {
	ip netns exec "$R" "$@"
}

# cable HOST ROUTER-IFACE NUMBER
cable() {
	ip netns add "$1"
	ip -n "$R" link add "$2" type veth peer name eth0 netns "$1"
	ip netns exec "$1" sysctl -qw net.ipv4.ip_forward=0
	ip -n "$R" addr add "10.0.$3.1/24" dev "$2"
	ip -n "$R" addr add "fd00:$3::1/64" dev "$2" nodad
	ip -n "$1" addr add "10.0.$3.2/24" dev eth0
	ip -n "$1" addr add "fd00:$3::2/64" dev eth0 nodad
	ip -n "$R" link set "$2" up
	ip -n "$1" link set eth0 up
	ip -n "$1" route add default via "10.0.$3.1"
	ip -n "$1" route add default via "fd00:$3::1"
	ip -n "$R" route add "10.$3.0.0/16" via "10.0.$3.2"
	ip -n "$R" route add "fd0$3::/32" via "fd00:$3::2"
}

# A link that has just come up is silent for a second or so, most of all for IPv6.
await_neighbours() {
	for _ in 1 2 3 4 5; do
		$FLOW $(between "$1") --proto icmp a:junk:1 b:junk:1 >"$OUT" 2>&1 && return
	done
	echo "Bail out! the router does not forward IPv$1"
	exit 1
}

set_up() {
	ip netns add "$R" || skip "no network namespaces (not root?)"
	cable "$A" ra 1
	cable "$B" rb 2
	on_router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
	on_router nft -f - <<-RULES || skip "no nftables with conntrack and NAT"
	table inet check {
		chain forward {
			type filter hook forward priority 0
			iifname ra counter
			ct state invalid drop
			ip daddr 10.2.1.0/24 drop
			ip daddr 10.2.2.0/24 reject with icmp admin-prohibited
			ip6 daddr fd02:0:2::/48 reject with icmpv6 admin-prohibited
			ip daddr 10.2.3.0/24 tcp flags & psh == psh reject with tcp reset
			ip6 daddr fd02:0:3::/48 tcp flags & psh == psh reject with tcp reset
			tcp dport 7002 @ih,0,32 0x13426974 drop
			tcp dport 7003 @ih,0,32 0x13426974 reject with tcp reset
		}
		chain in {
			type nat hook prerouting priority -100
			ip daddr 10.2.4.0/24 meta l4proto { tcp, udp } dnat ip to 10.2.0.5:999
			ip6 daddr fd02:0:4::/48 meta l4proto { tcp, udp } dnat ip6 to [fd02::5]:999
		}
		chain out {
			type nat hook postrouting priority 100
			ip saddr 10.1.4.0/24 masquerade
			ip6 saddr fd01:0:4::/48 masquerade
		}
	}
	RULES
	await_neighbours 4
	await_neighbours 6
}

# between 4|6: addresses of a flow that conntrack does not know yet
between() {
	if [ "$1" = 4 ]; then
		echo "--src 10.1.0.66:$PORT --dst 10.2.0.66"
	else
		echo "--src [fd01::66]:$PORT --dst fd02::66"
	fi
}

# expect CODE TEXT NAME COMMAND...: the command exits with CODE and its output has TEXT
expect() {
	code=$1 text=$2 name=$3
	shift 3
	COUNT=$((COUNT + 1))
	PORT=$((PORT + 1))
	"$@" >"$OUT" 2>&1
	got=$?
	if [ "$got" = "$code" ] && grep -qF -e "$text" "$OUT"; then
		echo "ok $COUNT - $name"
		return
	fi
	FAILED=$((FAILED + 1))
	echo "# $*"
	echo "# exit $got, not $code, or no '$text' in:"
	sed 's/^/#   /' "$OUT"
	echo "not ok $COUNT - $name"
}

# Packets from a that the router has forwarded so far.
forwarded() {
	on_router nft list chain inet check forward | sed -n 's/.*iifname "ra" counter packets \([0-9]*\).*/\1/p'
}

# merges MAX COMMAND...: the command succeeds, and at most MAX packets go through the router. GRO lets go of what is older
# than a tick of the clock, so a burst across one is not merged: it gets another chance.
merges() {
	max=$1
	shift
	for _ in 1 2 3 4 5 6 7 8; do
		before=$(forwarded)
		"$@" || return
		count=$(($(forwarded) - before))
		echo "$count packets at the router, at most $max"
		[ "$count" -le "$max" ] && return
	done
	return 1
}

# Segments wait in GRO until they are pushed or 20 ms have passed.
gro() {
	ip netns exec "$A" ethtool -K eth0 tso "$1" >/dev/null
	on_router ethtool -K ra gro "$2" rx-udp-gro-forwarding "$2" >/dev/null
	on_router sh -c "echo $3 >/sys/class/net/ra/napi_defer_hard_irqs; echo $4 >/sys/class/net/ra/gro_flush_timeout"
}

payloads() {
	p="$BUILD/p2pflow --print"
	expect 0 13426974546f7272656e742070726f746f636f6c "a range has both ends" $p bt:0-19
	expect 0 000000000000000000000000000000000000000f "an info-hash can be given" \
		$p bt=000000000000000000000000000000000000000f:28-47
	expect 0 13787878612b62 "terms are put together" $p x13+t:xxx+t:a+x2b+t:b
	expect 0 f7ca3175 "junk is fixed" $p junk:4
	expect 2 "octets" "a range beyond the payload is refused" $p bt:68-68
	expect 2 "no payload" "an unknown name is refused" $p nonesuch
	expect 2 "hexadecimal" "half an octet is refused" $p x1
	expect 0 "kad-res              69" "the list tells lengths" "$BUILD/p2pflow" --list
}

steps() {
	expect 2 "is no step" "an unknown step is refused" $FLOW $(between 4) unheard
	expect 2 "a colon and data must follow" "a: without data is refused" $FLOW $(between 4) a
	expect 2 "no step follows" "repeat without a step is refused" $FLOW $(between 4) repeat=3
	expect 2 "--dst is missing" "a missing address is named" $FLOW --src 10.1.0.1 open
	expect 2 "hbh must be the first" "hop-by-hop options stand in front" $FLOW $(between 6) --ext dst,hbh open
	expect 2 "the MTU is 1500" "a packet beyond the MTU is refused" $FLOW $(between 4) a:junk:1461
}

delivery() {
	for v in 4 6; do
		expect 0 "sent 9 arrived 9" "a connection ($v)" $FLOW $(between $v) open a:bt b:bt a@-1:x00 close
		expect 0 "sent 6 arrived 6" "data on SYN and SYN-ACK, sequence wrap, timestamps ($v)" $FLOW $(between $v) --timestamps \
			--isn-a 0xffffffe0 --isn-b 0xffffffff syn:bt:0-9 synack:t:hi ack a:bt:10- b:bt a:tls
		expect 0 "4 a>b PA @49 len 1 arrived" "segments in reverse ($v)" $FLOW $(between $v) open cut=1 reverse a:bt:0-49 b:bt
		expect 0 "sent 139 arrived 139" "shuffled segments ($v)" $FLOW $(between $v) open cut=1 shuffle=7 a:bt b:bt
		expect 0 "sent 5 arrived 5" "IP fragments ($v)" $FLOW $(between $v) frag=24 open a:bt frag=1000 b:junk:5000
		expect 0 "sent 2 arrived 2" "datagrams ($v)" $FLOW $(between $v) --proto udp a:dht-ping b:dht-reply
		expect 0 "sent 2 arrived 2" "echo and reply ($v)" $FLOW $(between $v) --proto icmp a:junk:10 b:junk:10
		expect 0 "sent 2 arrived 2" "any protocol ($v)" $FLOW $(between $v) --proto 47 a:junk:10 b:junk:10
		expect 0 "5 a>b A @1000 len 1000 arrived" "a GSO packet ($v)" $FLOW $(between $v) gso=1000 open a:junk:20000
		expect 0 "sent 9 arrived 9" "a GSO packet is not reordered ($v)" $FLOW $(between $v) open cut=1 shuffle=3 gso=500 a:junk:3000
		expect 0 "sent 11435 arrived 11435" "16 MB one way ($v)" $FLOW $(between $v) open b-ack cut=1400 a:junk:8000000 b-ack \
			a:junk:8000000
	done
	for extensions in hbh dst routing frag hbh,dst,routing,frag,dst; do
		expect 0 "sent 5 arrived 5" "TCP behind $extensions" $FLOW $(between 6) --ext $extensions open a:bt b:bt
		expect 0 "sent 2 arrived 2" "UDP behind $extensions" $FLOW $(between 6) --ext $extensions --proto udp a:tracker b:tracker-reply
	done
	expect 0 "sent 5 arrived 5" "TCP behind IPv4 options" $FLOW $(between 4) --ext options open a:bt b:bt
	expect 0 "sent 4000 arrived 4000" "2000 flows" $FLOW --flows 2000 --proto udp --src 10.1.0.66:65000 --dst 10.2.0.66 \
		a:dht-ping b:dht-reply
}

loss() {
	expect 0 "sent 1000 arrived 0" "a thousand dropped" $FLOW --src 10.1.0.1 --dst 10.2.1.1 --proto udp expect=lost \
		repeat=1000 a:dht-ping
	expect 1 "but 0 of 1000 packets" "a flood that is lost is not waited for packet by packet" timeout 20 $FLOW --src 10.1.0.1 \
		--dst 10.2.1.1 --proto udp repeat=1000 a:dht-ping
	expect 1 "step 1 'a:bt': expected pass, but 0 of 1" "an unmet pass names the step" $FLOW --src 10.1.0.1 --dst 10.2.1.1 a:bt
	expect 1 "step 2 'a:bt': expected lost, but 1 of 1" "an unmet lost names the step" $FLOW $(between 4) expect=lost a:bt
	expect 0 "arrived 3" "a bad checksum is invalid to conntrack" $FLOW $(between 4) open checksum=bad expect=lost a:bt
	for v in 10.1.0.2@10.2.3.1 fd01::2@fd02:0:3::1; do
		expect 0 "uninvited at a: tcp R" "a reset is seen ($v)" $FLOW --src ${v%@*} --dst ${v#*@} open expect=reset a:bt
		expect 1 "1 resets" "a reset is not silence ($v)" $FLOW --src ${v%@*} --dst ${v#*@} open expect=lost a:bt
	done
	expect 0 "type 3 code 13" "an ICMP error is seen" $FLOW --src 10.1.0.1 --dst 10.2.2.1 expect=icmp syn
	expect 0 "type 1 code 1" "an ICMPv6 error is seen" $FLOW --src fd01::1 --dst fd02:0:2::1 --proto udp expect=icmp a:dns
	expect 0 "type 11 code 0" "a packet dies of its TTL" $FLOW $(between 4) ttl=1 expect=icmp a:bt ttl=2 expect=pass a:bt
}

translation() {
	expect 0 "learned at b: src 10.0.2.1:40000 dst 10.2.0.5:999" "translated addresses are learned" \
		$FLOW --src 10.1.4.1 --dst 10.2.4.1 --learn open a:bt b:bt close
	expect 0 "learned at b: src [fd00:2::1]:40000 dst [fd02::5]:999" "translated IPv6 addresses are learned" \
		$FLOW --src fd01:0:4::1 --dst fd02:0:4::1 --proto udp --learn a:dht-ping b:dht-reply
	expect 0 "sent 5 arrived 5" "translated addresses are given" \
		$FLOW --src 10.1.0.1:41 --dst 10.2.4.1 --b-dst 10.2.0.5:999 open a:bt b:bt
	expect 2 "before it has learned" "b cannot send before it has learned" $FLOW $(between 4) --learn b:bt
}

merging() {
	gro off on 1 20000000
	for v in 4 6; do
		expect 0 "at most 3" "GRO merges a cut handshake ($v)" merges 3 $FLOW $(between $v) open cut=20 a:bt
		expect 0 "at most 3" "GRO merges full segments ($v)" merges 3 $FLOW $(between $v) open cut=1000 a:junk:20000
		expect 0 "at most 1" "UDP GRO merges datagrams ($v)" merges 1 $FLOW $(between $v) --proto udp repeat=10 a:dht-ping
		on_router ethtool -K ra rx-gro-list on
		expect 0 "at most 1" "UDP GRO chains datagrams ($v)" merges 1 $FLOW $(between $v) --proto udp repeat=10 a:dht-ping
		on_router ethtool -K ra rx-gro-list off
	done
	gro on off 0 0
}

sockets() {
	gso="--a $A --b $B"
	for to in 10.0.2.2 fd00:2::2; do
		expect 0 "sent 200136 arrived 200136" "TCP sockets ($to)" "$BUILD/p2pgso" tcp $gso --dst $to a:bt b:bt a:junk:200000
		expect 0 "sent 136 arrived 136" "data on the SYN of a socket ($to)" "$BUILD/p2pgso" tcp $gso --dst $to --fastopen a:bt b:bt
		expect 0 "arrived 20000 reads 1 segment 1000" "UDP GSO and GRO ($to)" "$BUILD/p2pgso" udp $gso --dst $to --gro \
			gso=1000 a:junk:20000 b:junk:20000
		expect 0 "sent 103 arrived 103" "UDP from the page cache ($to)" "$BUILD/p2pgso" udp $gso --dst $to --paged \
			a:dht-ping b:dht-reply
	done
	expect 0 "arrived 0" "a socket whose data is dropped" "$BUILD/p2pgso" tcp $gso --dst 10.0.2.2:7002 --timeout 300 expect=lost a:bt
	expect 0 "reset by peer" "a socket that is reset" "$BUILD/p2pgso" tcp $gso --dst 10.0.2.2:7003 expect=reset a:bt
	expect 0 "No route to host" "a socket that gets an ICMP error" "$BUILD/p2pgso" udp $gso --dst 10.2.2.1 --b-dst 10.0.2.2 \
		expect=icmp a:bt
	expect 1 "step 2 'a:bt': expected lost" "a socket's unmet step is named" "$BUILD/p2pgso" tcp $gso --dst 10.0.2.2 expect=lost a:bt
}

[ "$(id -u)" = 0 ] || skip "needs root"
trap clean_up EXIT
echo "KTAP version 1"
set_up
payloads
steps
delivery
loss
translation
merging
sockets
echo "1..$COUNT"
[ "$FAILED" = 0 ]
