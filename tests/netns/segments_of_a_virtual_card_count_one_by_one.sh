#!/bin/sh
# A virtual network card does not say of how many segments a packet was merged, or into how many fragments it is to be cut.
# Bytes count as they are.
. "${0%/*}/../lib.sh"

modprobe -q tun || [ -e /dev/net/tun ] || skip 'this kernel has no virtual network cards'
mkdir -p /dev/net
[ -e /dev/net/tun ] || mknod /dev/net/tun c 10 200
topology
policy <<-EOF
	subscriber alice { $alice; sanction scope all action count }
EOF
on - p2ptun router "$sub1_phantom4:40000" "$inet_phantom4:80" 10000 1000
expect_counter alice count_packets 10
expect_counter alice count_bytes 10040
expect_stat inspected 10
on - p2ptun router "$sub1_phantom4:40000" "$inet_phantom4:80" 10001 1000
expect_counter alice count_packets 21
# Read as a header of TCP, what a datagram begins with would be the longest there is.
on - p2ptun router "$sub1_phantom4:40000" "$inet_phantom4:80" 3040 1000 udp
expect_counter alice count_packets 25
# The first fragment has the header of the datagram within its size.
left() { ip netns exec router cat /sys/class/net/to_inet/statistics/tx_packets; }
before=$(left)
on - p2ptun router "$sub1_phantom4:40000" "$inet_phantom4:80" 10000 1000 udp
expect_counter alice count_packets $((25 + $(left) - before))
