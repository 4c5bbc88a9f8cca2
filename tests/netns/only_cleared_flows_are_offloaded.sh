#!/bin/sh
# The shipped nft rules hand those flows to a flowtable that were decided to be other: no flow of file sharing, none that is
# undecided, and none that a sanction of scope all touches, though it be let pass.
. "${0%/*}/../lib.sh"

offloaded() { ip netns exec router conntrack -L "$@" 2>/dev/null | grep -c OFFLOAD || true; }
is_offloaded() { [ "$(offloaded "$@")" -gt 0 ]; }

topology
policy <<-EOF
	subscriber alice { $alice }
	subscriber bob { $bob; sanction scope all action count }
EOF
sed 's/{ eth0, eth1 }/{ to_sub1, to_sub2, to_inet }/' /usr/share/nf_p2p/examples/offload.nft | nft_router

flow4 open a:tls b:tls-server a:junk:100 b:junk:100 a:junk:100 b:junk:100
wait_for 5 - is_offloaded -p tcp --sport 40000
flow6 open a:tls b:tls-server a:junk:100 b:junk:100 a:junk:100 b:junk:100
expect_eq 'offloaded, IPv6' 1 "$(offloaded -f ipv6)"
expect_eq 'shown by flow list' 2 "$(p2pctl -n router -j flow list class other | grep -o '"offloaded":true' | wc -l)"

flow4 --src "$sub1_phantom4:41000" open a:bt b:bt a:junk:100 b:junk:100 a:junk:100 b:junk:100
expect_eq 'file sharing' bittorrent "$(class_of -p tcp --sport 41000)"
expect_eq 'offloaded file sharing' 0 "$(offloaded -p tcp --sport 41000)"
flow4 --src "$sub1_phantom4:42000" --proto udp a:junk:30 b:junk:30 a:junk:30 b:junk:30
expect_eq 'not decided yet' undecided "$(class_of -p udp --sport 42000)"
expect_eq 'offloaded and undecided' 0 "$(offloaded -p udp --sport 42000)"

on - p2pflow --a sub2:eth0 --b inet:eth0 --src "$sub2_phantom4:43000" --dst "$inet_phantom4" \
	open a:tls b:tls-server a:junk:100 b:junk:100 a:junk:100 b:junk:100
expect_eq 'offloaded though sanctioned' 0 "$(offloaded -p tcp --sport 43000)"
expect_counter bob count_packets 9
# Nothing ordered any more: it is cleared again, and offloaded.
ctl sanction del bob
on - p2pflow --a sub2:eth0 --b inet:eth0 --src "$sub2_phantom4:44000" --dst "$inet_phantom4" \
	open a:tls b:tls-server a:junk:100 b:junk:100 a:junk:100 b:junk:100
expect_eq 'offloaded without a sanction' 1 "$(offloaded -p tcp --sport 44000)"
