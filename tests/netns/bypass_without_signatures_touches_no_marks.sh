#!/bin/sh
# What flows are is asked only while there are signatures: without any, flows that began bypassed need no place in the mark.
. "${0%/*}/../lib.sh"

topology
apply <<-EOF
	subscriber alice { $alice; sanction scope all action count }
EOF
ctl bypass on
flow4 open a:junk:10
ctl bypass off
expect_eq 'marks' 0 "$(flow_marks | sort -u)"
flow4 a:junk:10
expect_counter alice count_packets 1
expect_eq 'marks' 0 "$(flow_marks | sort -u)"

# With some they are mid-flow from then on, by the mask that holds when they are met.
ctl bypass on
apply <<-EOF
	$start_of_stream
	settings { mark-mask 0x00ff0000 }
	subscriber alice { $alice; sanction scope all action count }
EOF
flow4 --src "$sub1_phantom4:41000" open a:junk:10
ctl bypass off
expect_eq 'marks' $((8 << 16)) "$(flow_marks | sort -u)"
