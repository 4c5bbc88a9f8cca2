#!/bin/sh
# The entry of the machine whose clock counts instructions; file descriptor 3 is the host. Each figure is one line there:
#
#   figure PART CONFIGURATION FLOW repetitions=N sent=N arrived=N instructions=N ...
#
# See p2pload for what is behind the flow. Configurations are those of configurations.sh, flows those of flows.sh.
# shellcheck disable=SC2317 # configurations are called by name
. /tests/lib.sh
. /tests/bench/flows.sh
. /tests/bench/configurations.sh
. /tests/bench/tables.sh
. /tests/bench/parallel.sh
set +e

parts=$(sed -n 's/.*\bp2p_parts=\([^ ]*\).*/\1/p' /proc/cmdline | tr , ' ')
failed=0

say() { printf '%s\n' "$*" >&3; }

# wrong WHAT: a figure that is not what it says is worse than none.
wrong() {
	say "not ok - $*"
	failed=1
}

remove_network() {
	rmmod p2pempty 2>/dev/null
	for namespace in $(ip netns list | cut -d ' ' -f 1); do
		ip netns delete "$namespace"
	done
	sleep 1		# the workers that clean up are not to be counted
}

# What comes to inet's phantoms ends in front of its IP layer: nobody's time is spent on refusing it. Five live there, and
# as many beside sub1.
deaf_phantoms() {
	for which in 4 5 6 7 8; do
		cat <<-EOF
			neighbour replace ${inet_phantom4%6}$which lladdr 02:00:00:00:0f:66 dev to_inet nud permanent
			neighbour replace ${inet_phantom6%6}$which lladdr 02:00:00:00:0f:66 dev to_inet nud permanent
			neighbour replace ${sub1_phantom4%6}$which lladdr 02:00:00:00:01:66 dev to_sub1 nud permanent
			neighbour replace ${sub1_phantom6%6}$which lladdr 02:00:00:00:01:66 dev to_sub1 nud permanent
		EOF
	done | ip -n router -batch -
}

# configured NAME: a router like that, and nothing left of the one before.
configured() {
	configuration=$1
	topology
	deaf_phantoms
	"set_up_$1" || wrong "$1 cannot be set up"
}

# sent_once FLOW: sets result
sent_once() {
	result=$("flow_$1") || wrong "$configuration, $1: $result"
	forget_flows
}

# figure PART FLOW: of the configuration that stands
figure() {
	sent_once "$2"
	say "figure $1 $configuration $2 $result"
}

# middle_figure PART FLOW: the middle one of five flows that differ in nothing but their ends. Where the kernel keeps a flow
# and its packets is worth a hundred instructions, and an address that is looked up in vain three times as many. What the kernel
# does now and then takes some 50,000: it is to fall upon many packets.
middle_figure() {
	repetitions=4000
	for another in 0 1 2 3 4; do
		sent_once "$2"
		echo "$result"
	done >/tmp/results
	another=0 repetitions=1000
	result=$(sed 's/.* instructions=\([0-9]*\).*/\1 &/' /tmp/results | sort -n | sed -n '3s/[0-9]* //p')
	say "figure $1 $configuration $2 $result"
}

# inside PART FLOW: what it takes inside the hooks
inside() {
	in_router modprobe p2pprobe
	figure "$1" "$2"
	rmmod p2pprobe
}

# each HOW PART CONFIGURATIONS FLOWS [INSIDE]: the figures of a part, by figure or middle_figure; with INSIDE, those of the
# hooks as a part of that name. Whole paths are counted without the probes.
each() {
	for name in $3; do
		configured "$name"
		for flow in $4; do "$1" "$2" "$flow"; done
		[ -z "${5:-}" ] || for flow in $inside_flows; do inside "$5" "$flow"; done
		remove_network
	done
}

# --- The parts ---

# A flow that is no peer-to-peer, and long decided.
part_established() { each middle_figure established "$established_configurations" "$established_flows" inside; }

# A flow that was found to be peer-to-peer.
part_p2p() {
	kind=p2p
	each middle_figure p2p "$p2p_configurations" "$p2p_flows" p2p_inside
	kind=other
}

part_new() { each figure new "$new_configurations" "$new_flows"; }
part_growth() { each figure growth "$growth_configurations" "$growth_flows" growth_inside; }

sysctl -qw net.netfilter.nf_conntrack_max=262144
echo 65536 >/sys/module/nf_conntrack/parameters/hashsize
for part in $parts; do "part_$part"; done
exit $failed
