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
#
# Beside each host (.2, ::2) lives a phantom (.66, ::66): routed, but nobody's address, so that no kernel answers what the
# scripted flows of p2pflow say in its name.
set -eu

# A test may use these; not all do.
# shellcheck disable=SC2034
{
	sub1_ip4=10.1.0.2 sub1_ip6=2001:db8:1::2 sub1_mac=02:00:00:00:01:02
	sub2_ip4=10.2.0.2 sub2_ip6=2001:db8:2::2 sub2_mac=02:00:00:00:02:02
	inet_ip4=203.0.113.2 inet_ip6=2001:db8:f::2 inet_mac=02:00:00:00:0f:02
	router_sub1_mac=02:00:00:00:01:01 router_sub2_mac=02:00:00:00:02:01 router_inet_mac=02:00:00:00:0f:01
	sub1_phantom4=10.1.0.66 sub1_phantom6=2001:db8:1::66
	sub2_phantom4=10.2.0.66 sub2_phantom6=2001:db8:2::66
	inet_phantom4=203.0.113.66 inet_phantom6=2001:db8:f::66

	# For subscriber blocks: who lives at sub1 and at sub2.
	alice='prefix 10.1.0.0/24; prefix 2001:db8:1::/64'
	bob='prefix 10.2.0.0/24; prefix 2001:db8:2::/64'

	# The content id in all payloads of p2pflow that have one and are not given another.
	info_hash=1112131415161718191a1b1c1d1e1f2021222324
}

# --- Saying what happens ---

# The steps are printed to stderr, so that the output of `on` can be captured; and to the console, whose log is what
# remains when the kernel dies.
note() {
	printf '%s\n' "$*" >&2
	printf '%s\n' "$*" >/dev/console
}

# measured FIGURE...: a note that is shown of tests that pass, too.
measured() { note "measured: $*"; }

fail() { note "FAIL: $*"; exit 1; }

skip() { note "$*"; touch /tmp/skipped; exit 4; }

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

# wait_for SECONDS NAMESPACE COMMAND...: until it succeeds. A slow machine has so many times longer.
wait_for() {
	seconds=$(($1 * ${slow:-1}))
	shift
	note "waiting up to $seconds s for [$1] $(shift; echo "$*")"
	for _ in $(seq $((seconds * 10))); do
		run_in "$@" >/dev/null 2>&1 && return
		sleep 0.1
	done
	fail "did not happen within $seconds s"
}

# keep_doing COMMAND...: in the background, again and again until stop_doing or until it fails, once at least.
keep_doing() {
	touch /tmp/doing
	(while "$@"; do [ -e /tmp/doing ] || exit 0; done; exit 1) &
	doing=$!
}

# stop_doing: when it is through with the present one. Return: whether it succeeded each time.
stop_doing() {
	rm /tmp/doing
	wait "$doing"
}

uptime_ms() { sed 's/\.\([0-9]*\) .*/\10/' /proc/uptime; }

# What the kernel uses for tables, in KiB: slabs, large allocations, and per CPU.
tables_kib() {
	sync
	echo 3 >/proc/sys/vm/drop_caches
	sleep 2
	awk '/^(Slab|VmallocUsed|Percpu):/ { sum += $2 } END { print sum }' /proc/meminfo
}

# clock_set TIME: set the machine's clock, as date does, and let flows that run notice. It is put right again when the test ends.
clock_set() {
	note "clock: $1"
	[ -n "${booted:-}" ] || booted=$(($(date +%s) - $(cut -d . -f 1 /proc/uptime)))
	trap 'date -s "@$((booted + $(cut -d . -f 1 /proc/uptime)))" >/dev/null' EXIT
	date -s "$1" >/dev/null
	sleep 1
}

# --- The network ---

# Few commands that do much: starting one takes longer here than what it does.
# create_link NAMESPACE NUMBER: a namespace and its cable to the router. NUMBER is in the MAC addresses.
create_link() {
	cat <<-EOF
		netns add $1
		link add name to_$1 netns router address 02:00:00:00:$2:01 type veth peer name eth0 netns $1 address 02:00:00:00:$2:02
	EOF
}

