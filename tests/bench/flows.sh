# shellcheck shell=sh disable=SC2034,SC2154 # guest.sh uses it; lib.sh has the addresses
# flows.sh: what is sent through each configuration, as p2pload's steps.

repetitions=1000

# Sizes of the UDP and TCP payload.
small=32 large=1400

established_flows='udp4_small udp4_large tcp4_small tcp4_large udp6_small udp6_large tcp6_small tcp6_large'

# Those of which the hooks are looked into, and those of peer-to-peer: of UDP the first datagram, which a sanction drops,
# leaves no connection behind.
inside_flows='udp4_small tcp6_large'
p2p_flows='tcp4_small tcp4_large tcp6_small tcp6_large udp4_small udp6_large'

# Of bytes: payloads that die at once, and streams that stay alive as long as they may.
growth_flows='datagram tls handshake bytes_64 bytes_256 bytes_1024 bytes_1400'

new_flows='datagram dns tls handshake handshake_cut dht'

# Empty, or the processor that sends: then the flow is another one for each of them. So it is with others of the phantoms.
processor='' another=0

# load FAMILY PROTOCOL PORT [OPTION...] STEP...
load() {
	family=$1 protocol=$2 port=$3 which=$((4 + another))
	shift 3
	source=${sub1_phantom4%6}$which destination=${inet_phantom4%6}$which
	[ "$family" = 4 ] || source="[${sub1_phantom6%6}$which]" destination="[${inet_phantom6%6}$which]"
	${processor:+taskset -c "$processor"} p2pload --src "$source:$((40000 + ${processor:-0}))" \
		--dst "$destination:$port" --proto "$protocol" --repeat $repetitions "$@"
}

# stream FAMILY PROTOCOL SIZE: a flow that conntrack has seen in both directions, and that nf_p2p has cleared, or found to
# be peer-to-peer where $kind is p2p.
stream() {
	case $2-${kind:-other} in
	tcp-other) set -- "$@" 443 open a:tls b:tls-server a:junk:500 b:junk:500 ;;
	udp-other) set -- "$@" 5001 repeat=8 a:junk:100 repeat=8 b:junk:100 ;;
	tcp-p2p) set -- "$@" 6881 open a:bt b:bt ;;
	udp-p2p) set -- "$@" 6881 a:dht-getpeers b:dht-reply ;;
	esac
	family=$1 protocol=$2 size=$3 port=$4
	shift 4
	load "$family" "$protocol" "$port" "$@" loop "a:junk:$size"
}

flow_udp4_small() { stream 4 udp $small; }
flow_udp4_large() { stream 4 udp $large; }
flow_tcp4_small() { stream 4 tcp $small; }
flow_tcp4_large() { stream 4 tcp $large; }
flow_udp6_small() { stream 6 udp $small; }
flow_udp6_large() { stream 6 udp $large; }
flow_tcp6_small() { stream 6 tcp $small; }
flow_tcp6_large() { stream 6 tcp $large; }

# Each time a new one.
flow_datagram() { load 4 udp 5001 --new --scramble a:junk:100; }
flow_dns() { load 4 udp 53 --new a:dns b:dns-reply; }
flow_tls() { load 4 tcp 443 --new open a:tls b:tls-server; }
flow_handshake() { load 4 tcp 6881 --new open a:bt b:bt; }
flow_handshake_cut() { load 4 tcp 6881 --new open cut=1 a:bt cut=0 b:bt; }
flow_dht() { load 4 udp 6881 --new a:dht-getpeers b:dht-reply; }

# One segment with so much that nobody knows.
unknown() { load 4 tcp 5001 --new --scramble open "a:junk:$1"; }
flow_bytes_64() { unknown 64; }
flow_bytes_256() { unknown 256; }
flow_bytes_1024() { unknown 1024; }
flow_bytes_1400() { unknown 1400; }
