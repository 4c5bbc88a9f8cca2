#!/bin/sh
# The entry of the machine in which allocations of the kernel fail; file descriptor 3 is the host. /tests/sites has the
# places where nf_p2p allocates, as ./sites prints them; /tests/unreached those of them that no step leads to; /tests/parts
# says what to do: "sites", "nth" or both.
#
# sites: at each place in turn every allocation fails, while something is done that leads there: a namespace comes, a
# policy is applied, traffic passes, lists are read. Orders are refused as a whole or carried out; traffic passes, also while
# a policy is applied. Where large tables come from only blocks of more than one page fail then, as on a router that has run
# for long: everything is carried out with memory of single pages.
# nth: each allocation that the kernel makes for a command of p2pctl fails in turn, also those of netlink itself.
# shellcheck disable=SC2317 # steps are called by name
. /tests/lib.sh
set +e

debug=/sys/kernel/debug
many=1000000
# Places at which large blocks have failed.
large=0
# shellcheck source=../qemu/kernel.sh
. /kernel.sh
failed=0
exec 2>/tmp/steps

say() { printf '%s\n' "$*" >&3; }

bad() {
	say "not ok $*"
	tail -n 5 /tmp/steps | sed 's/^/#   /' >&3
	failed=1
}

# --- Faults ---

each_attribute() { for kind in failslab fail_page_alloc; do echo "$2" >$debug/$kind/"$1"; done; }

prepare_faults() {
	mount -t debugfs none $debug 2>/dev/null
	each_attribute verbose 0
	each_attribute ignore-gfp-wait N
	each_attribute stacktrace-depth 32
	each_attribute interval 1
	echo N >$debug/fail_page_alloc/ignore-gfp-highmem
}

