#!/bin/sh
# guest.sh: the demo itself. Runs as the entry of a virtual machine; file descriptor 3 is the host's terminal.
#
# Each row is measured; a row that is a promise says so, and the demo fails if one is not kept. sub1 is the subscriber
# alice, sub2 is bob, and behind the router is one real seeder.
tests=${TESTS:-/tests}
# shellcheck source=../lib.sh
. "$tests/lib.sh"
# shellcheck source=counters.sh
. "$tests/demo/counters.sh"
# shellcheck source=clients.sh
. "$tests/demo/clients.sh"

work=$(mktemp -d)
mark=0x2a
broken=0

# --- Telling ---

say() { printf '%s\n' "$*" >&3; }

now() { date +%s; }

heading() { say ''; say "$*  ($(($(now) - begun)) s)"; }

# show WHO WHAT VALUE [REMARK]: a measured value
show() { printf '  %-6s %-52s %12s  %s\n' "$1" "$2" "$3" "${4:-}" >&3; }

# promise WHO WHAT VALUE OPERATOR LIMIT: one that must be so
promise() {
	if test "$3" "$4" "$5"; then
		show "$1" "$2" "$3" kept
	else
		show "$1" "$2" "$3" "BROKEN: must be $4 $5"
		broken=$((broken + 1))
	fi
}

# within SECONDS COMMAND...: whether it succeeded in that time.
within() {
	deadline=$(($(now) + $1))
	shift
	until "$@"; do
		[ "$(now)" -lt "$deadline" ] || return 1
		sleep 0.2
	done
}

# yes COMMAND...: 1 if it succeeds, else 0.
yes() { if "$@"; then echo 1; else echo 0; fi; }

# --- Policy ---

# order SANCTION: for alice; '' is none. The language of policy files appears here and nowhere else in the demo.
order() {
	apply <<-EOF
		include "/usr/share/nf_p2p/signatures/all.sig"
		settings { capture on; }
		subscriber "alice" { prefix 10.1.0.0/24; prefix 2001:db8:1::/64; $1 }
		subscriber "bob" { prefix 10.2.0.0/24; prefix 2001:db8:2::/64; }
	EOF
}

order_drop() { order "sanction scope p2p action drop until $(date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ)"; }
order_mark() { order "sanction scope p2p action mark $mark/0xff"; }

# --- Stages ---

before() {
	heading 'Nothing ordered: both download from a real seeder'
	add_torrents sub1 first.ip4 first.ip6
	add_torrents sub2 first.ip4 first.ip6
	within 60 has_all sub1 first.ip4 first.ip6 || true
	within 60 has_all sub2 first.ip4 first.ip6 || true
	for subscriber in sub1 sub2; do
		promise $subscriber 'has both files, byte for byte' "$(yes has_all $subscriber first.ip4 first.ip6)" -eq 1
		promise $subscriber 'P2P payload bytes over IPv4' "$(counted passed_${subscriber}_ip4 bytes)" -gt 100000
		promise $subscriber 'P2P payload bytes over IPv6' "$(counted passed_${subscriber}_ip6 bytes)" -gt 100000
	done
}

transfer_runs() {
	for counter; do
		[ "$(counted "$counter" bytes)" -gt $((start + 50000)) ] || return 1
	done
}

# snapshot PREFIX: all counters' bytes, as PREFIX_COUNTER. In one look, which takes no time worth mentioning.
snapshot() { eval "$(all_counted | sed "s/^/$1_/; s/ /=/")"; }

# risen COUNTER: between the two snapshots
risen() { eval "echo \$((late_$1 - early_$1))"; }

