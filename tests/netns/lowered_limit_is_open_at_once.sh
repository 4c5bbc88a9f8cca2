#!/bin/sh
# What was spent of a large burst need not be paid back at the rate of a small one.
. "${0%/*}/../lib.sh"

order() {
	policy <<-EOF
		subscriber alice { $alice; sanction scope p2p action limit 8kbit burst $1 }
	EOF
}

topology
order 1000000
on - p2pgso udp --a sub1 --b inet --dst "$inet_ip4:9000" expect=any timeout=1 a:dht-getpeers repeat=1500 a:junk:1000
[ "$(stat_get limited)" -gt 10 ] || fail 'the burst was not spent'
order 1000
flow4 --proto udp a:dht-ping
