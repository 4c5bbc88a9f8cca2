#!/bin/sh
# test_complaints.sh: of what a kernel says, tests/qemu/complaints finds what the module may be to blame for.
cd "$(dirname "$0")/../.." || exit
status=0

# is LINES WHAT: so many lines of the log on the input are complaints
is() {
	count=$(sed 's/^/[   12.345678] /' | sh tests/qemu/complaints | wc -l)
	if [ "$count" -eq "$1" ]; then
		echo "ok - $2"
	else
		echo "not ok - $2: $count lines"
		status=1
	fi
}

line='=================================================================='

is 0 'a kernel that says nothing of interest' <<-END
	nf_p2p: loading out-of-tree module taints kernel.
	eth0: renamed
END
is 2 'a warning' <<-END
	WARNING: CPU: 0 PID: 12 at net/core/dev.c:3
	RIP: 0010:dev_close
END
is 4 'what KASAN says, whoever did it' <<-END
	$line
	BUG: KASAN: use-after-free in kfree_skb
	Call Trace:
	 kfree_skb+0x1/0x2
	$line
END
is 0 'a race of the kernel with itself' <<-END
	$line
	BUG: KCSAN: data-race in tick_nohz_stop_tick / tick_nohz_stop_tick
	write to 0xffffffff82206548 of 4 bytes by task 0 on cpu 1:
	 tick_nohz_stop_tick+0x1/0x2
	read to 0xffffffff82206548 of 4 bytes by task 0 on cpu 0:
	 tick_nohz_stop_tick+0x1/0x2
	$line
END
is 0 'the clock, read by the module while it is set' <<-END
	$line
	BUG: KCSAN: data-race in ktime_get_real_seconds / timekeeping_advance
	write to 0xffffffff82206548 of 280 bytes by interrupt on cpu 0:
	 timekeeping_advance+0x6c1/0xb00
	 asm_sysvec_apic_timer_interrupt+0x1b/0x20
	 order_of+0x1/0x2 [nf_p2p]
	read to 0xffffffff822065c0 of 8 bytes by interrupt on cpu 1:
	 ktime_get_real_seconds+0x1a/0x30
	 order_of+0x1/0x2 [nf_p2p]
	$line
END
is 0 'a race of the kernel with itself, in an interrupt that came upon the module' <<-END
	$line
	BUG: KCSAN: data-race in hrtimer_active / __hrtimer_run_queues
	write to 0xffffffff82206548 of 8 bytes by interrupt on cpu 0:
	 __hrtimer_run_queues+0x6c1/0xb00
	 asm_sysvec_apic_timer_interrupt+0x1b/0x20
	 order_of+0x1/0x2 [nf_p2p]

	read to 0xffffffff82206548 of 8 bytes by task 12 on cpu 1:
	 hrtimer_active+0x1a/0x30
	 schedule+0x1a/0x30

	Reported by Kernel Concurrency Sanitizer on:
	$line
END
is 8 'a race of functions of the kernel, on behalf of the module' <<-END
	$line
	BUG: KCSAN: data-race in memcpy / memset
	write to 0xffffffff82206548 of 8 bytes by task 12 on cpu 0:
	 memcpy+0x1/0x2
	 order_of+0x1/0x2 [nf_p2p]

	read to 0xffffffff822065c0 of 8 bytes by interrupt on cpu 1:
	 memset+0x1/0x2
	$line
END
is 6 'a race of the module, with what comes behind' <<-END
	$line
	BUG: KCSAN: data-race in prerouting / memcpy
	write to 0xffffffff82206548 of 8 bytes by task 12 on cpu 0:
	 memcpy+0x1/0x2
	read to 0xffffffff822065c0 of 8 bytes by interrupt on cpu 1:
	 prerouting+0x1/0x2 [nf_p2p]
	$line
END
is 0 'a list of the kernel, read without its lock' <<-END
	=============================
	WARNING: suspicious RCU usage
	net/netfilter/nf_tables_api.c:1 RCU-list traversed in non-reader section!!
	Call Trace:
	 nft_chain_lookup+0x1/0x2
	 </TASK>
END
is 6 'a list of the module, read without its lock' <<-END
	=============================
	WARNING: suspicious RCU usage
	kmod/index.c:1 suspicious rcu_dereference_check() usage!
	Call Trace:
	 p2p_index_find+0x1/0x2 [nf_p2p]
	 </TASK>
	eth0: renamed
END
is 2 'a race of the kernel, and then something else' <<-END
	$line
	BUG: KCSAN: data-race in a / b
	write to 0xffffffff82206548 of 4 bytes by task 0 on cpu 1:
	 a+0x1/0x2
	$line
	unregister_netdevice: waiting for lo to become free. Usage count = 1
	eth0: renamed
END
exit $status
