#!/bin/sh
# What was left of it when it was ordered has passed: the machine's own clock ends it.
. "${0%/*}/../lib.sh"

topology
# Well ahead of the module's build date, behind which the clock is not believed.
start=$(($(date +%s) + 86400))
date -s "@$start" >/dev/null
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until +4s }
EOF
monitor_start router
flow4 open expect=lost a:bt
date -s "@$((start - 7200))" >/dev/null
flow4 expect=lost a@0:bt
wait_for 15 - has_events 1 sanction-ended
date -s "@$((start + 10))" >/dev/null
expect_eq clock 1 "$(events sanction-ended | grep -c '"clock":"boot"')"
flow4 a@0:bt
