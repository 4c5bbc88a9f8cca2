#!/bin/sh
# The entry of the machine that holds a million subscribers; file descriptor 3 is the host.
# shellcheck source=../lib.sh
. /tests/lib.sh
set +e

count=1000000

say() { printf '%s\n' "$*" >&3; }
check() { if [ "$2" = "$3" ]; then say "ok - $1"; else say "not ok - $1: '$2' instead of '$3'"; failed=1; fi; }
failed=0

# timed COMMAND...: leaves its time in $took and what the tables gained in $gained
timed() {
	before=$(tables_kib)
	start=$(uptime_ms)
	"$@" || { say "not ok - $*"; failed=1; }
	took=$(($(uptime_ms) - start))
	gained=$(($(tables_kib) - before))
}

# subscribers [SANCTION]: the ruleset with all of them
subscribers() {
	awk -v n=$count -v sanction="$1" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "subscriber \"c%07d\" { prefix 10.%d.%d.%d/32; prefix 2001:db8:%x:%x00::/56;%s }\n",
				i, i / 65536, i / 256 % 256, i % 256, i / 256, i % 256, sanction
	}'
}

# set NAME FAMILY FORMAT: what ipset restores
set4() {
	awk -v n=$count 'BEGIN {
		print "create four hash:net family inet counters timeout 0 maxelem 2000000"
		for (i = 0; i < n; i++) printf "add four 10.%d.%d.%d timeout 2000000\n", i / 65536, i / 256 % 256, i % 256
	}'
}

set6() {
	awk -v n=$count 'BEGIN {
		print "create six hash:net family inet6 counters timeout 0 maxelem 2000000"
		for (i = 0; i < n; i++) printf "add six 2001:db8:%x:%x00::/56 timeout 2000000\n", i / 256, i % 256
	}'
}

# Info-hashes in no order: the multiplier is odd, so no two are the same.
hashes() {
	awk -v n=$count 'BEGIN {
		for (i = 0; i < n; i++) {
			x = i * 2654435761 % 4294967296
			printf "%04x%04x%032x\n", x / 65536, x % 65536, i
		}
	}'
}

status_of() { p2pctl -j status | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }

modprobe nf_p2p && modprobe ip_set_hash_net || exit 1
set4 >/tmp/four
set6 >/tmp/six
subscribers '' >/tmp/plain
subscribers ' sanction scope p2p action drop until 2030-12-31T00:00:00Z' >/tmp/dropped

say '# ipset'
timed ipset restore -f /tmp/four
ipset_took=$took ipset_gained=$gained
timed ipset restore -f /tmp/six
ipset_took=$((ipset_took + took)) ipset_gained=$((ipset_gained + gained))
say "# ipset restore, $count prefixes of each family with counters and timeout: $ipset_took ms," \
	"$((ipset_gained * 1024 / count)) bytes for a pair, says itself" \
	"$(ipset -t list | awk '/Size in memory/ { sum += $4 } END { printf "%d", sum / '$count' }')"
ipset destroy four
ipset destroy six
rm /tmp/four /tmp/six

say '# p2pctl'
timed script -qec 'p2pctl -y apply /tmp/plain' /tmp/terminal >/dev/null
check 'a terminal is told how far it is' \
	"$(grep -c "[0-9] of $count changes sent.*unchanged, .*generation 1" /tmp/terminal)" 1
say "# apply, $count subscribers with a prefix of each family: $took ms, $((gained * 1024 / count)) bytes for each"
check 'a million subscribers with two prefixes each are there' \
	"$(p2pctl -j status | grep -o '"subscribers":[0-9]*\|"prefixes":[0-9]*' | tr '\n' ' ')" \
	"\"subscribers\":$count \"prefixes\":$((2 * count)) "
[ $gained -lt $ipset_gained ] && small=yes || small=no
check 'they take less memory than the same prefixes in ipset' "$small" yes
plain=$gained

timed p2pctl -y apply /tmp/dropped
say "# apply, a sanction for each of them: $took ms ($((took * 100 / ipset_took)) % of ipset restore)," \
	"$(((plain + gained) * 1024 / count)) bytes for each"
check 'each has a sanction' "$(p2pctl -j status | grep -o '"sanctions":[0-9]*')" "\"sanctions\":$count"

# An order takes effect before the answer of its commit arrives, so the time of the command is a bound.
start=$(uptime_ms)
for i in 0 1 2 3 4 5 6 7 8 9; do p2pctl -y sanction add c050000$i scope all action drop >/dev/null || failed=1; done
say "# one sanction added beside them: $((($(uptime_ms) - start) / 10)) ms, of which the command itself" \
	"$(start=$(uptime_ms); for i in 0 1 2 3 4 5 6 7 8 9; do p2pctl --version >/dev/null; done
	echo $((($(uptime_ms) - start) / 10))) ms to start and end"

start=$(uptime_ms)
p2pctl save >/tmp/saved
say "# save: $(($(uptime_ms) - start)) ms"
check 'save names each once' "$(grep -o '^subscriber "*c[0-9]*' /tmp/saved | sort -u | wc -l)" $count

timed p2pctl -y subscriber flush
say "# flush: $took ms"
check 'nobody is left' "$(p2pctl -j status | grep -o '"subscribers":[0-9]*')" '"subscribers":0'

say '# content lists'
hashes >/tmp/hashes
timed p2pctl content load films /tmp/hashes
say "# content load, $count ids: $took ms, $((gained * 1024 / count)) bytes for each"
check 'all ids are there' "$(status_of listed)" $count
check 'they take little more than their own 20 bytes' "$((gained * 1024 / count / 24))" 0
start=$(uptime_ms)
p2pctl save >/tmp/saved
say "# save: $(($(uptime_ms) - start)) ms"
check 'save names each once, in order' "$(sed -n 's/^\t//p' /tmp/saved | cksum)" "$(sort /tmp/hashes | cksum)"
generation=$(status_of generation)
timed p2pctl apply /tmp/saved
say "# apply of what is there: $took ms"
check 'what is there is not sent again' "$(status_of generation)" "$generation"
timed p2pctl content del films "$(head -n 1 /tmp/hashes)"
say "# one id taken off: $took ms"
check 'it is one less' "$(status_of listed)" $((count - 1))
timed p2pctl content add films 0123456789012345678901234567890123456789
say "# one id added: $took ms"
check 'it is there' "$(status_of listed) $(p2pctl content show films | grep -c ^0123456789012345678901234567890123456789)" "$count 1"
timed p2pctl -y content flush
check 'no id is left' "$(status_of listed)" 0
check 'and no memory is held' "$((gained * 1024 < -20 * count))" 1
rmmod nf_p2p
check 'the kernel said nothing' "$(dmesg | grep -cE 'BUG|WARNING|Oops|Call Trace')" 0
exit $failed
