#!/bin/sh
# More is decided than is read: each packet passes all the same; what was told, left out as alike and lost adds up to what was
# decided; and the reader is shown a gap where something is missing.
# limit: 120
. "${0%/*}/../lib.sh"

flows=20000

# decide FIRST-ADDRESS: that many flows, each of another subscriber
decide() {
	on - p2pflow --a sub1:eth0 --b inet:eth0 --src "$1:65535" --dst "$inet_phantom4" --flows $flows --quiet \
		--proto udp a:dht-ping
}

has_gap() { grep -q '"kind":"gap"' /tmp/events.router; }

topology
on router ip route add 10.64.0.0/10 via "$sub1_ip4"
awk 'BEGIN { for (i = 0; i < 50000; i++)
	printf "subscriber s%d { prefix 10.%d.%d.%d }\n", i, 64 + i / 65536, i / 256 % 256, i % 256 }' >/tmp/many
(echo 'include "/usr/share/nf_p2p/signatures/all.sig"'; cat /tmp/many) | p2pctl -n router -y apply -
p2pctl -n router -j monitor >/tmp/events.router &
reader=$!
wait_for 10 - joined router $reader
decide 10.64.0.0
expect_stat decided_p2p $flows
expect_eq 'what became of them' $flows $(($(stat_get events) + $(stat_get events_coalesced) + $(stat_get events_lost)))
measured "of $flows decisions as fast as they can be made, $(stat_get events) told, $(stat_get events_lost) lost"
kill -STOP $reader
decide 10.65.0.0
expect_stat decided_p2p $((2 * flows))
kill -CONT $reader
note "$(stat_get events) told, $(stat_get events_lost) lost, $(stat_get events_coalesced) alike"
wait_for 10 - has_gap
