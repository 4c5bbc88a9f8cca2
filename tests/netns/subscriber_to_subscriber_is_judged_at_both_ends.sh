#!/bin/sh
# A flow between two customers is touched by the sanction of either, and counted for the one whose sanction it was.
. "${0%/*}/../lib.sh"

between() { flow4 --b sub2:eth0 --dst "$sub2_phantom4" "$@"; }

topology
for sanctioned in alice bob; do
	policy <<-EOF
		subscriber alice { $alice; $([ $sanctioned != alice ] || echo 'sanction scope p2p action drop') }
		subscriber bob { $bob; $([ $sanctioned != bob ] || echo 'sanction scope p2p action drop') }
	EOF
	between open expect=lost a:bt b:bt
	forget_flows
	expect_counter $sanctioned drop_packets 2
done
expect_counter alice drop_packets 2
# Both: the strictest wins.
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
	subscriber bob { $bob; sanction scope p2p action drop }
EOF
monitor_start router
between open expect=lost a:bt
expect_counter bob drop_packets 3
expect_counter alice count_packets 0
wait_events 2 decided
expect_eq 'told of alice' 1 "$(events decided | grep -c '"subscriber":"alice"')"
expect_eq 'told of bob' 1 "$(events decided | grep -c '"subscriber":"bob"')"
