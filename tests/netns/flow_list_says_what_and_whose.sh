#!/bin/sh
# flow list joins conntrack with the class of each flow and with the subscribers at both ends, before and after NAT, and
# shows what fits all that was asked for.
. "${0%/*}/../lib.sh"

lines() { p2pctl -n router -j flow list "$@" | grep -o '"class":' | wc -l; }

# owner CLASS NAME: of the only flow of a class; empty when it is nobody.
owner() { p2pctl -n router -j flow list class "$1" | member "$2"; }

topology
nft_router <<-EOF
	table ip t {
		chain out { type nat hook postrouting priority 100; oifname to_inet masquerade; }
		chain in { type nat hook prerouting priority -100; iifname to_inet tcp dport 6881 dnat to $sub2_phantom4; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice; }
	subscriber office { prefix 10.1.0.66 }
	subscriber bob { $bob; }
	subscriber router { prefix 203.0.113.1 }
	subscriber elsewhere { prefix 10.1.0.66/32 zone 7 }
EOF
flow4 --learn open a:bt b:junk:10
flow4 --learn --src "$sub1_phantom4:41000" --dst "$inet_phantom4:443" open a:tls b:tls-server
flow6 --proto udp --src "[$sub1_phantom6]:42000" a:junk:30
expect_eq 'all flows' 3 "$(lines)"
expect_eq 'by class' 1 "$(lines class bittorrent)"
expect_eq 'file sharing' 1 "$(lines class p2p)"
expect_eq 'cleared' 1 "$(lines class other)"
expect_eq 'not decided' 1 "$(lines class undecided)"
expect_eq 'by protocol' 1 "$(lines proto udp)"
expect_eq 'by number of the protocol' 2 "$(lines proto 6)"
expect_eq 'by prefix' 2 "$(lines prefix 10.1.0.0/24)"
expect_eq 'by address' 1 "$(lines prefix "$inet_phantom6")"
expect_eq 'by translated address' 2 "$(lines prefix 203.0.113.1)"
expect_eq 'by a prefix of odd length that ends before' 0 "$(lines prefix 10.1.0.0/26)"
expect_eq 'by a prefix of odd length that holds it' 2 "$(lines prefix 10.1.0.64/26)"
expect_eq 'by class and prefix' 1 "$(lines prefix 10.1.0.0/24 class other)"
expect_eq 'longest prefix' office "$(owner bittorrent initiator)"
expect_eq 'nobody at the other end' '' "$(owner bittorrent responder)"
expect_eq 'the subscriber of the longest prefix' 2 "$(lines subscriber office)"
expect_eq 'the subscriber around it' 1 "$(lines subscriber alice)"
expect_eq 'of another zone' 0 "$(lines subscriber elsewhere)"
expect_eq 'who has the translated address' 0 "$(lines subscriber router)"
expect_status 1 - p2pctl -n router flow list class nonsense
p2pctl -n router flow list | tee /dev/stderr | grep -q '^bittorrent *office *- ' ||
	fail 'the table does not name class and subscriber'

# From outside to a forwarded port: the responder is who the packet is sent on to.
on - p2pflow --a inet:eth0 --b sub2:eth0 --src "$inet_phantom4" --dst 203.0.113.1 --b-dst "$sub2_phantom4" open a:bt b:bt
expect_eq 'of the forwarded port' 1 "$(lines subscriber bob)"
expect_eq 'whose the forwarded port is' bob "$(p2pctl -n router -j flow list subscriber bob | member responder)"

# Another mask, another reading.
ctl settings set mark-mask 0x00ff0000
expect_eq 'of classes that were cleared away' 0 "$(lines class p2p)"
nft_router <<-EOF
	table ip t {
		chain another_tool {
			type filter hook prerouting priority -150
			udp dport 9 ct mark set 0x00110000
		}
	}
EOF
flow4 --learn --proto udp --src "$sub1_phantom4:43000" --dst "$inet_phantom4:9" a:junk:30
expect_eq 'read by the new mask' 1 "$(lines class bittorrent)"
