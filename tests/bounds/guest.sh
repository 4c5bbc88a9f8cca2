#!/bin/sh
# The entry of the machine that is flooded; file descriptor 3 is the host. With a small flow table and with the default one, and
# sanctions in force: packets from random addresses, questions that nobody answers, and handshakes that stop in the middle.
# shellcheck disable=SC2317 # functions are called by name
. /tests/lib.sh
# shellcheck source=../qemu/kernel.sh
. /kernel.sh
# What fails is said and the rest goes on.
set +e

failed=0
say() { printf '%s\n' "$*" >&3; }
check() { if [ "$2" = "$3" ]; then say "ok - $1"; else say "not ok - $1: '$2' instead of '$3'"; failed=1; fi; }
# at_most NAME VALUE BOUND, at_least likewise
at_most() { if [ "$2" -le "$3" ]; then say "ok - $1: $2 of $3"; else say "not ok - $1: $2, more than $3"; failed=1; fi; }
at_least() { if [ "$2" -ge "$3" ]; then say "ok - $1: $2, at least $3"; else say "not ok - $1: $2, less than $3"; failed=1; fi; }

# cache NAME COLUMN: of the module's slab caches: 2 objects in use, 3 in all, 4 octets of each
cache() { awk -v name="nf_p2p_$1" -v column="$2" '$1 == name { print $column }' /proc/slabinfo; }

# Octets of the pages that the three caches hold, in use or not.
module_memory() { awk '/^nf_p2p_(flow|dialogue|room) / { sum += $15 * $6 * 4096 } END { printf "%d", sum }' /proc/slabinfo; }

# Objects that were given away; freed ones that a processor keeps for the next time are not given away.
objects_in_use() {
	for name in flow dialogue room; do
		echo 1 >"/sys/kernel/slab/nf_p2p_$name/shrink"
	done
	awk '/^nf_p2p_(flow|dialogue|room) / { sum += $2 } END { printf "%d", sum }' /proc/slabinfo
}

# What the manual states: each entry, a dialogue for each, a large window for one in eight. One page in eight more and 16 of
# each cache may be partly used, kept by a processor, or on the way back.
# shellcheck disable=SC2017 # whole windows
stated() { echo $((($1 * (184 + 416) + $1 / 8 * 1576) * 9 / 8 + 3 * 16 * 4096)); }

# arrived FILE: of p2pflow's last line
arrived() { sed -n 's/^sent \([0-9]*\) arrived \([0-9]*\).*/\1 \2/p' "$1"; }

watch_memory() {
	highest=0
	while [ -e /tmp/watching ]; do
		now=$(module_memory)
		[ "$now" -le "$highest" ] || highest=$now
		echo "$highest" >/tmp/highest
		sleep 0.5
	done
}

# plain PORT: a client's own traffic, TCP and UDP; each packet must arrive. Prints SENT ARRIVED.
plain() {
	flow4 --quiet --src "$sub1_ip4:$1" --dst "$inet_phantom4:80" --flows 50 open a:t:GET b:t:HTTP >/tmp/plain.tcp 2>&1
	flow4 --quiet --src "$sub1_phantom4:$1" --dst "$inet_phantom4:53" --flows 50 --proto udp a:dns b:dns-reply >/tmp/plain.udp 2>&1
	echo "$(arrived /tmp/plain.tcp) $(arrived /tmp/plain.udp)" | awk '{ print $1 + $3, $2 + $4 }'
}

# decided FIRST STEP...: 100 connections from this port on; prints how many were found to be BitTorrent
decided() {
	first=$1
	shift
	flow4 --quiet --src "$sub1_phantom4:$first" --dst "$inet_phantom4:6999" --flows 100 "$@" >/tmp/legitimate 2>&1
	ip netns exec router conntrack -L -p tcp --dport 6999 2>/dev/null | awk -v first="$first" '
		{ port = $0; sub(/.*sport=/, "", port) }
		match($0, /sport=[0-9]+/) { port = substr($0, RSTART + 6, RLENGTH - 6) }
		port >= first && port < first + 100 && match($0, /mark=[0-9]+/) {
			if (int(substr($0, RSTART + 5, RLENGTH - 5) / 16777216) == 17) count++
		}
		END { print count + 0 }'
}

# flood ADDRESS ARGUMENT...: p2pflood, with other random addresses each time
flood() {
	to=$1
	shift
	turn=$((${turn:-0} + 1))
	p2pflood sub1:eth0 "$to" "$@" "$turn"
}

# handshakes COUNT: that begin, from other addresses each time
handshakes() {
	turn=$((${turn:-0} + 1))
	p2pflow --a sub1:eth0 --b inet:eth0 --src "10.$((64 + turn)).0.1:1024" --dst "$inet_phantom4:6881" --quiet --flows "$1" \
		open a:bt:0-9
}

