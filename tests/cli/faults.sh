# shellcheck shell=sh
# Want of memory and a netlink socket that fails: p2pctl ends with a status that is not 0 and one complaint, or does what it
# does otherwise. A fake kernel (faults/kernel.c) answers, whose calls can be spoiled; every allocation of a command is
# made to fail in turn (faults/allocation.c), also those of the libraries.
#
# $SANITIZED is p2pctl with the sanitizers: what fails must not leak either. Those do not allow that allocations fail.
. tests/cli/lib.sh

: "${CC:=cc}" "${PKG_CONFIG:=pkg-config}" "${SANITIZED:=build/unit/p2pctl}"
faults=$PWD/build/cli
hashes=build/cli/hashes policy=build/cli/policy wrong=build/cli/wrong
hash=0123456789012345678901234567890123456789
sample=tests/fuzz/seed.sig capture=tests/captures/p2p/bittorrent-transmission-dht.pcap
input=/dev/null

library() {
	# shellcheck disable=SC2046 # its words are options
	"$CC" -std=gnu11 -O1 -g -Wall -Wextra -Wno-unused-function -Wno-maybe-uninitialized -shared -fPIC -o "$faults/$1.so" \
		"tests/cli/faults/$1.c" $("$PKG_CONFIG" --cflags --libs libmnl)
}

library allocation
library kernel
"$CC" -std=gnu11 -O1 -Wall -Wextra -o "$faults/each" tests/cli/faults/each.c
export NO_COLOR=1 LC_ALL=C ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=1:exitcode=99 FAULT_STATUS=0
# Memory that nobody wrote to yet, or that is free again, does not look like zeros.
export MALLOC_PERTURB_=165

# each PROGRAM FAULT ARGUMENT...: one line of TAP.
each() {
	program=$1 kind=$2
	shift 2
	"$faults/each" "$kind" "$kind: p2pctl $*" "$program" "$@" <"$input" || failed=1
}

# each_allocation OPTIONS <COMMANDS: a command a line.
each_allocation() {
	while read -r command; do
		echo "$command " >>"$work/tried"
		# shellcheck disable=SC2086 # words
		each "$P2PCTL" allocation $1 $command
	done
}

echo "$hash" >"$hashes"
cat >"$policy" <<END
settings { enforce on; capture on; mark-mask 0xff000000 }
garden { prefix 192.0.2.1 protocol tcp port 80-443 }
content films { $hash }
default { sanction scope p2p action count }
subscriber "carol" {
	prefix 10.2.0.0/16; prefix 2001:db8::/48 zone 3
	sanction scope listed action drop until 2030-01-01 reason "a reason"
}
END
cat "$sample" >>"$policy"
cat >"$wrong" <<END
subscriber "a" { prefix 10.0.0.0/33 }
signature x { protocol bittorrent }
END

export FAULT_PRELOAD="$faults/allocation.so:$faults/kernel.so"
for options in '' -j; do
	each_allocation "$options" <<-END
		status
		stats show
		stats watch
		save
		subscriber list
		subscriber list prefix 10.1.0.0/16
		subscriber show bob
		signature list
		signature check $sample
		garden list
		content list
		content show films
		sanction list
		sanction list action drop scope p2p ending within 3000d prefix 10.1.0.0/16
		default show
		settings show
		flow list
		flow list class bittorrent subscriber bob prefix 10.1.0.0/16 proto udp
		monitor
		monitor subscriber bob kind decided sanction-hit
		top batch 1
		apply -c $policy
		whois 10.1.0.1
		transaction show
		bypass show
		classify --why --signatures $sample $capture
	END
	FAULT_STATUS=1
	each_allocation "$options" <<-END
		apply $wrong
	END
	FAULT_STATUS=5
	each_allocation "$options" <<-END
		diff $policy
	END
	FAULT_STATUS=0
done
each_allocation '-p -n other' <<-END
	save
