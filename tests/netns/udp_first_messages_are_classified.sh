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
# Events of one kind within a second are told as one: ping and find_node may be.
all_told() { [ "$(events decided | member signature | sort -u | wc -l)" -eq 9 ]; }
wait_for 5 - all_told
expect_eq 'info-hashes' 3 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
