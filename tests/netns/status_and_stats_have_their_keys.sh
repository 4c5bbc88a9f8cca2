#!/bin/sh
# The keys are an interface: scripts of operators depend on them.
. "${0%/*}/../lib.sh"

keys() { grep -o '"[a-z0-9_]*":' | tr -d '":' | tr '\n' ' '; }

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action mark 1 until +1h }
EOF
flow4 open a:bt
expect_eq 'keys of status' 'version generation active bypass clock_held signatures ruleset_size subscribers prefixes sanctions garden lists listed flows flows_max settings enforce capture nested mark_mask warnings ' \
	"$(p2pctl -n router -j status | keys)"
expect_eq 'keys of stats' 'cleared inspected p2p_packets p2p_bytes decided_p2p decided_other counted marked dropped would_drop no_conntrack untracked midflow related_passed short_packet table_full no_memory mark_unknown mark_inherited events events_lost events_coalesced would_mark limited rejected garden_passed bittorrent_packets bittorrent_bytes edonkey_packets edonkey_bytes gnutella_packets gnutella_bytes soulseek_packets soulseek_bytes directconnect_packets directconnect_bytes ares_packets ares_bytes ' \
	"$(p2pctl -n router -j stats | keys)"
expect_eq 'keys of a subscriber' 'key prefixes sanction scope action mark_value mark_mask end state left_s counters count_packets count_bytes mark_packets mark_bytes drop_packets drop_bytes limit_packets limit_bytes reject_packets reject_bytes p2p_packets p2p_bytes history ' \
	"$(p2pctl -n router -j subscriber show alice | sed "s/\"history\":.*/\"history\":/" | keys)"
expect_eq 'keys of a signature' 'name class strength matches decisions ' \
	"$(p2pctl -n router -j signature list | grep bittorrent-handshake\" | keys)"
expect_eq 'bytes of P2P flows' 108 "$(stat_get p2p_bytes)"
expect_eq flows 1 "$(status_get flows)"
expect_eq sanctions 1 "$(status_get sanctions)"
expect_eq active true "$(status_get active)"
expect_eq 'decisions by the handshake' 1 \
	"$(p2pctl -n router -j signature list | grep bittorrent-handshake\" | member decisions)"
