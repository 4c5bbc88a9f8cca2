#!/bin/sh
# An order, the bypass and other signatures that come while it waits count for it, whichever hook it has before it. When the
# last order goes, or the module, the kernel drops what waits, and nothing else.
# limit: 120
. "${0%/*}/../lib.sh"

passed=0 dropped=0

# send [p2pflow's options]: a datagram that is proof, without waiting for it
send() { flow4 --timeout 1 --proto udp "$@" expect=any a:dht-ping; }

waiting() { [ "$(queue_get "$1" 3)" -eq "$2" ]; }

# meanwhile COMMAND...: while a packet of sub1's port $port waits in queue $queue
meanwhile() {
	hold_queue $queue
	send --src "$sub1_phantom4:$port"
	wait_for 5 - waiting $queue 1
	"$@"
	release_queue $queue
}

# All packets so far have met their fate.
judged() { [ $(($(nft_count told passed) + $(stat_get dropped) + $(stat_get rejected))) -eq $((passed + dropped)) ]; }

expect_fates() {
	wait_for 5 - judged
	expect_eq 'packets that passed' $passed "$(nft_count told passed)"
}

passes() {
	passed=$((passed + 1))
	expect_fates
}

is_lost() {
	dropped=$((dropped + 1))
	expect_fates
}

# drops_what_waits COMMAND...: in both queues; and the next packet passes
drops_what_waits() {
	for queue in 1 0; do
		hold_queue $queue
		send
		wait_for 5 - waiting $queue 1
	done
	"$@"
	for queue in 1 0; do
		wait_for 5 - waiting $queue 0
		release_queue $queue
	done
	flow4 --proto udp a:dht-ping
	passed=$((passed + 1))
	expect_eq 'packets that passed' $passed "$(nft_count told passed)"
}

order_nothing() {
	ctl -y subscriber flush
	ctl -y signature flush
}

topology
queue_packets
nft_router <<-'EOF'
	table inet told {
		counter passed {}
		chain c { type filter hook postrouting priority 0; oifname to_inet udp dport 6881 counter name passed; }
	}
EOF
policy <<-EOF
	subscriber alice { $alice }
EOF
port=40000
# At first there is no second hook yet.
action=reject
for queue in 1 0; do
	meanwhile ctl sanction add alice scope p2p action $action
	is_lost
	meanwhile ctl bypass on
	passes
	meanwhile ctl bypass off
	is_lost
	meanwhile ctl sanction add alice scope p2p action count
	passes
	action=drop
done

# What is found out of a packet hangs on the signatures there are when conntrack has seen it.
ctl sanction add alice scope p2p action drop
queue=0 port=41000
meanwhile ctl -y signature flush
passes
port=42000
meanwhile ctl signature load /usr/share/nf_p2p/signatures/all.sig
is_lost

# What is dropped comes to the first queue only.
ctl sanction add alice scope p2p action reject
drops_what_waits order_nothing
policy <<-EOF
	subscriber alice { $alice; sanction scope all action count }
EOF
drops_what_waits on - rmmod nf_p2p
