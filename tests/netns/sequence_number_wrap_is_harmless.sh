#!/bin/sh
# Sequence numbers that pass 2^32 within the handshake, in both directions.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
port=41000
for isn in 0xffffffff 0xfffffffe 0xfffffff0 0xffffffe0 0x7ffffff0; do
	flow4 --quiet --src "$sub1_phantom4:$port" --isn-a $isn --isn-b $isn open reverse cut=9 a:bt
	expect_class bittorrent -p tcp --sport $port
	port=$((port + 1))
	flow4 --quiet --src "$sub1_phantom4:$port" --isn-a $isn --isn-b $isn open cut=1 b:bt
	expect_class bittorrent -p tcp --sport $port
	port=$((port + 1))
done
wait_events 10 decided
expect_eq 'info-hashes' 10 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"