sanctioned() {
	heading 'Drop ordered for alice while her transfers run, for some seconds'
	tell_client inet --uplimit 120 >/dev/null
	on router nft reset counters table inet demo >/dev/null
	start=0
	add_torrents sub1 second.ip4 second.ip6
	add_torrents sub2 second.ip4 second.ip6
	within 60 transfer_runs passed_sub1_ip4 passed_sub1_ip6 passed_sub2_ip4 passed_sub2_ip6 || true
	promise sub1 'transfers are running, not complete' "$(yes has_all sub1 second.ip4)" -eq 0

	# Long enough for a slow machine; and short enough for TCP, whose retransmissions get rarer, to be back soon after.
	end=$(($(now) + 18))
	order_drop "$end"
	snapshot early
	sleep 1
	own=$(client_bytes sub1)
	add_torrents sub1 third.ip4
	for address in "$inet_ip4" "[$inet_ip6]"; do
		promise sub1 "web page from $address, bytes" "$(web_bytes sub1 "$address")" -eq 500000
	done
	while [ "$(now)" -lt $((end - 5)) ]; do sleep 0.2; done
	snapshot late
	own_late=$(client_bytes sub1)
	promise - 'seconds left until the end date, after the last look' $((end - $(now))) -gt 0

	for family in ip4 ip6; do
		promise sub1 "P2P payload bytes that came to the router, $family" "$(risen "came_sub1_$family")" -gt 0
		promise sub1 "P2P payload bytes that passed, $family" "$(risen "passed_sub1_$family")" -eq 0
		promise sub2 "P2P payload bytes that passed, $family" "$(risen "passed_sub2_$family")" -gt 50000
	done
	show sub1 'bytes that her own client had counted until then' "$own"
	promise sub1 'bytes that it counted while the order stood' $((own_late - own)) -eq 0
}

after() {
	heading 'The end date has passed; nobody did anything'
	while [ "$(now)" -le "$end" ]; do sleep 0.2; done
	within 60 transfer_resumes || true
	show sub1 'seconds until the first payload passed again' "$(($(now) - end))"
	tell_client inet --no-uplimit >/dev/null
	within 60 has_all sub1 second.ip4 second.ip6 third.ip4 || true
	show sub1 'seconds until all was complete' "$(($(now) - end))"
	within 60 has_all sub2 second.ip4 second.ip6 || true
	promise sub1 'has the files whose transfer was interrupted' "$(yes has_all sub1 second.ip4 second.ip6)" -eq 1
	promise sub1 'has the file that was asked for meanwhile' "$(yes has_all sub1 third.ip4)" -eq 1
	promise sub2 'has both files' "$(yes has_all sub2 second.ip4 second.ip6)" -eq 1
}

transfer_resumes() {
	snapshot resumed
	# shellcheck disable=SC2154 # set by the snapshots
	[ "$resumed_passed_sub1_ip4" -gt "$late_passed_sub1_ip4" ]
}

# summarise: of the flows on standard input, by kind: how many, bytes, and of these undetected ones. Class 16 is "other".
summarise() {
	awk -v peer="$peer_port" -v tracker="$tracker_port" '
	{
		if ($4 == tracker) kind = "tracker, HTTP"
		else if ($4 != peer) next
		else kind = $1 == "udp" ? "uTP and DHT, UDP" : "peers, TCP"
		kinds[kind]; flows[kind]++; bytes[kind] += $5
		all++; sum += $5
		if ($6 <= 16) { missed[kind]++; missed_bytes[kind] += $5; all_missed++; sum_missed += $5 }
	}
	function line(name, a, b, c, d) {
		printf "  %-18s %5d flows %10d bytes, undetected: %4d flows %10d bytes (%3.0f %%)\n", name, a, b, c, d, b ? 100 * d / b : 0
	}
	END {
		for (kind in kinds) line(kind, flows[kind], bytes[kind], missed[kind], missed_bytes[kind])
		line("all", all, sum, all_missed, sum_missed)
	}'
}

# undetected KIND TITLE FILE: what goes by unrecognised when all three clients have the settings KIND. Printed as it is,
# and no promise: on a busy machine uTP, which yields to any delay, may not be done in time; the shares hold all the same.
undetected() {
	heading "$2"
	stop_clients
	on router conntrack -F 2>/dev/null
	start_clients "$1"
	for client in inet sub1 sub2; do
		add_torrents "$client" "$3.ip4" "$3.ip6"
	done
	for subscriber in sub1 sub2; do
		within 40 has_all "$subscriber" "$3.ip4" "$3.ip6" || true
		show "$subscriber" 'has both files' "$(yes has_all "$subscriber" "$3.ip4" "$3.ip6")"
	done
	tracked | summarise >&3
}

