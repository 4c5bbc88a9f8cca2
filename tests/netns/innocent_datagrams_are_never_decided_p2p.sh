#!/bin/sh
# Those that look most like it: unsynchronised NTP, STUN, WireGuard, QUIC, DTLS, DNS.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
port=41000
for message in dns stun quic ntp wireguard dtls utp-syn; do
	flow4 --quiet --proto udp --src "$sub1_phantom4:$port" repeat=5 a:$message repeat=5 b:$message
	expect_class other -p udp --sport $port
	port=$((port + 1))
done
expect_stat decided_p2p 0