END
each_allocation -y <<-END
	apply $policy
	bypass on
	bypass off
	subscriber set dave prefix 10.3.0.0/16
	subscriber del bob
	subscriber flush
	sanction add bob scope p2p action limit 1mbit until 2030-01-01
	sanction del bob
	default del
	default set scope p2p action count
	garden add 192.0.2.7 protocol tcp port 80
	garden del 10.0.0.0/24 protocol tcp port 80-443
	garden flush
	content add films $hash
	content del films 02000000000000000000000000000000
	content del films
	content load songs $hashes
	content load films $hashes except
	content flush
	settings set enforce off
	signature load $sample
	signature flush
	transaction abort --force
END
input=$policy
each_allocation -y <<-END
	apply -
END
input=/dev/null
# What is drawn in place. The terminal, which gives each key at once meanwhile, is left as it was found.
export FAULT_TERMINAL=1 TERM=xterm
each_allocation '' <<-END
	stats --watch 5
	top every 5
END
unset FAULT_TERMINAL

# No command of the help is forgotten. Its words are those in front of what the user is to fill in.
p2pctl --help
sed -nE '1,/^Commands/d; s/^  ([a-z]+( -*[a-z]+)*) .*/\1/p' "$work/out" >"$work/commands"
promise there_are_commands grep -qx status "$work/commands"
while read -r command; do
	grep -q "^$command " "$work/tried" || echo "$command"
done <"$work/commands" >"$work/out"
promise each_command_was_tried silent_out

export FAULT_PRELOAD="$faults/kernel.so"
# Numbers of errno: EPERM 1, EINTR 4, ENOMEM 12, EACCES 13, EMFILE 24, EADDRINUSE 98, ENOBUFS 105, ECONNREFUSED 111.
for fault in sendto:4 sendto:4~storm sendto:12 sendto:105 sendto:111 poll:4 poll:4~storm poll:12 recvmsg:4 recvmsg:4~storm \
	recvmsg:12 recvmsg:105 recvmsg:short recvmsg:none recvmsg:none~storm recvmsg:cut recvmsg:noise~any \
	socket:24 bind:98 setsockopt:1; do
	each "$SANITIZED" "$fault" -j save
	each "$SANITIZED" "$fault" -y apply "$policy"
done
# Connections come from another socket, behind the subscribers.
for fault in socket:24 bind:98 sendto:4 sendto:4~storm sendto:12 sendto:105 poll:4 recvmsg:4 recvmsg:4~storm recvmsg:12 \
	recvmsg:105 recvmsg:lost recvmsg:short recvmsg:none recvmsg:cut recvmsg:noise~any; do
	each "$SANITIZED" "$fault" -j flow list
done
# A refusal that is lost is not taken for consent.
export FAULT_REFUSES=1
FAULT_STATUS=2
cat >build/cli/refused <<END
subscriber "carol" { prefix 10.2.0.0/16 }
subscriber "dave" { prefix 10.3.0.0/16 }
END
each "$SANITIZED" recvmsg:105 -y apply build/cli/refused
each "$SANITIZED" recvmsg:lost -y apply build/cli/refused
unset FAULT_REFUSES
FAULT_STATUS=0
# That events were lost is told as one.
for fault in ppoll:4 ppoll:4~storm ppoll:12 recvmsg:4~storm recvmsg:12 recvmsg:105~any recvmsg:short recvmsg:cut \
	recvmsg:noise~any setsockopt:1; do
	each "$SANITIZED" "$fault" monitor
done
# What is shown again and again.
for fault in ppoll:4 ppoll:4~storm sendto:105 recvmsg:105 recvmsg:cut; do
	each "$SANITIZED" "$fault" -j stats watch
	each "$SANITIZED" "$fault" top batch 2
done
# Another network namespace that cannot be opened, or not entered.
each "$SANITIZED" open:13 -n other status
each "$SANITIZED" setns:1 -n other status
finish
