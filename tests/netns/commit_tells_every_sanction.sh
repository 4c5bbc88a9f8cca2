#!/bin/sh
# However many sanctions one commit orders or takes away, each is told.
. "${0%/*}/../lib.sh"

topology
apply </dev/null
monitor_start router
awk 'BEGIN {
	for (i = 0; i < 3000; i++)
		printf "subscriber s%d { prefix 10.9.%d.%d; sanction scope p2p action drop }\n", i, i / 250, i % 250
}' >/tmp/many
on router p2pctl -y apply /tmp/many
wait_for 20 - has_events 3000 sanction-began
ctl --yes subscriber flush
wait_for 20 - has_events 3000 sanction-ended
expect_stat events_lost 0
