#!/bin/sh
# shellcheck disable=SC2317 # what check() is given is called by name
# The entry of the machine that tries the netlink side of nf_p2p as /tests/wishes wants; file descriptor 3 is the host.

# shellcheck source=../qemu/kernel.sh
. /kernel.sh
failed=0

say() { printf '%s\n' "$*" >&3; }

# check SENTENCE COMMAND...
check() {
	sentence=$1
	shift
	if "$@" >&3 2>&3; then
		say "ok - $sentence"
	else
		say "not ok - $sentence"
		failed=1
	fi
}

silent_kernel() {
	kernel_complaints 'nlfuzz: begin' | head -n 100 | sed 's/^/# /' >/tmp/complaints
	cat /tmp/complaints
	echo "# unexpected taint: $(unexpected_taint)"
	[ ! -s /tmp/complaints ] && [ "$(unexpected_taint)" -eq 0 ]
}

# Namespaces go away in the background and hold the module until they are gone.
unload() {
	for _ in $(seq 300); do
		rmmod nf_p2p 2>/dev/null && return
		sleep 0.1
	done
	rmmod nf_p2p
}

# Two at once, in namespaces of their own.
fuzz() {
	p2pnlfuzz --seed "$seed" --messages $((messages / 2)) >/tmp/first 2>&1 &
	first=$!
	tail -f /tmp/first &	# the host hears that it goes on, and how far it came
	follower=$!
	p2pnlfuzz --seed $((seed + 1)) --messages $((messages / 2)) >/tmp/second 2>&1
	second=$?
	wait "$first" && [ "$second" -eq 0 ]
	status=$?
	sleep 2
	kill "$follower"
	cat /tmp/second
	return "$status"
}

# The kernel alone sends events and conflicts. A content list that is there is seldom guessed: the model removes them.
each_command_was_accepted() {
	grep -q '^#   P2P_CMD_' /tmp/first || return
	! grep -E '^#   P2P_CMD_.* 0 accepted' /tmp/first | grep -vE '_(EVENT|CONFLICT|CONTENT_DEL) '
}

many_reasons_were_given() { [ "$(sed -n 's/^# sentences: \([0-9]*\) .*/\1/p' /tmp/first)" -ge 50 ]; }

memory() { awk '/^(MemFree|Slab|VmallocUsed):/ { printf "%s %d MiB  ", $1, $2 / 1024 }' /proc/meminfo; }

seed='' messages='' steps=''
# shellcheck source=/dev/null # made by the host
. /tests/wishes

echo 'nlfuzz: begin' >/dev/kmsg
# A commit waits for a grace period, and here are many of them.
echo 1 >/sys/kernel/rcu_expedited
check 'the module loads' modprobe nf_p2p
# What the programs upload is what they find: small, for each dump shows all of it.
cat >/tmp/handshake <<'SIGNATURES'
signature handshake {
	protocol bittorrent
	transport tcp
	pattern "\x13BitTorrent protocol"
	strength proof
}
SIGNATURES
cat /tmp/handshake - >/tmp/two <<'SIGNATURES'
signature another {
	protocol gnutella
	transport tcp
	pattern "GNUTELLA CONNECT/"
	strength proof
}
SIGNATURES
ip netns add one
ip netns add two
check 'a ruleset is loaded' p2pctl -y apply /tmp/handshake
check 'a ruleset is loaded elsewhere' p2pctl -n one -y apply /tmp/handshake
check 'and another one' p2pctl -n two -y apply /tmp/two
say "# $(memory)"
[ "$messages" = 0 ] || check "$messages random messages: each refusal has a reason" fuzz
if [ "$messages" -ge 1000000 ]; then
	check 'each command was accepted, too' each_command_was_accepted
	check 'they were refused for many reasons' many_reasons_were_given
fi
say "# $(memory)"
[ "$steps" = 0 ] || check "$steps steps: the kernel has what the model has" \
	p2pnlmodel --seed "$seed" --steps "$steps" one two
ip netns delete one
ip netns delete two
say "# $(memory)"
check 'the module unloads' unload
! has_kmemleak || check 'no memory is lost' leaks_nothing
check 'the kernel has nothing to complain of' silent_kernel
exit $failed
