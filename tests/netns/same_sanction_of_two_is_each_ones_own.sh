#!/bin/sh
# Whose sanctions say the same is counted, lifted and told apart; and both end.
. "${0%/*}/../lib.sh"

# bob_sends SOURCE-PORT [p2pflow's options and STEP...]
bob_sends() {
	port=$1
	shift
	flow4 --a sub2:eth0 --src "$sub2_phantom4:$port" open "$@"
}

topology
end=$(date -u -d "@$(($(date +%s) + 25))" +%Y-%m-%dT%H:%M:%SZ)
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until $end }
	subscriber bob { $bob; sanction scope p2p action drop until $end }
EOF
monitor_start router
flow4 open expect=lost a:bt
bob_sends 41000 expect=lost a:bt expect=lost a@0:bt
expect_counter alice drop_packets 1
expect_counter bob drop_packets 2
ctl sanction del alice
flow4 --src "$sub1_phantom4:42000" open a:bt b:bt
bob_sends 42000 expect=lost a:bt
expect_counter bob drop_packets 3
ctl sanction add alice scope p2p action drop until "$end"
flow4 --src "$sub1_phantom4:43000" open expect=lost a:bt
expect_counter alice drop_packets 2
wait_for 40 - has_events 3 sanction-ended
expect_eq 'ends by the clock' 2 "$(events sanction-ended | grep -c '"clock":"wall"')"
flow4 --src "$sub1_phantom4:44000" open a:bt b:bt
bob_sends 44000 a:bt b:bt