# The shell's numbers are signed: the upper half of an address stays text.
address() {
	base=$(cat "/tmp/sections/$1")
	printf '%s%08x' "${base%????????}" $((0x${base#??????????} + $2))
}

# aim SECTION OFFSET: let every allocation fail that the call before that place leads to; or, while $fragmented is 1, those of
# more than one page.
fragmented=0
aim() {
	aim_between "$(address "$1" "0x$2")" "$(address "$1" $((0x$2 + 1)))"
}

# aim_between START END: of calls that are under way there
aim_between() {
	each_attribute require-start "$1"
	each_attribute require-end "$2"
	each_attribute times $many
	echo $fragmented >$debug/fail_page_alloc/min-order
	echo 100 >$debug/fail_page_alloc/probability
	[ $fragmented -eq 1 ] || echo 100 >$debug/failslab/probability
}

cease() { each_attribute probability 0; }

struck() { echo $((2 * many - $(cat $debug/failslab/times) - $(cat $debug/fail_page_alloc/times))); }

note_sections() {
	mkdir -p /tmp/sections
	cut -d ' ' -f 1 /tests/sites | sort -u | while read -r section; do
		cat "/sys/module/nf_p2p/sections/$section" >"/tmp/sections/$section"
	done
}

# --- The policies ---

# write_policies SIGNATURES: in the policies' language
write_policies() {
	cat >/tmp/common <<-EOP
		$1
		subscriber alice { $alice; sanction scope p2p action count reason "to see" }
		subscriber bob { $bob; sanction scope all action reject }
	EOP
	{
		cat /tmp/common
		echo 'settings { capture on }'
	} >/tmp/a
	: >/tmp/nothing
	{
		cat /tmp/common
		echo 'settings { capture off; enforce on }'
		echo 'garden { prefix 203.0.113.9 protocol tcp port 80 }'
		echo 'content films { 0123456789012345678901234567890123456789 }'
		echo 'default { sanction scope listed action count }'
		echo 'signature another { protocol gnutella; transport tcp; pattern "GNUTELLA CONNECT/"; strength proof }'
		echo 'subscriber carol { prefix 10.8.0.0/24; sanction scope listed action drop }'
	} >/tmp/c
	{
		cat /tmp/c
		# So many that the index of their prefixes is larger than a page.
		awk 'BEGIN {
			for (i = 0; i < 200; i++)
				printf "subscriber s%d { prefix 10.9.%d.0/24; prefix 2001:db8:9:%d::/64 }\n", i, i, i
		}'
	} >/tmp/b
}

saved() { p2pctl -n router save; }

save_policies() {
	write_policies "$1"
	for policy in b c a; do
		p2pctl -n router -y apply /tmp/$policy >/dev/null || bad "policy $policy cannot be applied"
		saved >/tmp/saved.$policy
	done
}

# A refusal has a sentence; whatever else happens is no way to end.
is_refusal() { [ "$1" -ge 1 ] && [ "$1" -le 3 ] && [ -s "$2" ]; }

# settle STATUS NEW WHAT: after an order with that exit status the policy is the new one, or the old one as it was.
settle() {
	saved >/tmp/now
	if [ "$1" -eq 0 ]; then
		cmp -s /tmp/now "/tmp/saved.$2" || bad "$3: success, but the policy is not the new one"
	elif ! is_refusal "$1" /tmp/complaint; then
		bad "$3: ended with status $1"
	elif ! cmp -s /tmp/now /tmp/saved.a && ! is_open "$2"; then
		bad "$3: refused, but the policy has changed: $(cat /tmp/complaint)"
	fi
	cmp -s /tmp/now /tmp/saved.a && return
	p2pctl -n router -y apply /tmp/a >/dev/null || bad "$3: the old policy cannot be applied"
}

# is_open NEW: an answer that was lost leaves open whether the order was carried out, and this is said.
is_open() { grep -q answer /tmp/complaint && cmp -s /tmp/now "/tmp/saved.$1"; }

# --- What happens under faults ---

# Everything of alice passes, whatever fails: of flows that are found in their second packet, and behind a key exchange.
passes() { flow4 --quiet "$@" >/dev/null || bad "$where: packets were lost"; }

step_traffic() {
	forget_flows
	missing=$(missed)
	p2pctl -n router subscriber del alice >/dev/null
	p2pctl -n router -y apply /tmp/a >/dev/null
	aim "$1" "$2"
	passes --flows 5 open a:bt:0-9 a:bt:10- b:bt
	passes --src "$sub1_phantom4:52000" open a:junk:608 b:junk:608 a:junk:500 shuffle=3 cut=50 b:junk:500+bt
	passes --src "[$sub1_phantom6]:52000" --dst "$inet_phantom6" --proto udp --flows 5 a:kad-req b:kad-res a:dht-ping
	sleep 0.5
	cease
	outcome='traffic passed'
	[ "$(struck)" -eq 0 ] || [ "$(missed)" -gt "$missing" ] || loses_nothing ||
		bad "$where: what could not be done for want of memory was not counted"
}

# What was passed or not told for want of memory, as it is counted.
missed() { echo $(($(stat_get no_memory) + $(stat_get events_lost))); }

# Where an allocation that fails is missed by nobody.
loses_nothing() {
	case $where in
	'carry: kmalloc_trace') ;;				# it is tried again
	'p2p_netlink_send_events: netlink_broadcast') ;;	# a message that could not be made smaller is sent as it is
	'p2p_account_open_counters: __alloc_percpu_gfp') ;;	# takes what is there: see count_without_memory
	*) return 1 ;;
	esac
}

# Bob is answered, or what he sends is only dropped.
step_reject() {
	aim "$1" "$2"
	reject_flow --src "$sub2_phantom4" --dst "$inet_phantom4" open
	reject_flow --src "$sub2_phantom4" --dst "$inet_phantom4" --proto udp a:junk:9
	reject_flow --src "$sub2_phantom6" --dst "$inet_phantom6" open
	reject_flow --src "$sub2_phantom6" --dst "$inet_phantom6" --proto udp a:junk:9
	cease
	outcome='nothing passed'
}

