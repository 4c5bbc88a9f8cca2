#!/bin/sh
# A sanction of scope all that begins brings back the offloaded flows of its subscriber, but for those into the garden.
. "${0%/*}/../lib.sh"

# is_offloaded PORT: by the connection that began with a SYN. One that was deleted comes back as another, and is offloaded again.
is_offloaded() { ip netns exec router conntrack -L -p tcp --orig-port-dst "$1" --mark 1/1 2>/dev/null | grep -q OFFLOAD; }

is_brought_back() { ! is_offloaded "$1"; }

# download PORT: alice loads what does not end before the test.
download() {
	serve "$1" /tmp/web
	ip netns exec sub1 busybox wget -q -O - "http://$inet_ip4:$1/page" >/dev/null 2>&1 &
	wait_for 10 - is_offloaded "$1"
}

sent() { ip netns exec router cat /sys/class/net/to_sub1/statistics/tx_bytes; }

topology
on router tc qdisc add dev to_sub1 root netem rate 8mbit limit 200
mkdir -p /tmp/web
dd if=/dev/zero of=/tmp/web/page bs=1M count=0 seek=400 2>/dev/null
policy <<-EOF
	garden { prefix $inet_ip4 protocol tcp port 80 }
	subscriber alice { $alice }
EOF
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority mangle; tcp flags & (syn | ack) == syn ct mark set ct mark or 1; }
	}
EOF
sed 's/{ eth0, eth1 }/{ to_sub1, to_sub2, to_inet }/' /usr/share/nf_p2p/examples/offload.nft | nft_router
download 80
download 81
ctl -y sanction add alice scope all action drop
wait_for 5 - is_brought_back 81
# Two walks are made, a second apart.
sleep 3
is_offloaded 80 || fail 'the flow into the garden left the flowtable'
before=$(sent)
sleep 1
[ "$(sent)" -gt $((before + 10000)) ] || fail 'the transfer from the garden stopped'

# Out of the garden, it is like any other.
ctl -y garden flush
wait_for 5 - is_brought_back 80
