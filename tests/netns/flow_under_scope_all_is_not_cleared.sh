#!/bin/sh
# While a sanction touches a flow and lets it pass, nothing may take it past both hooks: not for one packet is it other, and
# nobody who listens to conntrack is told that it was.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope all action count }
EOF
ip netns exec router conntrack -E -e UPDATES -o extended >/tmp/updates 2>/dev/null &
many=$(for _ in $(seq 15); do printf 'a:junk:40 b:junk:40 '; done)
# shellcheck disable=SC2086 # many words
{
	flow4 --quiet --proto udp $many
	flow4 --quiet --src "$sub1_phantom4:41000" open a:tls b:tls-server $many
}
expect_stat decided_other 0
expect_eq 'marks' "$((15 << 24)) $((15 << 24))" "$(flow_marks | tr '\n' ' ' | sed 's/ $//')"
expect_eq 'marks that conntrack told' 0 "$(grep -c 'mark=2684' /tmp/updates || true)"
# Proof decides it all the same.
flow4 --proto udp a:dht-ping
expect_class bittorrent -p udp
# And who is not touched any more is cleared by what comes next.
ctl -y sanction del alice
flow4 --src "$sub1_phantom4:41000" a:junk:1400 a:junk:1400 a:junk:1400 a:junk:1400
expect_class other -p tcp
