#!/bin/sh
# A listener who asks for a subscriber or for kinds of events gets those and no others.
. "${0%/*}/../lib.sh"

# listen NAME [ARGUMENT...]: collect the events in /tmp/events.NAME
listen() {
	name=$1
	shift
	p2pctl -n router -j monitor "$@" >"/tmp/events.$name" &
	wait_for 10 - joined router $!
}

# seen NAME: kind and subscriber of each, in one line
seen() {
	sed -n 's/.*"kind":"\([a-z-]*\)","subscriber":"\([a-z]*\)".*/\1:\2/p; s/.*"kind":"\([a-z-]*\)","class".*/\1:/p' \
		"/tmp/events.$1" | tr '\n' ' '
}

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
	subscriber bob { $bob }
EOF
monitor_start router
listen bob subscriber bob
listen kinds kind sanction-hit sanction-ended
listen both kind decided subscriber alice
flow4 open a:bt
flow4 --a sub2:eth0 --src "$sub2_phantom4" open a:bt
ctl subscriber del bob
flow6 --a sub2:eth0 --src "$sub2_phantom6" open a:bt
ctl sanction del alice
wait_events 1 sanction-ended
wait_events 3 decided
wait_events 1 sanction-ended kinds
expect_eq 'all of them' 'decided:alice sanction-hit:alice decided:bob decided: sanction-ended:alice ' "$(seen router)"
expect_eq 'those of bob' 'decided:bob ' "$(seen bob)"
expect_eq 'those kinds' 'sanction-hit:alice sanction-ended:alice ' "$(seen kinds)"
expect_eq 'one of one' 'decided:alice ' "$(seen both)"
