#!/bin/sh
# Whoever takes the call of a sanctioned customer sees what happened to him last, though nobody listened then.
. "${0%/*}/../lib.sh"

# kinds KEY: of the events that are kept, in one line.
kinds() { ctl -j subscriber show "$1" | grep -o '"kind":"[a-z-]*"' | cut -d '"' -f 4 | tr '\n' ' '; }

# shellcheck disable=SC2016 # a sed script
first_event() { ctl -j subscriber show "$1" | sed 's/.*"history":\[{"time":"20[0-9-]*T[0-9:]*\.[0-9]\{3\}Z",/{/; s/}},.*/}}/'; }

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
	subscriber bob { $bob }
EOF
expect_eq 'at first' 'sanction-began ' "$(kinds alice)"
flow4 --a sub2:eth0 --src "$sub2_phantom4" open a:bt
expect_eq 'the unsanctioned' '' "$(kinds bob)"
flow4 open a:bt
expect_eq 'with a flow' 'sanction-began decided sanction-hit ' "$(kinds alice)"
flow4 --src "$sub1_phantom4:41000" open a:bt
expect_eq 'with two' 'decided sanction-hit decided sanction-hit ' "$(kinds alice)"
first_event alice >/tmp/kept
expect_eq 'the oldest one' "{\"kind\":\"decided\",\"subscriber\":\"alice\",\"class\":\"bittorrent\",\"signature\":\"bittorrent-handshake\",\"offset\":20,\"content_id\":\"$info_hash\",\"orig\":{\"protocol\":\"tcp\",\"src\":\"10.1.0.66\",\"sport\":40000,\"dst\":\"203.0.113.66\",\"dport\":6881},\"reply\":{\"protocol\":\"tcp\",\"src\":\"203.0.113.66\",\"sport\":6881,\"dst\":\"10.1.0.66\",\"dport\":40000}" \
	"$(cut -d , -f 1-16 /tmp/kept)"

# Listeners hear the same, and at the same time.
monitor_start router
flow6 open a:bt
wait_events 1 sanction-hit
expect_eq 'the time' "$(events sanction-hit | cut -d '"' -f 4)" \
	"$(ctl -j subscriber show alice | grep -o '"time":"[^"]*"' | tail -n 1 | cut -d '"' -f 4)"

ctl sanction add alice scope p2p action drop
expect_eq 'with another sanction' 'sanction-hit decided sanction-hit sanction-changed ' "$(kinds alice)"
# A flow whose first packet is dropped is new with every packet: one decision and one hit are enough for a second.
flow4 --proto udp expect=lost a:dht-getpeers expect=lost a:dht-getpeers expect=lost a:dht-getpeers
ctl sanction del alice
expect_eq 'without one' "$(kinds alice | grep -o 'sanction-ended $')" 'sanction-ended '
before=$(kinds alice)
flow4 --src "$sub1_phantom4:42000" open a:bt
expect_eq 'after that' "$before" "$(kinds alice)"
ctl subscriber set alice prefix 10.1.0.0/24
expect_eq 'with other prefixes' "$before" "$(kinds alice)"
expect_eq 'in a list' '' "$(ctl -j subscriber list | grep -o history)"
