#!/bin/sh
# A sanction of scope all reaches TCP transfers that a flowtable forwards already, within 5 s of its begin, be that the
# commit or its start, translated or not; those of others stay where they are.
# limit: 120
. "${0%/*}/../lib.sh"

# stopped_within_5_s AFTER ORDER...: ends alice's running transfer so many seconds after the order, and not bob's. Where it
# begins later, a busy machine has 8 s to look before.
stopped_within_5_s() {
	after=$1
	shift
	ctl -y "$@"
	if [ "$after" != 0 ]; then
		sleep $((after - 8))
		is_offloaded "$sub1_ip4" || fail 'stopped before the start'
		sleep 8
	fi
	sleep 5
	before=$(sent sub1)
	sleep 2
	expect_eq "bytes to alice from 5 s to 7 s after $*" 0 $(($(sent sub1) - before))
	[ "$(counter_get alice drop_packets)" -gt 0 ] || fail 'nothing was dropped'
	is_offloaded "$sub2_ip4" || fail "another's flow left the flowtable"
	moves sub2 || fail "another's transfer stopped"
}

topology
serve_transfers
policy <<-EOF
	subscriber alice { $alice }
	subscriber bob { $bob }
EOF
offload_cleared
download sub1 "$sub1_ip4"
download sub2 "$sub2_ip4"
stopped_within_5_s 0 sanction add alice scope all action drop
ctl sanction del alice

nft_router <<-'EOF'
	table ip t {
		chain out { type nat hook postrouting priority 100; oifname to_inet masquerade; }
	}
EOF
forget_flows
download sub1 "$sub1_ip4"
download sub2 "$sub2_ip4"
stopped_within_5_s 12 sanction add alice scope all action drop from +12s
