#!/bin/sh
# guest.sh: the entry of the machine in which everything happens at once; file descriptor 3 is the host.
#
# Each worker repeats what it does until the time is over, and counts how often that succeeded: what hardly ever did was not
# tested. Failures are part of it: the module comes and goes, and of two writers one has to wait. A p2pctl that crashes or hangs
# is not.
# shellcheck disable=SC2317 # functions are called by name
tests=${TESTS:-/tests}
# shellcheck source=../lib.sh
. "$tests/lib.sh"
# shellcheck source=../pktfuzz/rig.sh
. "$tests/pktfuzz/rig.sh"
set +e

seconds=$(from_host seconds)
signatures=/usr/share/nf_p2p/signatures

# p2p ARGUMENT...: of the router; whoever changes something waits for the one before him, but not for ever
p2p() { watched timeout 600 p2pctl -n router -y --wait=200 "$@"; }

# within SECONDS COMMAND...: until it succeeds. By the clock: on a slow machine an attempt takes long.
within() {
	last=$(($(date +%s) + $1))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt "$last" ] || return
		sleep 0.5
	done
}

# --- Workers: NUMBER of the repetition; success counts ---

work_apply() { order "$1" /tmp/bystanders; }

work_apply_one_protocol() {
	set -- "$1" bittorrent edonkey gnutella
	shift $(($1 % 3 + 1))
	echo "include \"$signatures/$1.sig\"" >/tmp/one
	subscribers 5 | cat - /tmp/bystanders >>/tmp/one
	p2p apply /tmp/one
}

work_load_signatures() { p2p signature load "$signatures/all.sig"; }
# The others need what is flushed.
work_flush_signatures() { sleep 10; p2p signature flush && work_load_signatures; }
work_flush_subscribers() { sleep 15; p2p subscriber flush && order "$1" /tmp/bystanders; }
work_flush_contents() { sleep 2; p2p content flush && p2p garden flush; }
work_load_content() { p2p content load films /tmp/hashes; }

work_dump_subscribers() { p2p subscriber list; }
work_dump_flows() { p2p flow list; }
work_dump_signatures() { p2p signature list; }
work_dump_rest() { p2p sanction list && p2p garden list && p2p content list && p2p save; }

# The module, and with it the family, may go before it has joined.
work_monitor() {
	p2pctl -n router -j monitor &
	monitor=$!
	within 60 joined router "$monitor"
	joined=$?
	kill "$monitor"
	wait "$monitor"
	set -- $?
	[ "$1" -lt 128 ] || [ "$1" -eq 143 ] || echo "$1 monitor" >>/tmp/broken
	return "$joined"
}

work_whois() { p2p whois 10.9.3.2 && p2p whois 2001:db8:9:5::2; }
work_stats() { p2p stats && p2p status; }

# Packets still come when what inspects them goes.
work_namespace() {
	extra_router "extra$1" "beyond$1" || return 1
	{
		echo "include \"$signatures/bittorrent.sig\""
		subscribers "$1"
		lists
	} >/tmp/extra
	p2pflood "beyond$1:eth0" 10.9.0.1 1000000 dht-ping &
	flood=$!
	within 300 begins_to_inspect "extra$1"
	inspected=$?
	ip netns delete "extra$1"
	# Its cable goes with the namespace.
	within 60 is_over "$flood"
	ended=$?
	kill "$flood"
	wait "$flood"
	ip netns delete "beyond$1"
	[ "$inspected" -eq 0 ] && [ "$ended" -eq 0 ]
}

# A module that was loaded anew knows nothing of what was ordered.
begins_to_inspect() { inspects "$1" || { watched timeout 600 p2pctl -n "$1" -y apply /tmp/extra && inspects "$1"; }; }

# extra_router ROUTER NEIGHBOUR: it sends back what comes from its only neighbour, and asks and tells nobody: a resolution, or a
# redirect, of each random address would keep the processors busy with nothing else.
extra_router() {
	ip -batch - <<-BATCH || return
		netns add $1
		netns add $2
		link add name eth0 netns $1 type veth peer name eth0 netns $2
	BATCH
	ip netns exec "$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0 \
		net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.eth0.send_redirects=0
	ip -n "$2" link set eth0 up
	ip -n "$1" -batch - <<-BATCH
		address add 192.0.2.1/24 dev eth0
		link set eth0 up
		neighbour add 192.0.2.2 lladdr 02:00:00:00:00:01 dev eth0 nud permanent
		route add default via 192.0.2.2
	BATCH
}