# router_end NAMESPACE NUMBER V4 V6
router_end() {
	cat <<-EOF
		link set to_$1 addrgenmode none
		address add $3.1/24 dev to_$1
		address add $4::1/64 dev to_$1 nodad
		link set to_$1 up
		neighbour add $3.2 lladdr 02:00:00:00:$2:02 dev to_$1 nud permanent
		neighbour add $4::2 lladdr 02:00:00:00:$2:02 dev to_$1 nud permanent
		neighbour add $3.66 lladdr 02:00:00:00:$2:02 dev to_$1 nud permanent
		neighbour add $4::66 lladdr 02:00:00:00:$2:02 dev to_$1 nud permanent
	EOF
}

# set_up_host NAMESPACE NUMBER V4 V6
set_up_host() {
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

# each_link COMMAND: with the arguments NAMESPACE NUMBER V4 V6
each_link() {
	"$1" sub1 01 10.1.0 2001:db8:1
	"$1" sub2 02 10.2.0 2001:db8:2
	"$1" inet 0f 203.0.113 2001:db8:f
}

topology() {
	note 'building the topology'
	{
		echo 'netns add router'
		each_link create_link
	} | ip -batch -
	{
		echo 'link set lo up'
		each_link router_end
	} | ip -n router -batch -
	each_link set_up_host
	ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
	[ "${slow:-1}" -eq 1 ] || keep_flows_longer
}

# into_vrf LINK...: of the router, which forgets their neighbours
into_vrf() {
	{
		echo 'link add vrf0 type vrf table 10'
		echo 'link set vrf0 up'
		printf 'link set %s master vrf0\n' "$@"
	} | ip -n router -batch -
}

# A slow machine must not forget a flow before the test has looked at it.
keep_flows_longer() {
	ip netns exec router sysctl -qw net.netfilter.nf_conntrack_udp_timeout=$((30 * slow)) \
		net.netfilter.nf_conntrack_udp_timeout_stream=$((120 * slow))
}

# --- Flows ---

# flow4, flow6 [p2pflow's options and STEP...]: a scripted flow from sub1's phantom, port 40000, to inet's, port 6881. An
# option given here wins over ours.
flow4() { on - p2pflow --a sub1:eth0 --b inet:eth0 --src "$sub1_phantom4" --dst "$inet_phantom4" "$@"; }
flow6() { on - p2pflow --a sub1:eth0 --b inet:eth0 --src "$sub1_phantom6" --dst "$inet_phantom6" "$@"; }

# A signature that applies at the start of a stream only, for policy files.
# shellcheck disable=SC2034
start_of_stream='signature start-of-stream {
	protocol bittorrent
	transport tcp
	pattern "\x13BitTorrent protocol"
	strength proof
}'

# flow_marks [CONNTRACK-OPTION...]: the connection marks of the router's flows, one a line, as printf takes them.
flow_marks() {
	ip netns exec router conntrack -L "$@" 2>/dev/null | sed -n 's/.* mark=\([0-9]*\) .*/\1/p'
}

# class_of [CONNTRACK-OPTION...]: class of the router's only flow that they select.
class_of() {
	marks=$(flow_marks "$@")
	case $marks in
	'') echo 'no flow' ;;
	*"
"*) echo 'several flows' ;;
	*) class_name $((marks >> 24)) ;;
	esac
}

class_name() {
	case $1 in
	[0-9] | 1[0-5]) echo undecided ;;
	16) echo other ;;
	17) echo bittorrent ;;
	18) echo edonkey ;;
	19) echo gnutella ;;
	20) echo soulseek ;;
	21) echo directconnect ;;
	22) echo ares ;;
	*) echo "class $1" ;;
	esac
}

# expect_class CLASS [CONNTRACK-OPTION...]
expect_class() {
	expected=$1
	shift
	expect_eq "class of the flow${*:+ with $*}" "$expected" "$(class_of "$@")"
}

