#!/bin/sh
# What clients really send first: tracker, DHT in its forms, a handshake inside uTP; with its info-hash where there is one.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
port=41000
for message in tracker dht-ping dht-reply dht-reply-ip dht-findnode dht-error lsd dht-getpeers dht-announce; do
	flow4 --quiet --proto udp --src "$sub1_phantom4:$port" a:$message
	expect_class bittorrent -p udp --sport $port
	port=$((port + 1))
done
flow6 --proto udp a:utp-syn b:utp-state
expect_class undecided -f ipv6
flow6 --proto udp a:utp-bt
expect_class bittorrent -f ipv6
# Not on port 80 less than elsewhere.
flow4 --proto udp --src "$sub1_phantom4:$port" --dst "$inet_phantom4:80" a:tracker
expect_class bittorrent -p udp --sport $port
# Of datagrams that look alike, one a second is told.
told_all() { [ $(($(event_count decided) + $(stat_get events_coalesced))) -eq 11 ]; }
wait_for 5 - told_all
expect_eq 'info-hashes' 3 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