# Status 1 is a packet that did not arrive; with 2 none was sent.
reject_flow() {
	on - p2pflow --quiet --a sub2:eth0 --b inet:eth0 "$@" >/dev/null
	status=$?
	[ "$status" -eq 1 ] || bad "$where: no packet was sent, or one passed that is rejected: status $status"
}

# Of a route each processor keeps a copy, made when it first asks: both routes are new ones each time. What is for the router
# itself comes there, whatever is ordered for the subscriber.
step_routed() {
	p2pctl -n router -y sanction add alice scope all action drop >/dev/null || bad "$where: no sanction can be added"
	own=2001:db8:77::1 beyond=2001:db8:78::
	ip -n router address add "$own/128" dev lo nodad
	ip -n router route add "$beyond/64" via "$inet_ip6"
	aim "$1" "$2"
	ip netns exec sub1 ping -6 -c 1 -W 5 "$own" >/dev/null || bad "$where: what is for the router itself was dropped"
	ip netns exec sub1 ping -6 -c 1 -W 1 "${beyond}1" >/dev/null && bad "$where: what is for others was not dropped"
	cease
	ip -n router route del "$beyond/64"
	ip -n router address del "$own/128" dev lo
	p2pctl -n router -y apply /tmp/a >/dev/null || bad "$where: the policy cannot be applied any more"
	outcome='the router was reached'
}

step_birth() {
	aim "$1" "$2"
	ip netns add extra && ip netns delete extra
	status=$?
	cease
	ip netns add extra || bad "$where: no namespace can be made any more"
	ip netns delete extra
	outcome="a namespace was $([ "$status" -eq 0 ] && echo made || echo refused)"
}

# The first order of a namespace makes tables and hooks.
step_first() {
	ip netns add extra
	aim "$1" "$2"
	p2pctl -n extra -y apply /tmp/b >/dev/null 2>/tmp/complaint
	status=$?
	cease
	p2pctl -n extra save >/tmp/now
	if [ "$status" -eq 0 ]; then
		cmp -s /tmp/now /tmp/saved.b || bad "$where: success, but the policy is not the new one"
	elif ! is_refusal "$status" /tmp/complaint || grep -q subscriber /tmp/now; then
		bad "$where: ended with status $status, or left a part of the policy"
	fi
	p2pctl -n extra -y apply /tmp/b >/dev/null || bad "$where: the policy cannot be applied any more"
	ip netns delete extra
	outcome="the first apply $([ "$status" -eq 0 ] && echo succeeded || echo was refused)"
}

# Alice's flows go on meanwhile, new ones each time: both policies let them pass.
step_apply() {
	keep_doing alice_talks >/dev/null
	aim "$1" "$2"
	p2pctl -n router -y apply /tmp/b >/dev/null 2>/tmp/complaint
	status=$?
	cease
	settle "$status" b "$where"
	stop_doing || bad "$where: packets were lost"
	outcome="apply $([ "$status" -eq 0 ] && echo succeeded || echo was refused)"
}

alice_talks() {
	forget_flows
	flow4 --quiet --src "$sub1_phantom4:54000" --flows 10 open a:bt b:bt
}

# Hooks go when nothing is left for them to do, and leave those of others in a smaller table.
step_death() {
	nft_router <<-EOF
		table inet others { chain c { type filter hook forward priority filter; }; }
	EOF
	p2pctl -n router -y apply /tmp/nothing >/dev/null || bad "$where: the subscribers cannot be taken away"
	aim "$1" "$2"
	p2pctl -n router -y signature flush >/dev/null 2>/tmp/complaint
	status=$?
	cease
	ip netns exec router nft flush ruleset
	[ "$status" -eq 0 ] || bad "$where: hooks cannot be taken away"
	passes --src "$sub1_phantom4:53000" --flows 5 open a:bt b:bt
	p2pctl -n router -y apply /tmp/a >/dev/null || bad "$where: the policy cannot be applied any more"
	outcome='the hooks went and came again'
}