# forget_flows: empty the router's connection tracking, so that the same addresses and ports make a new flow.
forget_flows() { ip netns exec router conntrack -F 2>/dev/null; }

# --- nf_p2p ---

# apply <<EOF: make the router's policy equal to the text, whomever it hits.
apply() {
	cat >/tmp/policy
	note '[router] p2pctl apply:'
	sed 's/^/    /' /tmp/policy >&2
	p2pctl -n router -y apply /tmp/policy
}

# policy <<EOF: the same, with the shipped signatures and capture on.
policy() {
	{
		echo 'include "/usr/share/nf_p2p/signatures/all.sig"'
		echo 'settings { capture on }'
		cat
	} | apply
}

# ctl ARGUMENT...: the router's p2pctl.
ctl() { on - p2pctl -n router "$@"; }

# member NAME: value of a member of the JSON object on standard input that is the only one of that name.
member() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",{}]*\).*/\1/p"; }

# status_get NAME: of p2pctl status.
status_get() { p2pctl -n router -j status | member "$1"; }

# stat_get NAME: one of the router's counters.
stat_get() {
	stat=$(p2pctl -n router -j stats | member "$1")
	[ -n "$stat" ] || fail "p2pctl stats has no '$1'"
	echo "$stat"
}

# expect_stat NAME VALUE
expect_stat() { expect_eq "counter $1" "$2" "$(stat_get "$1")"; }

# counter_get KEY NAME: one of a subscriber's counters; 0 while nothing was counted.
counter_get() {
	value=$(p2pctl -n router -j subscriber show "$1" | member "$2")
	echo "${value:-0}"
}

# expect_counter KEY NAME VALUE
expect_counter() { expect_eq "counter $2 of $1" "$3" "$(counter_get "$1" "$2")"; }

# --- Events ---

# monitor_start NAMESPACE: collect the events from now on, in /tmp/events.NAMESPACE.
monitor_start() {
	p2pctl -n "$1" -j monitor >"/tmp/events.$1" &
	wait_for 10 - joined "$1" $!
}

# joined NAMESPACE PID: it listens to a generic netlink group, protocol 16.
# shellcheck disable=SC2016
joined() {
	ip netns exec "$1" awk -v pid="$2" '$2 == 16 && $3 == pid && $4 != "00000000" { found = 1 } END { exit !found }' \
		/proc/net/netlink
}

# events KIND [NAMESPACE]: those that have come, one a line.
events() { grep "\"kind\":\"$1\"" "/tmp/events.${2:-router}" || true; }

event_count() { events "$@" | wc -l; }

# wait_events COUNT KIND [NAMESPACE]: until there are so many, and no more.
wait_events() {
	count=$1
	shift
	wait_for 5 - has_events "$count" "$@"
	expect_eq "events $*" "$count" "$(event_count "$@")"
}

has_events() {
	count=$1
	shift
	[ "$(event_count "$@")" -ge "$count" ]
}

# --- nft ---

# nft_router <<EOF: add rules to the router.
nft_router() {
	cat >/tmp/rules
	note '[router] nft -f:'
	sed 's/^/    /' /tmp/rules >&2
	ip netns exec router nft -f /tmp/rules
}

# ftp_helper STATEMENT: let the router expect what FTP sessions announce; the nft statement is for their packets.
ftp_helper() {
	nft_router <<-EOF
		table inet t {
			ct helper ftp { type "ftp" protocol tcp; }
			chain c {
				type filter hook prerouting priority mangle
				tcp dport 21 ct helper set "ftp"
				tcp dport 21 $1
			}
		}
	EOF
}

# ftp_session: sub1's phantom announces that it expects a data connection to its port 51201 (PORT 10,1,0,66,200,1).
ftp_session() {
	flow4 --dst "$inet_phantom4:21" open a:t:USER+x20+t:alice+x0d0a b:t:230+x0d0a a:t:PORT+x20+t:10,1,0,66,200,1+x0d0a
}

