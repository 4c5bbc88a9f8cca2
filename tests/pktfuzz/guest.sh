#!/bin/sh
# guest.sh: the entry of the machine that gets damaged packets; file descriptor 3 is the host. Two parts:
#
#   What the router forwards of the packets of a seed is counted: without the module, the same where GRO merges (then it must be
#   fewer), with the module while nothing is ordered, with everything dropped (then the count must be another, or it says
#   nothing), and bypassed.
#
#   Then sanctions of every action and scope are in force and change, with offloads of every kind, while packets come
#   from two senders. Nothing is asserted of the packets; the kernel must have nothing to say.
# shellcheck disable=SC2317 # functions are called by name
tests=${TESTS:-/tests}
# shellcheck source=../lib.sh
. "$tests/lib.sh"
# shellcheck source=rig.sh
. "$tests/pktfuzz/rig.sh"
set +e

seed=$(from_host seed)
packets=$(from_host packets)

# --- Part one ---

nothing_ordered() {
	{
		lists
		subscribers 0 | sed 's/sanction scope.* }/}/'
	} | ordered
}

everything_dropped() {
	{
		lists
		echo 'subscriber all { prefix 0.0.0.0/0; prefix ::/0; sanction scope all action drop }'
	} | ordered
}

# pass SETUP...: what is forwarded of the seed with that. Leaves it in $count.
pass() {
	router_of_strangers
	"$@" || { say "not ok - $*"; failed=1; }
	start=$(uptime_ms)
	pktfuzz --seed "$seed" --packets "$exact" --cpu 0 >/tmp/pktfuzz.out || [ "$exact" -lt 1000 ] ||
		{ say "not ok - pktfuzz: $(tail -n 1 /tmp/pktfuzz.out)"; failed=1; }
	took=$(($(uptime_ms) - start))
	sleep 0.3
	count=$(forwarded)
	say "# $*: $exact packets in $took ms"
}

merging() { hold_packets && offload 0; }

# packets_of COUNT: of both directions and families
packets_of() { echo "$1" | awk '{ print $1 + $3 + $5 + $7 }'; }

bypassed() { everything_dropped && ctl bypass on; }

compare_with_bare_router() {
	exact=$((packets / 20 < 1200 ? 1200 : packets / 20))
	pass true
	bare=$count
	check "the bare router forwards some of $exact damaged packets and the others # per direction and family, packets and bytes: $bare" \
		[ "$(echo "$bare" | awk '{ print ($1 > 50 && $3 > 50 && $5 > 50 && $7 > 50) }')" = 1 ]
	remove_network

	pass merging
	check "where packets wait for each other some are merged # $count" \
		[ "$(packets_of "$count")" -lt $(($(packets_of "$bare") - exact / 200)) ]
	remove_network

	modprobe nf_p2p
	pass nothing_ordered
	check "with nothing ordered the module lets the same pass # $count" [ "$count" = "$bare" ]
	say "# inspected $(stat_get inspected), short $(stat_get short_packet), without connection $(stat_get no_conntrack)," \
		"decided $(stat_get decided_p2p) peer-to-peer and $(stat_get decided_other) other"
	remove_network

	pass everything_dropped
	check "with everything dropped nothing of it passes # $count" [ "$count" = '0 0 0 0 0 0 0 0 ' ]
	remove_network

	pass bypassed
	check "bypassed it does again # $count" [ "$count" = "$bare" ]
	remove_network
	check 'the module can be unloaded' unload_module
}

# --- Part two ---

# What may change at any time, besides what an apply changes.
change() {
	case $(($1 % 6)) in
	0) ctl bypass on && ctl bypass off ;;
	1) ctl -y settings set mark-mask 0x00ff0000 && ctl -y settings set mark-mask 0xff000000 ;;
	2) ctl content load films /tmp/hashes && ctl content add films "$info_hash" ;;
	3) ctl -y sanction add s3 scope all action reject && ctl sanction del s3 ;;
	4) ctl signature load /usr/share/nf_p2p/signatures/all.sig ;;
	5) ctl settings set capture off && ctl settings set capture on ;;
	esac
}

send_all() {
	pktfuzz --seed $((seed + 1)) --packets $((packets / 2)) --cpu 0 >/tmp/pktfuzz.1 &
	first=$!
	pktfuzz --seed $((seed + 2)) --packets $((packets - packets / 2)) --b sub2 --cpu 1 >/tmp/pktfuzz.2 &
	second=$!
	rounds=0 refused=0
	while kill -0 "$first" 2>/dev/null || kill -0 "$second" 2>/dev/null; do
		order "$rounds" || { say '# an apply failed'; refused=$((refused + 1)); }
		change "$rounds" >/dev/null || { say '# a change failed'; refused=$((refused + 1)); }
		offload "$rounds" || { say '# offloads could not be changed'; refused=$((refused + 1)); }
		rounds=$((rounds + 1))
		[ $((rounds % 10)) -ne 0 ] || say "# $rounds rounds, inspected $(stat_get inspected)"
		sleep 0.5
	done
	wait "$first" && wait "$second"
}

everything_reached() {
	for counter in inspected decided_p2p decided_other cleared counted marked limited rejected dropped would_drop \
		no_conntrack midflow short_packet related_passed garden_passed events; do
		[ "$(stat_get "$counter")" -gt 0 ] || { say "# counter $counter is 0"; return 1; }
	done
}

# A good share of what was sent came to the automata.
good_share() {
	sent=$(awk '/^sent: / { sum += $2 } END { print sum }' /tmp/pktfuzz.1 /tmp/pktfuzz.2)
	[ $(($(stat_get inspected) * 4)) -gt "$sent" ]
}

# Of memory; run has switched it off when there are many packets.
keeps_account() { has_kmemleak && ! grep -q 'kmemleak=off' /proc/cmdline; }

fuzz() {
	awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%08x%032x\n", i, i * 7 }' >/tmp/hashes
	modprobe nf_p2p
	router_of_strangers
	hold_packets
	offload 0
	order 0
	p2pctl -n router -j monitor >/dev/null &
	monitor=$!
	start=$(uptime_ms)
	check "$packets damaged packets are sent" send_all
	took=$(($(uptime_ms) - start))
	say "# $((packets * 1000 / took)) packets a second; rounds of changes: $rounds"
	cat /tmp/pktfuzz.1 /tmp/pktfuzz.2 | sed 's/^/#   /' >&3
	say '# counters of the module:'
	p2pctl -n router stats | sed 's/^/#   /' >&3
	check "everything that was ordered meanwhile was done # $rounds rounds" [ "$refused" -eq 0 ]
	[ "$packets" -lt 100000 ] || check 'every counter of a path that packets can take has moved' everything_reached
	check 'a quarter of them at least was inspected' good_share
	kill "$monitor"
	remove_network
	check 'the module can be unloaded again' unload_module
	! keeps_account || check 'no memory is lost' leaks_nothing
}

say "# seed $seed"
# kmemleak scans at the end and not meanwhile: a scan takes all processors for minutes. It says so in the kernel's log.
! keeps_account || echo scan=off >/sys/kernel/debug/kmemleak
begin_listening
compare_with_bare_router
fuzz
check 'the kernel said nothing' quiet
exit $failed
