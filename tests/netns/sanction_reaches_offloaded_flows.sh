#!/bin/sh
# A sanction of scope all reaches TCP transfers that a flowtable forwards already, within 5 s of its begin, be that the
# commit or its start, translated or not; those of others stay where they are.
. "${0%/*}/../lib.sh"

# sent NAMESPACE: bytes that the router has sent to it.
sent() { ip netns exec router cat "/sys/class/net/to_$1/statistics/tx_bytes"; }

is_offloaded() { ip netns exec router conntrack -L -p tcp --orig-src "$1" 2>/dev/null | grep -q OFFLOAD; }

# moves NAMESPACE: it gets something.
moves() {
	before=$(sent "$1")
	sleep 1
	[ "$(sent "$1")" -gt $((before + 10000)) ]
}

download() {
	ip netns exec "$1" busybox wget -q -O - "http://$inet_ip4/page" >/dev/null 2>&1 &
	wait_for 10 - is_offloaded "$2"
	wait_for 10 - moves "$1"
}

# stopped_within_5_s AFTER ORDER...: ends alice's running transfer so many seconds after the order, and not bob's.
stopped_within_5_s() {
	after=$1
	shift
	ctl -y "$@"
	sleep "$after"
	[ "$after" = 0 ] || is_offloaded "$sub1_ip4" || fail 'stopped before the start'
	sleep 5
	before=$(sent sub1)
	sleep 2
	expect_eq "bytes to alice from 5 s to 7 s after $*" 0 $(($(sent sub1) - before))
	[ "$(counter_get alice drop_packets)" -gt 0 ] || fail 'nothing was dropped'
	is_offloaded "$sub2_ip4" || fail "another's flow left the flowtable"
	moves sub2 || fail "another's transfer stopped"
}

topology
ip netns exec router sysctl -qw net.netfilter.nf_conntrack_tcp_loose=1
# Not so fast that the file ends before the test.
for host in sub1 sub2; do
	on router tc qdisc add dev to_$host root netem rate 8mbit limit 200
done
mkdir -p /tmp/web
dd if=/dev/zero of=/tmp/web/page bs=1M count=0 seek=400 2>/dev/null
ip netns exec inet busybox httpd -f -p 80 -h /tmp/web &
policy <<-EOF
	subscriber alice { $alice }
	subscriber bob { $bob }
EOF
sed 's/{ eth0, eth1 }/{ to_sub1, to_sub2, to_inet }/' /usr/share/nf_p2p/examples/offload.nft | nft_router
download sub1 "$sub1_ip4"
download sub2 "$sub2_ip4"
stopped_within_5_s 0 sanction add alice scope all action drop
ctl sanction del alice

nft_router <<-'EOF'
	table ip t {
		chain out { type nat hook postrouting priority 100; oifname to_inet masquerade; }
	}
EOF
forget_flows
download sub1 "$sub1_ip4"
download sub2 "$sub2_ip4"
stopped_within_5_s 4 sanction add alice scope all action drop from +5s
