# shellcheck shell=sh
# counters.sh: what passes the router, by its own rules and its own connection tracking.
# shellcheck disable=SC2154 # guest.sh, clients.sh and lib.sh set the rest

# P2P payload that a subscriber's far end sends or gets, counted twice: when it comes in ("came", ahead of nf_p2p) and
# when it is on its way out ("passed", behind nf_p2p). All peers of the demo listen on one port, which tells them from
# the web server beside them. A packet without payload (a handshake, an acknowledgement) carries no file and is not
# counted: its length is that of its headers, which for TCP depends on the data offset.
count_payload() {
	on router nft -f - <<-EOF
		table inet demo {
			$(for counter in $counters; do echo "counter $counter { }"; done)
			$(payload_chain came 'prerouting priority raw')
			$(payload_chain passed 'forward priority filter + 10')
			chain marked {
				type filter hook forward priority filter + 10
				meta mark & 0xff == $mark counter name marked
			}
		}
	EOF
}

counters=marked
for subscriber in sub1 sub2; do
	for family in ip4 ip6; do
		counters="$counters came_${subscriber}_$family passed_${subscriber}_$family"
	done
done

payload_chain() {
	echo "chain $1 {"
	echo "type filter hook $2"
	for subscriber in sub1 sub2; do
		payload_rules "$1_${subscriber}_ip4" ip "$subscriber" 20
		payload_rules "$1_${subscriber}_ip6" ip6 "$subscriber" 0
	done
	echo '}'
}

# payload_rules COUNTER ip|ip6 SUBSCRIBER BYTES: BYTES of the network header are part of the length field.
payload_rules() {
	eval "address=\$$3_ip${1##*ip}"
	for direction in saddr daddr; do
		match="$2 $direction $address"
		echo "$match udp length > 8 th sport $peer_port counter name $1"
		echo "$match udp length > 8 th sport != $peer_port th dport $peer_port counter name $1"
		for offset in 5 6 7 8 9 10 11 12 13 14 15; do
			size="tcp doff $offset $2 length > $(($4 + 4 * offset))"
			echo "$match $size tcp sport $peer_port counter name $1"
			echo "$match $size tcp sport != $peer_port tcp dport $peer_port counter name $1"
		done
	done
}

# counted COUNTER packets|bytes
counted() {
	on router nft list counter inet demo "$1" | sed -n "s/.*$2 \([0-9]*\).*/\1/p"
}

# all_counted: lines "COUNTER BYTES"
all_counted() {
	on router nft list counters table inet demo |
		awk '$1 == "counter" { name = $2 } $1 == "packets" { print name, $4 }'
}

# tracked: what the router's connection tracking holds, one flow a line: PROTOCOL SOURCE DESTINATION PORT BYTES CLASS,
# PORT being the destination's. The class is the byte of the mark that nf_p2p owns.
tracked() {
	on router conntrack -L 2>/dev/null | awk '{
		delete value
		bytes = 0
		for (i = 1; i <= NF; i++) {
			if (split($i, pair, "=") != 2) continue
			if (pair[1] == "bytes") bytes += pair[2]
			if (!(pair[1] in value)) value[pair[1]] = pair[2]
		}
		print $1, value["src"], value["dst"], value["dport"], bytes, int(value["mark"] / 16777216)
	}'
}
