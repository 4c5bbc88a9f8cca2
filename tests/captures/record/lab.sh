# shellcheck shell=sh
# lab.sh SCENARIO WORK: run in fresh namespaces by record. Makes four hosts on one switch, sources the scenario, and
# leaves what went over the switch in WORK/capture.
#
# For scenarios: $work is a folder to write in; on HOST COMMAND... runs a command there; capture [FILTER] starts
# recording; wait_until SECONDS COMMAND... waits; payload and torrent make something to share. See also clients.sh.
# shellcheck disable=SC2034 # scenarios use them

scenario=$1
work=$2
here=$(dirname "$0")

# The first two addresses are those of the subscriber and of the far end in all our tests.
alice=10.1.0.2
alice6=2001:db8:1::2
bob=203.0.113.2
bob6=2001:db8:f::2
carol=198.51.100.2
carol6=2001:db8:c::2
server=192.0.2.2
server6=2001:db8:e::2
hosts='alice bob carol server'

say() { echo "$(basename "$scenario" .sh): $*" >&2; }

on() { ip netns exec "$@"; }

# run HOST COMMAND...: in the background, output to a file; its process is then $last.
run() {
	runs=$((runs + 1))
	ip netns exec "$@" >"$work/output.$runs.$(basename "$2")" 2>&1 &
	last=$!
}
runs=0

# wait_until SECONDS COMMAND...
wait_until() {
	left=$1
	shift
	until "$@"; do
		[ "$left" -gt 0 ] || { say "waited in vain for: $*"; exit 1; }
		left=$((left - 1))
		sleep 1
	done
}

# listens HOST PROTOCOL PORT, for wait_until
listens() { [ -n "$(on "$1" ss -Hln "--$2" "sport = :$3")" ]; }

# No name of this machine, none of its name servers.
hide_the_machine() {
	hostname lab
	mount -t tmpfs none /run/netns
	printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' >"$work/resolv.conf"
	printf '127.0.0.1 localhost lab\n::1 localhost\n' >"$work/hosts"
	mount --bind "$work/resolv.conf" "$(realpath -m /etc/resolv.conf)"
	for host in $hosts; do
		eval "printf '%s %s\n%s %s\n' \$$host $host \$${host}6 $host" >>"$work/hosts"
	done
	mount --bind "$work/hosts" /etc/hosts
}

# Hosts believe that all addresses are on the link: no router, and none of the addresses that clients take for local ones.
# A capture is read by people: segments as they are on a wire, checksums filled in.
make_network() {
	mkdir -p /run/netns
	ip link add switch type bridge mcast_snooping 0
	ip link set switch up
	sysctl -qw net.ipv6.conf.switch.disable_ipv6=1
	for host in $hosts; do
		ip netns add "$host"
		on "$host" sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
		ip link add "$host" type veth peer name eth0 netns "$host"
		sysctl -qw "net.ipv6.conf.$host.disable_ipv6=1"
		ip link set "$host" master switch up
		eval "ip -n $host addr add \$$host/24 dev eth0; ip -n $host addr add \$${host}6/64 nodad dev eth0"
		ip -n "$host" link set lo up
		ip -n "$host" link set eth0 up
		ip -n "$host" route add default dev eth0
		ip -n "$host" -6 route add default dev eth0
		on "$host" ethtool -K eth0 tso off gso off gro off tx off >/dev/null 2>&1 || true
	done
}

# capture [FILTER]
capture() {
	tcpdump -Z root -U -i switch -w "$work/capture" "${1:-tcp or udp}" 2>"$work/tcpdump" &
	tcpdump=$!
	wait_until 10 grep -qs listening "$work/tcpdump"
}

stop_capture() {
	sleep 1
	kill "$tcpdump"
	wait "$tcpdump" || true
}

# payload FILE KILOBYTES [SEED]: random bytes, the same each time.
payload() {
	mkdir -p "$(dirname "$1")"
	openssl enc -aes-128-ctr -nosalt -pass "pass:${3:-payload}" -md sha256 -in /dev/zero 2>/dev/null |
		head -c "${2}000" >"$1"
}

# same FILE FILE, for wait_until
same() { cmp -s "$1" "$2"; }

hide_the_machine
make_network
. "$here/clients.sh"
# shellcheck source=/dev/null
. "$scenario"
stop_capture
