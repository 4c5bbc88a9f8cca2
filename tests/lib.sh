# shellcheck shell=sh
# lib.sh: what the netns tests share. A test is tests/netns/PROMISE.sh; it starts with
#
#   . "${0%/*}/../lib.sh"
#   topology
#
# and reads as a list of steps. It runs as root in a virtual machine with nf_p2p freshly loaded (tests/qemu/guest-netns
# says how to ask otherwise), under dash with busybox's tools and the real ip, nft, conntrack, ethtool and p2pctl.
# The first command that fails ends it as failed. What it leaves behind is cleared away.
#
#      sub1                        router (nf_p2p works here)                    inet
#   +----------------+          +-----------------------------+           +------------------+
#   | eth0           |----------| to_sub1             to_inet |-----------| eth0             |
#   |  10.1.0.2/24   |          |  10.1.0.1       203.0.113.1 |           |  203.0.113.2/24  |
#   |  2001:db8:1::2 |          |  2001:db8:1::1              |           |  2001:db8:f::2   |
#   +----------------+          |              2001:db8:f::1  |           +------------------+
#      sub2                     |                             |
#   +----------------+          |                             |
#   | eth0           |----------| to_sub2                     |
#   |  10.2.0.2/24   |          |  10.2.0.1                   |
#   |  2001:db8:2::2 |          |  2001:db8:2::1              |
#   +----------------+          +-----------------------------+
#
# All IPv6 prefixes are /64. MAC addresses are 02:00:00:00:LINK:END with LINK 01, 02 or 0f and END 01 for the router's.
# Neighbours are static and there are no link-local addresses and no duplicate address detection, so that the packets on
# the links are those the test sends, at once.
set -eu

# A test may use these; not all do.
# shellcheck disable=SC2034
{
	sub1_ip4=10.1.0.2 sub1_ip6=2001:db8:1::2 sub1_mac=02:00:00:00:01:02
	sub2_ip4=10.2.0.2 sub2_ip6=2001:db8:2::2 sub2_mac=02:00:00:00:02:02
	inet_ip4=203.0.113.2 inet_ip6=2001:db8:f::2 inet_mac=02:00:00:00:0f:02
	router_sub1_mac=02:00:00:00:01:01 router_sub2_mac=02:00:00:00:02:01 router_inet_mac=02:00:00:00:0f:01
}

# --- Saying what happens ---

# The steps are printed to stderr, so that the output of `on` can be captured; and to the console, whose log is what
# remains when the kernel dies.
note() {
	printf '%s\n' "$*" >&2
	printf '%s\n' "$*" >/dev/console
}

fail() { note "FAIL: $*"; exit 1; }

skip() { note "$*"; exit 4; }

run_in() {
	namespace=$1
	shift
	if [ "$namespace" = - ]; then
		"$@"
	else
		ip netns exec "$namespace" "$@"
	fi
}

# on NAMESPACE COMMAND...: run it there, or in the machine itself for '-'.
on() {
	note "[$1] $(shift; echo "$*")"
	run_in "$@"
}

# expect_eq WHAT EXPECTED ACTUAL
expect_eq() { [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"; }

# expect_status STATUS NAMESPACE COMMAND...: a refusal is a promise too. Leaves the command's stderr in $complaint.
expect_status() {
	wanted=$1
	shift
	status=0
	note "[$1] $(shift; echo "$*")"
	complaint=$(run_in "$@" 2>&1 >/dev/null) || status=$?
	note "$complaint"
	expect_eq "exit status of '$*'" "$wanted" "$status"
}

# wait_for SECONDS NAMESPACE COMMAND...: until it succeeds.
wait_for() {
	seconds=$1
	shift
	note "waiting up to $seconds s for [$1] $(shift; echo "$*")"
	for _ in $(seq $((seconds * 10))); do
		run_in "$@" >/dev/null 2>&1 && return
		sleep 0.1
	done
	fail "did not happen within $seconds s"
}

# --- The network ---

# link NAMESPACE NUMBER V4 V6: join a namespace to the router. NUMBER is in the MAC addresses.
link() {
	ip netns add "$1"
	ip link add name "to_$1" netns router address "02:00:00:00:$2:01" type veth \
		peer name eth0 netns "$1" address "02:00:00:00:$2:02"
	ip -n router -batch - <<-EOF
		link set to_$1 addrgenmode none
		address add $3.1/24 dev to_$1
		address add $4::1/64 dev to_$1 nodad
		link set to_$1 up
		neighbour add $3.2 lladdr 02:00:00:00:$2:02 dev to_$1 nud permanent
		neighbour add $4::2 lladdr 02:00:00:00:$2:02 dev to_$1 nud permanent
	EOF
	ip -n "$1" -batch - <<-EOF
		link set lo up
		link set eth0 addrgenmode none
		address add $3.2/24 dev eth0
		address add $4::2/64 dev eth0 nodad
		link set eth0 up
		neighbour add $3.1 lladdr 02:00:00:00:$2:01 dev eth0 nud permanent
		neighbour add $4::1 lladdr 02:00:00:00:$2:01 dev eth0 nud permanent
		route add default via $3.1
		route add default via $4::1
	EOF
}

topology() {
	note 'building the topology'
	ip netns add router
	ip -n router link set lo up
	ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
	link sub1 01 10.1.0 2001:db8:1
	link sub2 02 10.2.0 2001:db8:2
	link inet 0f 203.0.113 2001:db8:f
}

# --- nf_p2p ---

# apply <<EOF: make the router's policy equal to the text.
apply() {
	cat >/tmp/policy
	note '[router] p2pctl apply:'
	sed 's/^/    /' /tmp/policy >&2
	p2pctl -n router apply /tmp/policy
}

# stat_get NAME: one of the router's counters.
stat_get() {
	stat=$(p2pctl -n router -j stats | sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p")
	[ -n "$stat" ] || fail "p2pctl stats has no '$1'"
	echo "$stat"
}
