#!/bin/sh
# Wherever a client's first segment ends: behind 0x13, within the protocol's name, within the info-hash.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
cuts='1 19 20 27 28 29 47 48 67'
port=41000
for cut in $cuts; do
	flow4 --src "$sub1_phantom4:$port" open "a:bt:0-$((cut - 1))" "a:bt:$cut-+junk:30"
	expect_class bittorrent -p tcp --sport $port
	port=$((port + 1))
done
wait_events 9 decided
expect_eq 'info-hashes' 9 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
expect_stat midflow 0
