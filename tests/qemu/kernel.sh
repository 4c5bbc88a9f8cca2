# shellcheck shell=sh
# kernel.sh: what a machine asks its kernel after a test, or after many

# An unsigned module from outside the tree taints by itself: O and E.
expected_taint=$((1 << 12 | 1 << 13))

unexpected_taint() { echo $(($(cat /proc/sys/kernel/tainted) & ~expected_taint)); }

# It may be there and unreachable: then a scan fails.
has_kmemleak() { grep -q ' kmemleak_alloc$' /proc/kallsyms; }

# unreferenced_memory: what kmemleak names, or why it cannot be asked; nothing when all is well, and without kmemleak. It passes
# over what is younger than 5 s, and names only what two scans agree on.
unreferenced_memory() {
	has_kmemleak || return 0
	for _ in 1 2; do
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak || echo 'kmemleak does not scan'
	done 2>&1
	cat /sys/kernel/debug/kmemleak 2>&1
}

# leaks_nothing: tells the host, file descriptor 3, what kmemleak names, and once a minute that it is still being asked.
leaks_nothing() {
	while echo '# looking for lost memory' >&3 && sleep 60; do :; done &
	looking=$!
	unreferenced_memory | head -n 60 | sed 's/^/# /' >/tmp/leaks
	kill "$looking"
	cat /tmp/leaks >&3
	[ ! -s /tmp/leaks ]
}

# kernel_complaints MARK [FILTER]: what the kernel has complained of since MARK ended a line of its log, and why that could not
# be known; nothing when all is well. FILTER takes out of the log what was to be expected. lockdep sees nothing more after its
# first report, which may have been made while the machine came up.
kernel_complaints() {
	dmesg >/tmp/said
	grep -q "$1\$" /tmp/said || echo "the log of the kernel does not go back to '$1'"
	! grep -qs 'debug_locks: *0' /proc/lockdep_stats || echo 'lockdep is off'
	sed "1,/$1\$/d" /tmp/said | "${2:-cat}" | complaints
}