# inspected_by ROUTER: since the module was loaded; 0 while it is not
inspected_by() {
	count=$(p2pctl -n "$1" -j stats 2>/dev/null | member inspected)
	echo "${count:-0}"
}

inspects() { [ "$(inspected_by "$1")" -gt 0 ]; }
is_over() { ! kill -0 "$1" 2>/dev/null; }

# What was made may be gone before it is taken back: another apply came between. Below a detector a command can take ten seconds,
# and what is over when it comes to the kernel is refused.
work_sanction() {
	p2p sanction add "s$(($1 % 16))" scope p2p action drop from "$(soon 5)" until "$(soon 30)" &&
		p2p sanction add s1 scope all action limit 1mbit until "$(soon 30)" || return 1
	p2p sanction del s1
	return 0
}

work_subscriber() {
	p2p subscriber set "guest$1" prefix "10.7.$(($1 % 256)).0/24" prefix "2001:db8:7:$1::/64" || return 1
	p2p subscriber del "guest$1"
	return 0
}

soon() { date -u -d "@$(($(date +%s) + $1))" +%Y-%m-%dT%H:%M:%SZ; }

work_default() {
	p2p default set scope p2p action count || return 1
	p2p default del
	return 0
}

# Two of them.
work_bypass() { p2p bypass on && p2p bypass off; }
work_bypass_too() { work_bypass; }

work_settings() {
	case $(($1 % 4)) in
	0) p2p settings set mark-mask 0x00ff0000 ;;
	1) p2p settings set mark-mask 0xff000000 enforce off ;;
	2) p2p settings set capture on ;;
	3) p2p settings set enforce on ;;
	esac
}

work_forget_flows() { sleep 2; ip netns exec router conntrack -F; }

# When it has had something to do for a while. Somebody else may hold it for a moment.
work_reload_module() {
	within 300 inspects router
	sleep 30
	unload_module
	unloaded=$?
	modprobe nf_p2p && order "$1" /tmp/bystanders && [ "$unloaded" -eq 0 ]
}

# So few of them need not be of every kind: 1 is no failure here.
work_packets_internet() { pktfuzz --seed "$1" --packets 250 || [ $? -eq 1 ]; }
work_packets_subscribers() { pktfuzz --seed "$1" --packets 250 --b sub2 || [ $? -eq 1 ]; }

work_flows() {
	p2pflow --quiet --timeout 20 --a sub1:eth0 --b inet:eth0 --flows 40 --src "$sub1_phantom4:1024" \
		--dst "$inet_phantom4" expect=any open a:bt:0-20 b:http-reply a:bt:21- a:junk:100 || return
	p2pflow --quiet --timeout 20 --a sub2:eth0 --b inet:eth0 --flows 40 --src "[$sub2_phantom6]:1024" --proto udp \
		--dst "$inet_phantom6" expect=any a:kad-req b:kad-res a:dht-ping
}

# A part of the packets wait for a program, while there is one, before each of the hooks.
queue_some() {
	nft_router <<-'EOF'
		table inet queued {
			chain raw { type filter hook prerouting priority raw; numgen random mod 2 0 queue flags bypass to 0; }
			chain mangle { type filter hook forward priority mangle; numgen random mod 2 0 queue flags bypass to 0; }
		}
	EOF
}

# What waits when it ends is dropped.
work_queue() {
	timeout 60 p2pqueue router 0 &
	program=$!
	sleep 20
	come=$(queue_get 0 8)
	kill "$program"
	wait "$program"
	[ "${come:-0}" -gt 0 ]
}

workers='apply apply_one_protocol load_signatures flush_signatures flush_subscribers flush_contents load_content
	dump_subscribers dump_flows dump_signatures dump_rest monitor whois stats namespace sanction subscriber default
	bypass bypass_too settings forget_flows reload_module packets_internet packets_subscribers flows queue'