# What cannot be read is told, and what is read is whole. A prefix of another is refused, with the owner or without.
step_read() {
	aim "$1" "$2"
	for words in 'subscriber list' 'subscriber show alice' 'content list' 'signature list' status; do
		# shellcheck disable=SC2086 # words
		p2pctl -n router $words >/dev/null 2>/tmp/complaint
		status=$?
		[ "$status" -eq 0 ] || is_refusal "$status" /tmp/complaint ||
			bad "$where: p2pctl $words ended with status $status"
	done
	p2pctl -n router -y subscriber set eve prefix 10.1.0.0/24 >/dev/null && bad "$where: a prefix of another was taken"
	cease
	outcome='what was not shown was refused'
}

# While somebody else has a transaction open an order is refused, with his name or without.
step_busy() {
	p2praw --netns router transaction-begin , wait=600000 >/tmp/raw &
	holder=$!
	wait_for 10 - grep -q ok /tmp/raw
	aim "$1" "$2"
	p2pctl -n router -y apply /tmp/b >/dev/null 2>/tmp/complaint
	status=$?
	cease
	kill "$holder"
	wait "$holder"
	[ "$status" -eq 2 ] || bad "$where: an order beside that of another ended with status $status"
	settle "$status" b "$where"
	outcome='apply was refused'
}

# The step that most likely leads there, and then others.
steps() {
	case $1 in
	net_start | *_init) echo birth first ;;
	p2p_hook_unregister) echo death ;;
	p2p_hook_register | p2p_flow_start | p2p_event_start) echo first ;;
	p2p_flow_* | p2p_account_* | p2p_history_* | open | carry | p2p_netlink_send_events) echo traffic apply ;;
	p2p_reject) echo reject ;;
	p2p_local_by_route | is_routed_here6) echo routed ;;
	begin) echo busy apply ;;
	answer | p2p_netlink_* | answer_new) echo read apply ;;
	*) echo apply first ;;
	esac
}

# What makes no traffic of its own is done while alice's passes.
take_step() {
	case $1 in
	birth | first | read | busy) ;;
	*) "step_$1" "$2" "$3"; return ;;
	esac
	keep_doing alice_talks >/dev/null
	"step_$1" "$2" "$3"
	stop_doing || bad "$where: packets were lost"
}

# site SECTION OFFSET FUNCTION CALLEE
site() {
	where="$3: $4"
	for step in $(steps "$3"); do
		take_step "$step" "$1" "$2"
		hits=$(struck)
		[ "$hits" -eq 0 ] || break
	done
	result "$hits" "$where" "$2" "$outcome"
	[ "$4" != kvmalloc_node ] || [ "$hits" -eq 0 ] || without_large_blocks "$1" "$2"
}

# Small tables need none.
without_large_blocks() {
	fragmented=1
	take_step "$step" "$1" "$2"
	fragmented=0
	hits=$(struck)
	[ "$hits" -gt 0 ] || return
	large=$((large + 1))
	case $outcome in
	*refused) bad "$where # at $2: $hits large blocks failed, $outcome" ;;
	*) say "ok $where # at $2: $hits large blocks failed, $outcome" ;;
	esac
}

# result HITS WHERE OFFSET OUTCOME
result() {
	echo "$1 $3 $2" >>/tmp/results
	reason=$(sed -n "s/^$2 # //p" /tests/unreached)
	case $1,$reason in
	0,) bad "$2 # at $3: no allocation failed" ;;
	0,*) say "ok $2 # SKIP at $3: $reason" ;;
	*,) say "ok $2 # at $3: $1 allocations failed, $4" ;;
	*) bad "$2 # at $3: $1 allocations failed, though tests/faults/unreached has it" ;;
	esac
}

# The module is loaded to where it was before, so the place is known before the module is there.
load_site() {
	where="$3: $4"
	aim "$1" "$2"
	modprobe nf_p2p 2>/tmp/complaint
	status=$?
	cease
	hits=$(struck)
	[ "$status" -eq 0 ] || [ ! -d /sys/module/nf_p2p ] || bad "$where: not loaded, but there"
	[ "$status" -ne 0 ] || rmmod nf_p2p || bad "$where: cannot be unloaded"
	result "$hits" "$where" "$2" "loading $([ "$status" -eq 0 ] && echo succeeded || echo refused)"
}

