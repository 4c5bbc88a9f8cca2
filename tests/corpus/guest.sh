#!/bin/sh
# guest.sh: the entry of the machine that replays /frames/*.pcap; file descriptor 3 is the host. Prints what p2preplay does.
#
# The router here has no addresses and no neighbours to ask for: whatever comes in at one side leaves at the other, so
# that any address can be on either side. Its conntrack waits longer than a replay takes on a slow machine, so that no
# flow ends for want of time.
tests=${TESTS:-/tests}
# shellcheck source=../lib.sh
. "$tests/lib.sh"
# shellcheck source=crossing.sh
. "$tests/corpus/crossing.sh"

modprobe nf_p2p
crossing
policy </dev/null
# Names of many files do not fit a command line; those of one stand for the order too.
cd /frames
for file in *.pcap; do echo "$file"; done | xargs p2preplay --a left:eth0 --b right:eth0 --router router >&3
note "$(p2pctl -n router -j stats)"
rmmod_wait=0
remove_crossing
while ! rmmod nf_p2p 2>/dev/null; do
	rmmod_wait=$((rmmod_wait + 1))
	[ $rmmod_wait -lt 100 ] || fail 'nf_p2p cannot be unloaded'
	sleep 0.1
done