# keep_sending FROM TO ADDRESS:PORT STEP...: datagrams, the steps again and again, until stop_sending or the test's end.
keep_sending() {
	from=$1 to=$2 where=$3
	shift 3
	while p2pgso udp --a "$from" --b "$to" --dst "$where" expect=any timeout=1 "$@"; do :; done >/dev/null 2>&1 &
	sending="${sending:-} $!"
	# shellcheck disable=SC2064 # those that send now
	trap "kill $sending 2>/dev/null || true" EXIT
}

# shellcheck disable=SC2086 # words
stop_sending() { kill $sending || fail 'the traffic has ended'; }

# nft_count TABLE NAME [packets|bytes]: of a named counter in table inet TABLE of the router.
nft_count() {
	ip netns exec router nft list counter inet "$1" "$2" | sed -n "s/.*${3:-packets} \([0-9]*\).*/\1/p"
}

# --- Packets that wait in user space ---

# queue_packets: from now on a packet waits in queue 0 before conntrack and nf_p2p's first hook see it, and in queue 1 before
# the second does. What then comes next runs in the process that lets it go, as nf_reinject() calls it.
queue_packets() {
	nft_router <<-'EOF'
		table inet queued {
			chain raw { type filter hook prerouting priority raw; queue num 0; }
			chain mangle { type filter hook forward priority mangle; queue num 1; }
		}
	EOF
	rm -f /tmp/queue.*
	for number in 0 1; do
		p2pqueue router $number >/tmp/queue.$number &
		wait_for 10 - grep -q ready /tmp/queue.$number
	done
}

# queue_get NUMBER COLUMN: 2 the process that lets its packets go, 3 how many wait, 8 how many have come.
# shellcheck disable=SC2016
queue_get() {
	ip netns exec router awk -v number="$1" -v column="$2" '$1 == number { print $column }' \
		/proc/net/netfilter/nfnetlink_queue
}

# hold_queue NUMBER: what comes waits until release_queue.
hold_queue() {
	process=$(queue_get "$1" 2)
	kill -s STOP "$process"
	wait_for 5 - grep -q '^State:.*T' "/proc/$process/status"
}

release_queue() { kill -s CONT "$(queue_get "$1" 2)"; }

# --- Web servers and offloaded transfers ---

# serve PORT FOLDER: a web server in inet, which listens.
serve() {
	ip netns exec inet busybox httpd -f -p "$1" -h "$2" &
	wait_for 10 inet grep -q "$(printf ':%04X .* 0A ' "$1")" /proc/net/tcp /proc/net/tcp6
}

# serve_transfers: inet serves /page, which is so large, and the links so slow, that it does not end before the test.
serve_transfers() {
	ip netns exec router sysctl -qw net.netfilter.nf_conntrack_tcp_loose=1
	for host in sub1 sub2; do
		on router tc qdisc add dev to_$host root netem rate 8mbit limit 200
	done
	mkdir -p /tmp/web
	dd if=/dev/zero of=/tmp/web/page bs=1M count=0 seek=400 2>/dev/null
	serve 80 /tmp/web
}

# offload_cleared: a flowtable forwards what the router has cleared.
offload_cleared() {
	sed 's/{ eth0, eth1 }/{ to_sub1, to_sub2, to_inet }/' /usr/share/nf_p2p/examples/offload.nft | nft_router
}

# sent NAMESPACE: bytes that the router has sent to it.
sent() { ip netns exec router cat "/sys/class/net/to_$1/statistics/tx_bytes"; }

is_offloaded() { ip netns exec router conntrack -L -p tcp --orig-src "$1" 2>/dev/null | grep -q OFFLOAD; }

# moves NAMESPACE: it gets something.
moves() {
	before=$(sent "$1")
	sleep 1
	[ "$(sent "$1")" -gt $((before + 10000)) ]
}

# download NAMESPACE ADDRESS: begin a transfer that is offloaded from then on.
download() {
	ip netns exec "$1" busybox wget -q -O - "http://$inet_ip4/page" >/dev/null 2>&1 &
	wait_for 10 - is_offloaded "$2"
	wait_for 10 - moves "$1"
}
