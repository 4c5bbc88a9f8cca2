#!/bin/sh
# Who is suspended still reaches the name server and the portal: at their ports, over IPv4 and IPv6, tracked or not.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority raw; udp sport 5000 notrack; udp dport 5000 notrack; }
	}
EOF
policy <<-EOF
	garden {
		prefix $inet_phantom4 protocol udp port 53
		prefix $inet_phantom4 protocol tcp port 80
		prefix 2001:db8:f::/64 protocol udp port 53
		prefix 2001:db8:f::/64 protocol tcp port 80-443
		prefix 203.0.113.64/27 protocol icmp
	}
	subscriber alice { $alice; sanction scope all action drop }
EOF
flow4 --proto udp --dst "$inet_phantom4:53" a:dns b:dns
flow6 --proto udp --dst "[$inet_phantom6]:53" a:dns b:dns
flow4 --dst "$inet_phantom4:80" open a:http b:http-reply
flow6 --dst "[$inet_phantom6]:443" open a:http b:http-reply
flow4 --proto icmp a:junk:20 b:junk:20
flow4 --a inet:eth0 --b sub1:eth0 --proto udp --src "$inet_phantom4:53" --dst "$sub1_phantom4:9000" a:dns
flow4 --proto udp --src "$sub1_phantom4:5000" --dst "$inet_phantom4:53" a:dns b:dns
flow6 --proto udp --src "[$sub1_phantom6]:5000" --dst "[$inet_phantom6]:53" a:dns b:dns
expect_stat garden_passed 21
expect_stat dropped 0

# Another port, another protocol, another host; and the subscriber's own port is none of the garden's.
flow4 --proto udp --dst "$inet_phantom4:54" expect=lost a:dns
flow4 --dst "$inet_phantom4:53" expect=lost syn
flow4 --dst "$inet_phantom4:81" expect=lost syn
flow6 --dst "[$inet_phantom6]:79" expect=lost syn
flow6 --dst "[$inet_phantom6]:444" expect=lost syn
flow6 --proto icmp expect=lost a:junk:20
flow4 --b sub2:eth0 --dst "$sub2_phantom4:80" expect=lost syn
flow4 --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:9000" --dst "$sub1_phantom4:80" expect=lost syn
flow4 --proto udp --src "$sub1_phantom4:5000" --dst "$inet_phantom4:54" expect=lost a:dns
expect_stat garden_passed 21
expect_stat dropped 9

# Peer-to-peer traffic finds no shelter there.
policy <<-EOF
	garden { prefix 203.0.113.0/24 }
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 --src "$sub1_phantom4:41000" open expect=lost a:bt