# Memory per CPU is taken from pages that a worker of the kernel has got before. When he gets none it comes to an end, and
# counters of subscribers cannot be had; their packets pass all the same.
count_without_memory() {
	for net in $(seq 0 4095); do
		echo "subscriber p$net { prefix 10.$((64 + net / 64)).$((net % 64 * 4)).0/22 }"
	done | cat /tmp/a - >/tmp/many
	p2pctl -n router -y apply /tmp/many >/dev/null || bad 'thousands of subscribers cannot be added'
	ip -n router route add 10.64.0.0/10 via "$sub1_ip4"
	missing=$(stat_get no_memory)
	# shellcheck disable=SC2046 # two words
	aim_between $(function_bounds pcpu_balance_workfn)
	where='without memory per CPU'
	p2pflood sub1:eth0 "$inet_phantom4:6881" 20000 dht-ping >/dev/null || bad "$where: no packets were sent"
	passes --src "$sub1_phantom4:56000" --flows 5 open a:bt b:bt
	cease
	missing=$(($(stat_get no_memory) - missing))
	[ "$(struck)" -gt 0 ] || bad "$where: no allocation failed"
	if [ "$missing" -gt 0 ]; then
		say "ok $where # counters could not be had, and traffic passed: $missing times"
	else
		bad "$where: nothing was counted"
	fi
	p2pctl -n router -y apply /tmp/a >/dev/null || bad "$where: the old policy cannot be applied"
}

# Where a function of the kernel begins, and the one behind it.
function_bounds() {
	sort /proc/kallsyms | awk -v name="$1" '
		found && $1 != found { print "0x" found, "0x" $1; exit }
		$3 == name { found = $1 }'
}

unload() {
	for _ in $(seq 100); do
		rmmod nf_p2p 2>/dev/null && return
		sleep 0.1
	done
	bad 'nf_p2p cannot be unloaded'
}

# --- The n-th allocation ---

# nth NAME COMMAND...: of each run of the command, which orders policy c or reads.
nth() {
	name=$1 refused=0 absorbed=0 n=0 word=struck
	shift
	while [ "$word" = struck ] && [ $n -lt 2000 ]; do
		n=$((n + 1))
		rm -f /tmp/struck
		timeout 30 env FAULT_NTH=$n FAULT_LOG=/tmp/struck LD_PRELOAD=/tests/nth.so "$@" >/tmp/out 2>/tmp/complaint
		status=$?
		word=$(cut -d ' ' -f 1 /tmp/struck)
		[ "$word" != left ] || break
		if [ "$status" -eq 0 ]; then absorbed=$((absorbed + 1)); else refused=$((refused + 1)); fi
		settle_nth "$name, allocation $n"
		[ $((n % 25)) -ne 0 ] || say "# $name: $n"
	done
	conclude_nth
}

# The end is a run in which nothing failed any more. One that dies leaves no word of whether something did.
conclude_nth() {
	case $word,$status in
	left,0)
		[ $n -gt 1 ] || bad "$name: nothing was allocated"
		say "ok $name # $((n - 1)) allocations failed in turn: $refused refusals, $absorbed made no difference"
		;;
	left,*) bad "$name: ended with status $status, and no allocation failed" ;;
	struck,*) bad "$name: $n allocations failed in turn, and there are more" ;;
	*) bad "$name, allocation $n: ended with status $status, and without a word" ;;
	esac
}

settle_nth() {
	case $name in
	apply*) settle "$status" c "$1" ;;
	*)
		[ "$status" -eq 0 ] || is_refusal "$status" /tmp/complaint || bad "$1: ended with status $status"
		[ "$status" -ne 0 ] || cmp -s /tmp/out /tmp/out.good || bad "$1: success, but other output"
		;;
	esac
}

nth_read() {
	p2pctl -n router "$@" >/tmp/out.good
	nth "$*" p2pctl -n router "$@"
}