defaults() { undetected default 'The client as it comes: encryption preferred, uTP, DHT, peer exchange' fourth; }
hiding() { undetected hiding 'The client told to hide: encryption required, TCP only, no DHT' fifth; }

# replay_edonkey: alice's recorded eDonkey session, over both families.
replay_edonkey() {
	replay "$tests/captures/p2p/edonkey-amule.pcap" sub1 "$sub1_ip4" inet "$inet_ip4"
	replay "$tests/captures/p2p/edonkey-amule.pcap" sub1 "$sub1_ip6" inet "$inet_ip6"
}

# edonkey_flows tcp|udp: how many were recognised; class 18 is eDonkey and Kad
edonkey_flows() { tracked | awk -v protocol="$1" '$1 == protocol && $6 == 18' | wc -l; }

edonkey_and_mark() {
	heading 'A recorded aMule session, and action "mark"'
	order_mark
	replay_edonkey >"$work/replayed" || true
	promise sub1 'payloads sent that did not arrive' "$(awk '{ lost += $5 - $7 } END { print lost }' "$work/replayed")" -eq 0
	promise sub1 'eDonkey flows recognised, of 6 over TCP' "$(edonkey_flows tcp)" -eq 6
	show sub1 'Kad flows recognised, of 2 over UDP' "$(edonkey_flows udp)"
	promise sub1 "packets with mark $mark that an nft rule counted" "$(counted marked packets)" -gt 0
	order ''
}

# torrent_hashes: the info-hashes of the plain clients' torrents, as the seeder itself knows them
torrent_hashes() { tell_client inet --torrent all --info | awk '$1 == "Hash:" { print $2 }' >"$work/hashes"; }

# told PATTERN...: lines of the monitor that have all of them
told() {
	cp "$work/monitor" "$work/told"
	for pattern; do
		grep -F -e "$pattern" "$work/told" >"$work/fewer" || true
		mv "$work/fewer" "$work/told"
	done
	cat "$work/told"
}

monitored() {
	heading 'What p2pctl monitor told, one line of each sort'
	for sort in 'decided subscriber "alice" bittorrent by bittorrent-handshake' 'decided subscriber "alice" edonkey' \
		'bittorrent by bittorrent-dht' 'sanction-began' 'sanction-hit subscriber "alice" bittorrent' 'clock wall'; do
		told "$sort" | head -n 1 | sed 's/^/  /' >&3
	done
	known=0
	while read -r hash; do
		known=$((known + $(yes test -n "$(told 'subscriber "alice"' "content-id $hash" generation)")))
	done <"$work/hashes"
	promise - 'torrents whose info-hash was told, of 5' "$known" -eq 5
	promise - 'sanctions that were told to end by the clock' "$(told sanction-ended 'clock wall' | wc -l)" -eq 1
}

# --- Start ---

# A command that should not fail has: the machine's log, where every command is, tells which.
finish() {
	status=$?
	[ $status -eq 0 ] || [ -n "$completed" ] || say "The demo could not go on: see the end of the machine's log."
	exit $status
}

completed=
trap finish EXIT

begun=$(now)
say 'sub1 is the subscriber alice, sub2 is bob; both behind the router, one seeder and one web server beyond it.'
modprobe nf_p2p
topology
on router sysctl -qw net.netfilter.nf_conntrack_acct=1
count_payload
order ''
p2pctl -n router monitor >"$work/monitor" &
mkdir -p "$work/seeds"
make_torrent first 1000
make_torrent second 1500
make_torrent third 500
make_torrent fourth 1000
make_torrent fifth 1000
start_servers
start_clients plain
add_torrents inet first.ip4 first.ip6 second.ip4 second.ip6 third.ip4

torrent_hashes
before
sanctioned
after
edonkey_and_mark
defaults
hiding
monitored

completed=yes
say ''
say "$broken promises broken, $(($(now) - begun)) s"
[ "$broken" -eq 0 ]