# during NAME PORT LEAST COMMAND...: what must hold while the flood lasts and at its height. Of connections that need an
# entry, as their first segment proves nothing yet, so many must be decided: all where the flood takes no entries, and less where
# it takes all that there are.
during() {
	name=$1 port=$2 least=$3
	shift 3
	touch /tmp/watching
	watch_memory &
	watcher=$!
	before=$(stat_get table_full)
	keep_doing "$@" >/tmp/flood 2>&1
	[ "$least" -eq 100 ] || wait_for 180 - is_full
	whole=$(decided "$port" open a:bt b:bt)
	cut=$(decided $((port + 400)) open cut=10 a:bt)
	plain_counts=$(plain $((port + 200)))
	stop_doing
	check "$name: status of the flood, which lasted until all of this was measured" $? 0
	say "# $name: $(tail -n 1 /tmp/flood); flows $(status_get flows), table_full $(stat_get table_full)"
	rm /tmp/watching
	wait $watcher
	say "# $name: highest memory $(cat /tmp/highest)"
	at_least "$name: BitTorrent connections in small segments decided of 100" "$cut" "$least"
	at_most "$name: memory in octets" "$(cat /tmp/highest)" "$(stated "$flow_max")"
	at_most "$name: entries" "$(status_get flows)" "$flow_max"
	# One packet proves a whole handshake: it needs no entry, so none may be missed.
	at_least "$name: BitTorrent connections decided of 100" "$whole" 100
	check "$name: plain packets sent have arrived" "${plain_counts#* }" "${plain_counts% *}"
	check "$name: there were such" "$([ "${plain_counts% *}" -ge 200 ] && echo yes)" yes
	forget_flows
}

is_full() { [ "$(stat_get table_full)" -gt "$before" ]; }

# Records of decided connections stay ten minutes, and there are as many as were decided at the most.
ages_out() {
	start=$(cut -d . -f 1 /proc/uptime)
	for _ in $(seq 120); do
		[ "$(cache dialogue 2)" -gt 0 ] || ! only_records || break
		objects_in_use >/dev/null
		sleep 1
	done
	# A minute of silence, a sweep that visits all in 16 seconds, and what the look itself takes.
	at_most "flow_max $flow_max: seconds until the entries had aged out" $(($(cut -d . -f 1 /proc/uptime) - start)) 90
	at_most "flow_max $flow_max: entries left, all records" "$(status_get flows)" "$(stat_get decided_p2p)"
	at_most "flow_max $flow_max: objects in use" "$(objects_in_use)" "$(($(stat_get decided_p2p) + 192))"
}

only_records() { [ "$(status_get flows)" -le "$(stat_get decided_p2p)" ]; }

# Whom the packets pretend to be from, and everybody else: counters and limits are there for each.
sanctions() {
	for net in $(seq 0 255); do
		echo "subscriber s$net { prefix 10.$net.0.0/16; sanction scope all action limit 1gbit }"
	done
	echo 'default { sanction scope p2p action count }'
}

# flooded FLOW_MAX COUNT HANDSHAKES: COUNT packets of each sort, and so many begun handshakes
flooded() {
	flow_max=$1 count=$2
	topology
	# Where the flood pretends to come from.
	ip -n router route add 10.0.0.0/8 via "$sub1_ip4" dev to_sub1
	modprobe nf_p2p flow_max="$flow_max"
	sanctions | policy
	sysctl -qw net.netfilter.nf_conntrack_max=1000000
	check "flow_max $flow_max is the bound" "$(status_get flows_max)" "$flow_max"
	check 'sizes that the manual states' "$(cache flow 4) $(cache dialogue 4) $(cache room 4)" '184 416 1576'
	during "flow_max $flow_max, $count SYNs" 41000 100 flood "$inet_phantom4:6881" "$count" syn
	during "flow_max $flow_max, $count SYNs of IPv6" 42000 100 flood "[$inet_phantom6]:6881" "$count" syn
	during "flow_max $flow_max, $count datagrams" 43000 100 flood "$inet_phantom4:6881" "$count" junk:60
	during "flow_max $flow_max, $count questions" 44000 95 flood "$inet_phantom4:6881" "$count" kad-req
	during "flow_max $flow_max, $count questions of IPv6" 45000 95 flood "[$inet_phantom6]:6881" "$count" kad-req
	# Entries of questions would stand in the way of the larger ones.
	wait_for 60 - only_records
	during "flow_max $flow_max, $3 begun handshakes" 46000 95 handshakes "$3"
	at_least "flow_max $flow_max: the table was full" "$(stat_get table_full)" 1
	say "# at the height of the handshakes: $(cache dialogue 2) dialogues, $(cache flow 2) entries"
	ages_out
	ip netns delete router
	ip netns delete sub1; ip netns delete sub2; ip netns delete inet
	wait_for 60 - rmmod nf_p2p
}

echo 'p2p-test: begin' >/dev/kmsg
modprobe nf_conntrack
flooded 1024 20000 8000
flooded 65536 100000 70000
check 'the kernel said nothing' "$(kernel_complaints 'p2p-test: begin' | head -n 20)" ''
check 'the kernel has no other taint' "$(unexpected_taint)" 0
exit $failed
