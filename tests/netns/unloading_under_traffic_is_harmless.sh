#!/bin/sh
# limit: 900
# A hundred times, with all there is: flows in every state, sanctions, a listener, and packets that never stop.
. "${0%/*}/../lib.sh"

# flow OPTION... STEP...
flow() { p2pflow --quiet --a sub1:eth0 --b inet:eth0 --timeout 20 "$@" || true; }

flood() {
	while :; do
		flow --proto udp --src "$sub1_phantom4" --dst "$inet_phantom4" expect=any repeat=3000 a:dht-ping
	done
}

openings() {
	while :; do
		flow --flows 60 --src "$sub1_phantom4:1024" --dst "$inet_phantom4" \
			open expect=any a:bt:0-20 b:http-reply a:bt:21- a:junk:100
		flow --flows 60 --proto udp --src "[$sub1_phantom6]:1024" --dst "$inet_phantom6" \
			expect=any a:kad-req b:kad-res a:junk:30
	done
}

topology
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook forward priority 0; ct state new counter; }
	}
EOF
policy <<-EOF
	settings { nested on }
	garden { prefix $inet_ip4 protocol udp port 53; prefix $inet_ip6 }
	content films { $info_hash }
	content linux except { 7777777777777777777777777777777777777777 }
	default { sanction scope p2p action count reason "whoever is left" }
	subscriber alice { $alice; sanction scope p2p action drop }
	subscriber everybody { prefix 0.0.0.0/0; sanction scope all action count }
EOF
p2pctl -n router -j monitor >/dev/null 2>&1 &
flood >/dev/null 2>&1 &
openings >/dev/null 2>&1 &
# A debug kernel sees in few rounds what another needs many for.
rounds=$((100 / ${slow:-1}))
for round in $(seq $rounds); do
	until [ "$(stat_get decided_p2p)" -gt 0 ]; do sleep 0.05; done
	rmmod nf_p2p
	modprobe nf_p2p
	p2pctl -n router apply /tmp/policy >/dev/null
done
expect_eq rounds $rounds "$round"
