# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154,SC2317 # lib.sh and those who come after know the names; functions are called by them
# rig.sh: what the machines share that get damaged packets; lib.sh comes first. File descriptor 3 is the host.

# shellcheck source=../qemu/kernel.sh
. /kernel.sh
failed=0

# What run has put on the command line.
from_host() { sed -n "s/.*\\bp2p_$1=\\([0-9]*\\).*/\\1/p" /proc/cmdline; }

say() { printf '%s\n' "$*" >&3; }

# check WHAT COMMAND...: one test
check() {
	what=$1
	shift
	if "$@"; then
		say "ok - $what"
	else
		say "not ok - $what"
		failed=1
	fi
}

# --- The network ---

# Subscribers behind sub1 and sub2, the internet behind inet: routed there, but nobody's, so that no kernel answers.
# Time must not decide what passes: no fragment and no error is too late or too many.
router_of_strangers() {
	topology
	ip -n router -batch - <<-BATCH
		route add 10.9.0.0/16 via $sub1_ip4
		route add 10.8.0.0/16 via $sub2_ip4
		route add 198.51.100.0/24 via $inet_ip4
		route add 2001:db8:9::/48 via $sub1_ip6
		route add 2001:db8:8::/48 via $sub2_ip6
		route add 2001:db8:e::/48 via $inet_ip6
		link add link to_sub1 name to_sub1.5 type vlan id 5
		link set to_sub1.5 up
	BATCH
	for namespace in router sub1 sub2 inet; do
		ip netns exec $namespace sysctl -qw net.ipv4.icmp_ratemask=0 net.ipv6.icmp.ratelimit=0 \
			net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.default.send_redirects=0
	done
	ip netns exec router sysctl -qw net.ipv4.ipfrag_time=3600 net.ipv6.ip6frag_time=3600 net.ipv4.ipfrag_max_dist=0 \
		net.ipv4.ipfrag_high_thresh=100000000 net.ipv6.ip6frag_high_thresh=100000000
	sysctl -qw net.core.netdev_max_backlog=100000
	# Conntrack in the bare router, too: it puts fragments together, and forgets packets that it does not understand.
	nft_router <<-RULES
		table inet t {
			chain c {
				type filter hook forward priority 100
				icmpv6 type { 130-136, 143 } ct state untracked return
				iifname to_inet meta nfproto ipv4 counter
				iifname to_inet meta nfproto ipv6 counter
				iifname != to_inet meta nfproto ipv4 counter
				iifname != to_inet meta nfproto ipv6 counter
			}
		}
	RULES
	ip netns exec router sysctl -qw net.netfilter.nf_conntrack_frag6_timeout=3600 \
		net.netfilter.nf_conntrack_frag6_high_thresh=100000000
	sysctl -qw net.netfilter.nf_conntrack_max=1000000
}

# forwarded: packets and bytes, in each direction of each family
forwarded() {
	ip netns exec router nft list chain inet t c |
		sed -n 's/.*counter packets \([0-9]*\) bytes \([0-9]*\).*/\1 \2/p' | tr '\n' ' '
}

remove_network() {
	for namespace in $(ip netns list | cut -d ' ' -f 1); do
		ip netns delete "$namespace"
	done
}

unload_module() {
	for _ in $(seq 600); do
		rmmod nf_p2p 2>/dev/null && return
		sleep 0.1
	done
	return 1
}

# --- What may be ordered ---

# Sixteen subscribers: nobody's, and each scope with each action. ROUND turns them, so that everybody gets everything.
subscribers() {
	awk -v round="$1" 'BEGIN {
		split("p2p listed all", scopes)
		split("count mark;0x1/0xff limit;8kbit;burst;4096 reject drop", actions)
		for (n = 0; n < 16; n++) {
			order = ""
			which = (n + round) % 16
			if (which) {
				action = actions[(which - 1) % 5 + 1]
				gsub(";", " ", action)
				order = "sanction scope " scopes[int((which - 1) / 5) + 1] " action " action
			}
			printf "subscriber s%d { prefix 10.9.%d.0/24; prefix 10.8.%d.0/24; " \
				"prefix 2001:db8:9:%d::/64; prefix 2001:db8:8:%d::/64; %s }\n", n, n, 15 - n, n, 15 - n, order
		}
	}'
}

lists() {
	cat <<-LISTS
		content films { $info_hash }
		content spared except { 101112131415161718191a1b1c1d1e1f; 7777777777777777777777777777777777777777 }
		garden { prefix 198.51.100.7 protocol udp port 53; prefix 2001:db8:e::7 }
	LISTS
}

# watched COMMAND...: a crash, and what never ends, is noted in /tmp/broken.
watched() {
	"$@"
	set -- $? "$@"
	[ "$1" -lt 124 ] || echo "$*" >>/tmp/broken
	return "$1"
}

# ordered <<EOF: as policy does, but several may do so at once.
ordered() {
	{
		echo 'include "/usr/share/nf_p2p/signatures/all.sig"'
		echo 'settings { capture on }'
		cat
	} | watched timeout 600 p2pctl -n router -y --wait=200 apply - >/dev/null
}

# order ROUND [FILE]: and what stands in FILE
order() {
	{
		lists
		subscribers "$1"
		[ -z "${2:-}" ] || cat "$2"
		case $(($1 % 4)) in
		0) echo "subscriber alice { $alice; sanction scope all action limit 100kbit }" ;;
		1)
			echo 'settings { nested on }'
			echo "subscriber net { $alice; prefix 10.9.0.0/16; sanction scope p2p action drop }"
			;;
		2) echo 'default { sanction scope p2p action count }' ;;
		3) echo 'settings { enforce off }' ;;
		esac
	} | ordered
}

# --- Offload ---

offload() {
	case $(($1 % 4)) in
	0) gro=on forwarding=on list=off udp=off ;;
	1) gro=on forwarding=off list=on udp=off ;;
	2) gro=on forwarding=off list=off udp=on ;;
	3) gro=off forwarding=off list=off udp=on ;;
	esac
	for host in sub1 sub2 inet; do
		ip netns exec router ethtool -K "to_$host" gro "$gro" rx-udp-gro-forwarding "$forwarding" rx-gro-list "$list" &&
			ip netns exec "$host" ethtool -K eth0 tx-udp-segmentation "$udp" || return
	done
}

# Without a wait GRO finds nothing to merge on a link that is never behind.
hold_packets() {
	for host in sub1 sub2 inet; do
		ip netns exec router sh -c "echo 1 >/sys/class/net/to_$host/napi_defer_hard_irqs
			echo 2000000 >/sys/class/net/to_$host/gro_flush_timeout"
	done
}

# --- What the kernel says ---

begin_listening() { echo 'p2p-test: begin' >/dev/kmsg; }

quiet() {
	kernel_complaints 'p2p-test: begin' >/tmp/complaints
	[ ! -s /tmp/complaints ] && [ "$(unexpected_taint)" -eq 0 ] && return
	head -n 100 /tmp/complaints | sed 's/^/#   /' >&3
	return 1
}
