#!/bin/sh
# While a sanction touches a flow and lets it pass, nothing may take it past both hooks: not for one packet is it other, and
# nobody who listens to conntrack is told that it was.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope all action count }
EOF
ip netns exec router conntrack -E -e UPDATES -o extended >/tmp/updates 2>/dev/null &
# Somebody listens to a group of NETLINK_NETFILTER, 12.
# shellcheck disable=SC2016
wait_for 10 router awk '$2 == 12 && $4 != "00000000" { found = 1 } END { exit !found }' /proc/net/netlink
many=$(for _ in $(seq 15); do printf 'a:junk:40 b:junk:40 '; done)
# shellcheck disable=SC2086 # many words
{
	flow4 --quiet --proto udp $many
	flow4 --quiet --src "$sub1_phantom4:41000" open a:tls b:tls-server $many
}
expect_stat decided_other 0
expect_eq 'marks' "$((15 << 24)) $((15 << 24))" "$(flow_marks | tr '\n' ' ' | sed 's/ $//')"
# Proof decides it all the same, and that is told.
flow4 --proto udp a:dht-ping
expect_class bittorrent -p udp
wait_for 10 - grep -q "mark=$((17 << 24))" /tmp/updates
expect_eq 'marks of other flows that conntrack told' 0 "$(grep -c "mark=$((16 << 24))" /tmp/updates || true)"
# And who is not touched any more is cleared by what comes next.
ctl -y sanction del alice
flow4 --src "$sub1_phantom4:41000" a:junk:1400 a:junk:1400 a:junk:1400 a:junk:1400
expect_class other -p tcp