do_nth() {
	nth_read settings show
	nth apply p2pctl -n router -y apply /tmp/c
	nth_read save
	nth_read subscriber list
	nth_read subscriber show alice
	nth_read content list
	nth_read whois 10.1.0.66
	nth_read signature list
}

# Two listen: what is told to both is copied.
do_sites() {
	p2pctl -n router -j monitor >/dev/null &
	listeners=$!
	p2pctl -n router -j monitor >/dev/null &
	listeners="$listeners $!"
	while read -r section offset name callee; do
		case $name in
		*_init | *_init_queue) [ "$name" = p2p_index_init ] || [ "$name" = p2p_sanctions_init ] || continue ;;
		esac
		site "$section" "$offset" "$name" "$callee"
	done </tests/sites
	count_without_memory
	# shellcheck disable=SC2086 # numbers
	kill $listeners
}

do_load_sites() {
	while read -r section offset name callee; do
		case $name in
		p2p_flow_init | p2p_subscriber_init | p2p_sweep_init_queue | p2p_net_init | p2p_netlink_init)
			load_site "$section" "$offset" "$name" "$callee"
			;;
		esac
	done </tests/sites
}

# What neither do_sites nor do_load_sites takes up has no result.
sum_up() {
	reached=$(awk '$1 > 0' /tmp/results | wc -l)
	tried=$(wc -l </tmp/results)
	all=$(wc -l </tests/sites)
	say "# sites: $reached of $all"
	[ "$tried" -eq "$all" ] || bad "every site is tried: only $tried of $all were"
}

# Short of memory itself, kmemleak switches itself off: then it refuses to scan, and has found nothing.
look_for_leaks() {
	has_kmemleak || bad 'kmemleak is there'
	unreferenced_memory >/tmp/leaks
	if [ -s /tmp/leaks ]; then
		bad 'no memory is left behind'
		head -n 40 /tmp/leaks | sed 's/^/#   /' >&3
	else
		say 'ok no memory is left behind # kmemleak'
	fi
}

# A fault is silent (verbose 0), but some who get no memory say so with a call trace, which would pass for a complaint. Only
# the lines of the trace are left out: something else may have been said in between.
without_failures() {
	sed -E '/vmalloc error: |percpu: allocation failed|failed with error -12/,/<\/TASK>/ {
		/\] (Call Trace:| (\? )?[^ ]+\+0x)/d
	}'
}

look_at_log() {
	kernel_complaints 'p2p-test: begin' without_failures >/tmp/complaints
	taint=$(unexpected_taint)
	if [ ! -s /tmp/complaints ] && [ "$taint" -eq 0 ]; then
		say 'ok the kernel does not complain'
		return
	fi
	bad "the kernel does not complain # unexpected taint: $taint"
	head -n 100 /tmp/complaints | sed 's/^/# kernel: /' >&3
}

echo 'p2p-test: begin' >/dev/kmsg
prepare_faults
modprobe nf_p2p
note_sections
topology
: >/tmp/results
# Each of many runs compiles the signatures: few do.
if grep -q nth /tests/parts; then
	save_policies 'signature one { protocol bittorrent; transport tcp; pattern "\x13BitTorrent protocol"; strength proof }'
	do_nth
fi
if grep -q sites /tests/parts; then
	save_policies 'include "/usr/share/nf_p2p/signatures/bittorrent.sig"'
	do_sites
	without=$(stat_get no_memory) lost=$(stat_get events_lost)
	if [ "$without" -gt 0 ] && [ "$lost" -gt 0 ]; then
		say "ok what was passed for want of memory is counted # no_memory $without, events_lost $lost"
	else
		bad "what was passed for want of memory is counted: no_memory '$without', events_lost '$lost'"
	fi
fi
for namespace in sub1 sub2 inet router; do ip netns delete $namespace; done
unload
if grep -q sites /tests/parts; then
	do_load_sites
	sum_up
	[ "$large" -ge 5 ] || bad "large tables are made of single pages: only $large were"
fi
look_for_leaks
look_at_log
exit $failed
