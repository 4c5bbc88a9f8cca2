#!/bin/sh
# An event answers who, what, when, why: enough for a letter to the customer, and for his appeal.
. "${0%/*}/../lib.sh"

# line KIND NUMBER: without its time, which is checked for its form
line() {
	events "$1" | sed -n "$2p" |
		sed -n 's/^{"time":"20[0-9-]*T[0-9:]*\.[0-9]\{3\}Z",/{/p'
}

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start router
flow4 open expect=lost a:bt
flow6 --proto udp a:junk:30 expect=lost b:dht-getpeers
ctl sanction del alice
wait_events 2 decided
wait_events 2 sanction-hit
wait_events 1 sanction-ended
flow='"orig":{"protocol":"tcp","src":"10.1.0.66","sport":40000,"dst":"203.0.113.66","dport":6881},"reply":{"protocol":"tcp","src":"203.0.113.66","sport":6881,"dst":"10.1.0.66","dport":40000}'
expect_eq 'decision' "{\"kind\":\"decided\",\"subscriber\":\"alice\",\"class\":\"bittorrent\",\"signature\":\"bittorrent-handshake\",\"offset\":20,\"content_id\":\"$info_hash\",$flow,\"generation\":1}" \
	"$(line decided 1)"
expect_eq 'hit' "{\"kind\":\"sanction-hit\",\"subscriber\":\"alice\",\"class\":\"bittorrent\",\"signature\":\"bittorrent-handshake\",\"offset\":20,\"content_id\":\"$info_hash\",$flow,\"scope\":\"p2p\",\"action\":\"drop\",\"generation\":1}" \
	"$(line sanction-hit 1)"
flow='"orig":{"protocol":"udp","src":"2001:db8:1::66","sport":40000,"dst":"2001:db8:f::66","dport":6881},"reply":{"protocol":"udp","src":"2001:db8:f::66","sport":6881,"dst":"2001:db8:1::66","dport":40000}'
case $(line decided 2) in
*"\"signature\":\"bittorrent-dht-get-peers\","*"\"content_id\":\"$info_hash\",$flow,"*) ;;
*) fail "$(line decided 2)" ;;
esac
expect_eq 'end' '{"kind":"sanction-ended","subscriber":"alice","scope":"p2p","action":"drop","clock":"order","generation":2}' \
	"$(line sanction-ended 1)"
