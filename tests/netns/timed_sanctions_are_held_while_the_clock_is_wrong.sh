#!/bin/sh
# Before the module was built it cannot be: nobody is cut off until a date that nobody knows.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until +1h }
	subscriber bob { $bob; sanction scope p2p action drop }
	subscriber carol { sanction scope p2p action drop from 2001-01-01 }
EOF
flow4 open expect=lost a:bt
expect_eq clock_held false "$(status_get clock_held)"
now=$(date +%s)
clock_set '2001-02-03 04:05'
expect_eq clock_held true "$(status_get clock_held)"
expect_eq state held "$(p2pctl -n router -j subscriber show alice | member state)"
expect_eq state held "$(p2pctl -n router -j subscriber show carol | member state)"
flow4 a@0:bt
flow4 --a sub2:eth0 --src "$sub2_phantom4" open expect=lost a:bt
clock_set "@$now"
expect_eq clock_held false "$(status_get clock_held)"
flow4 expect=lost a@68:junk:10
