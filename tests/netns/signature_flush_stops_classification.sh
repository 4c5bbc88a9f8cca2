#!/bin/sh
# Without signatures nothing is inspected; what was decided stays decided.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 open expect=lost a:bt
ctl -y signature flush
expect_eq signatures 0 "$(status_get signatures)"
inspected=$(stat_get inspected)
flow4 --src "$sub1_phantom4:41000" open a:bt
expect_class undecided -p tcp --sport 41000
expect_stat inspected "$inspected"
flow4 expect=lost a@68:junk:10
