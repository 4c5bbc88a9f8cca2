#!/bin/sh
# kill -9 in the middle of a long apply: the kernel forgets what was staged and lets the next one in.
. "${0%/*}/../lib.sh"

held() { [ -n "$(status_get holder)" ]; }
free() { ! held; }

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
awk 'BEGIN { for (i = 0; i < 60000; i++) print "subscriber s" i " { prefix 10." 128 + int(i / 65536) "." int(i / 256) % 256 "." i % 256 " }" }' >/tmp/many
p2pctl -n router apply /tmp/many &
victim=$!
wait_for 30 - held
kill -KILL $victim
status=0
wait $victim || status=$?
expect_eq 'status of the killed' 137 $status
wait_for 20 - free
expect_eq subscribers 1 "$(status_get subscribers)"
expect_eq generation 1 "$(status_get generation)"
flow4 open expect=lost a:bt
ctl subscriber set bob prefix 10.2.0.0/24
