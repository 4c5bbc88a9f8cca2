#!/bin/sh
# Reordering does not hide a handshake, and the bytes go to their places.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
port=41000
for order in reverse shuffle=1 shuffle=2 shuffle=3; do
	for cut in 1 7 30; do
		flow4 --quiet --src "$sub1_phantom4:$port" open $order cut=$cut a:bt
		expect_class bittorrent -p tcp --sport $port
		port=$((port + 1))
	done
done
flow6 open reverse cut=5 a:bt
expect_class bittorrent -f ipv6
wait_events 13 decided
expect_eq 'info-hashes' 13 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
expect_stat midflow 0