# repeat WORKER: what fails while there is no module fails at once and often, and does not count. Those who only read leave
# time for the others.
repeat() {
	number=0 good=0 bad=0 pause=0.1
	case $1 in
	dump_* | whois | stats) pause=2 ;;
	esac
	while [ -e /tmp/running ]; do
		if "work_$1" $number >/tmp/output."$1" 2>&1; then
			good=$((good + 1))
		elif [ -d /sys/module/nf_p2p ] || [ "$1" = reload_module ]; then
			bad=$((bad + 1))
		fi
		number=$((number + 1))
		echo "$good of $((good + bad))" >/tmp/count."$1"
		sleep $pause
	done
}

# --- The whole ---

# Those who sleep between, or wait for the packets to pass, come round once in half a minute or so.
least=$((1 + seconds / 200))

# The others take away what one needs, and the module: then even a tenth of the attempts is enough.
succeeded_often() { [ "${1:-0}" -ge "$least" ] && [ $(($1 * 10)) -ge "$3" ]; }

# shellcheck disable=SC2046 # "GOOD of NUMBER", or nothing while it is written
has_succeeded() { succeeded_often $(cat /tmp/count."$1" 2>/dev/null || echo 0 of 1); }

# Of the workers, those who did not.
still_missing() { for worker in $workers; do has_succeeded "$worker" || printf ' %s' "$worker"; done; }
all_succeeded() { [ -z "$(still_missing)" ]; }

tell_successes() {
	for worker in $workers; do
		say "#   $worker: $(cat /tmp/count."$worker" 2>/dev/null || echo none)"
		has_succeeded "$worker" || sed 's/^/#     /' /tmp/output."$worker" >&3
	done
}

none_was_broken() {
	[ ! -s /tmp/broken ] && return
	sed 's/^/#   status /' /tmp/broken >&3
	return 1
}

# received: by the router, so far
received() { ip netns exec router cat /sys/class/net/to_sub1/statistics/rx_packets /sys/class/net/to_inet/statistics/rx_packets |
	awk '{ sum += $1 } END { print sum }'; }

# On a slow machine up to four times as long, until each has had its turns.
is_over_at() { [ "$1" -ge "$seconds" ] && { [ "$1" -ge $((seconds * 4)) ] || all_succeeded; }; }

run_workers() {
	touch /tmp/running
	pids='' packets=$(received) silent=0 inspected=0 begin=$(uptime_ms)
	for worker in $workers; do
		repeat "$worker" 3>&- &
		pids="$pids $!"
	done
	until is_over_at $((($(uptime_ms) - begin) / 1000)); do
		sleep 30
		before=$packets packets=$(received)
		[ "$packets" -gt "$before" ] || silent=$((silent + 1))
		now=$(inspected_by router)
		inspected=$((inspected + now))
		say "# after $((($(uptime_ms) - begin) / 1000)) s: packets $packets, inspected $now, not often enough yet:$(still_missing)"
	done
	rm /tmp/running
	# One who began just now may take ten minutes.
	while sleep 60; do say '# waiting for those at work'; done &
	impatient=$!
	# shellcheck disable=SC2086 # numbers
	wait $pids
	kill "$impatient"
}

awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%08x%032x\n", i, i * 7 }' >/tmp/hashes
# A dump of so many goes over several messages, and the tables change between them.
awk 'BEGIN { for (i = 0; i < 400; i++) printf "subscriber b%d { prefix 10.%d.%d.0/24 }\n", i, 16 + i / 256, i % 256 }' \
	>/tmp/bystanders
begin_listening
hold-hooks
# As patient as rcu_cpu_stall_timeout; kernels before 5.13 have no such limit to set.
sysctl -qw net.core.netdev_unregister_timeout_secs=300 2>/dev/null
modprobe nf_p2p
router_of_strangers
queue_some
order 0 /tmp/bystanders
run_workers
tell_successes
check "each worker succeeded at least $least times, and in a tenth of its attempts" all_succeeded
check 'no p2pctl crashed or hung' none_was_broken
check "$packets packets came, some in each 30 seconds" [ "$silent" -eq 0 ]
check 'some of them were inspected' [ "$inspected" -gt 0 ]
[ -d /sys/module/nf_p2p ] || modprobe nf_p2p
say '# counters of the module since it was loaded last:'
p2pctl -n router stats | sed 's/^/#   /' >&3
remove_network
check 'the module can be unloaded' unload_module
say "# data races reported in all of the kernel: $(dmesg | grep -c 'BUG: KCSAN')"
check 'the kernel said nothing of the module' quiet
exit $failed
