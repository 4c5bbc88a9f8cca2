#!/bin/sh
# A router without a battery boots in 1970. Orders with an end wait until somebody sets the clock, those without one do not;
# one whose end is past when the clock is put right has ended, and stays so in 1970.
. "${0%/*}/../lib.sh"

state_of() { p2pctl -n router -j subscriber show "$1" | member state; }

topology
now=$(date +%s)
clock_set '1970-01-02 00:00'
rmmod nf_p2p
modprobe nf_p2p
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until $(($(date -d "@$now" +%Y) + 1))-01-01 }
	subscriber bob { $bob; sanction scope p2p action drop }
	subscriber carol { prefix 10.3.0.0/24; sanction scope p2p action drop until 2020-01-01 }
EOF
expect_eq clock_held true "$(status_get clock_held)"
expect_eq 'state of alice' held "$(state_of alice)"
flow4 open a:bt
flow4 --a sub2:eth0 --src "$sub2_phantom4" open expect=lost a:bt
clock_set "@$now"
expect_eq clock_held false "$(status_get clock_held)"
expect_eq 'state of alice' active "$(state_of alice)"
flow4 expect=lost a@68:junk:10
expect_eq 'state of carol' ended "$(state_of carol)"
sleep 2		# that it has ended is noted once a second
clock_set '1970-01-02 00:01'
expect_eq 'state of carol' ended "$(state_of carol)"
