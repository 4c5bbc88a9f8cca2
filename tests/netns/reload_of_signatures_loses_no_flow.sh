#!/bin/sh
# New signatures come while flows are half-way: what was heard of them is read again, what was decided stays.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
monitor_start router
flow4 --src "$sub1_phantom4:41000" open expect=lost a:bt
flow4 open a:bt:0-30
flow4 --src "$sub1_phantom4:42000" open a:http b:http-reply
apply <<-EOF
	include "/usr/share/nf_p2p/signatures/bittorrent.sig"
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
expect_eq generation 2 "$(status_get generation)"
flow4 --src "$sub1_phantom4:41000" expect=lost a@0:bt
flow4 expect=lost a@31:bt:31-
expect_class bittorrent -p tcp --sport 40000
expect_class other -p tcp --sport 42000
wait_events 2 decided
expect_eq 'info-hashes' 2 "$(events decided | grep -c "\"content_id\":\"$info_hash\"")"
expect_stat midflow 0
