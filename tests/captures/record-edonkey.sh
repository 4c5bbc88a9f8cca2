#!/bin/sh
# record-edonkey.sh OUT.pcap: two aMule daemons, alone with each other in two network namespaces, find each other by Kad
# and exchange a small file over eD2k; OUT.pcap is what went over the wire between them.
#
# Protocol obfuscation is off: with it there is nothing to recognise. The file's content is random bytes.
# Needs root, and the packages amule-daemon, amule-utils, tcpdump. Takes three minutes; leaves nothing behind but OUT.pcap.
set -eu

if [ "${1:-}" != --inside ]; then
	[ $# -eq 1 ] || { sed -n '2s/^# //p' "$0" >&2; exit 2; }
	# Whatever is started, mounted or set up inside ends with the namespaces.
	exec unshare --mount --net --pid --fork --kill-child --mount-proc "$0" --inside "$(realpath -m "$1")"
fi
out=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { echo "record-edonkey: $*" >&2; }

in_namespace() { ip netns exec "$@"; }

# The addresses are those of the subscriber and of the far end in all our tests.
make_network() {
	mount -t tmpfs none /run/netns
	ip netns add leecher
	ip netns add seeder
	ip -n leecher link add eth0 type veth peer name eth0 netns seeder
	ip -n leecher addr add 10.1.0.2/24 dev eth0
	ip -n seeder addr add 203.0.113.2/24 dev eth0
	for namespace in leecher seeder; do
		ip -n "$namespace" link set lo up
		ip -n "$namespace" link set eth0 up
		ip -n "$namespace" route add default dev eth0
	done
	# A capture is read by people: segments as they are on a wire, checksums filled in.
	for namespace in leecher seeder; do
		in_namespace "$namespace" ethtool -K eth0 tso off gso off gro off tx off >/dev/null 2>&1 || true
	done
}

# Documentation addresses count as local ones, which aMule would not talk to: FilterLanIPs=0.
write_configuration() {
	mkdir -p "$work/$1/Incoming" "$work/$1/Temp"
	cat >"$work/$1/amule.conf" <<-END
	[eMule]
	Port=4662
	UDPPort=4672
	UDPEnable=1
	FilterLanIPs=0
	ParanoidFiltering=0
	IPFilterClients=0
	IPFilterServers=0
	ConnectToKad=1
	ConnectToED2K=0
	UPnPEnabled=0
	IncomingDir=$work/$1/Incoming
	TempDir=$work/$1/Temp
	[ExternalConnect]
	AcceptExternalConnections=1
	ECPassword=$(printf record | md5sum | cut -d' ' -f1)
	ECPort=4712
	[Obfuscation]
	IsClientCryptLayerSupported=0
	IsCryptLayerRequested=0
	IsClientCryptLayerRequired=0
	END
}

# write_kad_bootstrap NAME ADDRESS: ADDRESS is the other's, as four octal escapes, last byte first.
# nodes.dat for a first start: 0, version 3, edition 1, one contact: id, address, UDP port, TCP port, Kad version 8.
write_kad_bootstrap() {
	{
		printf '\0\0\0\0\003\0\0\0\001\0\0\0\001\0\0\0'
		printf '0123456789abcdef%b\100\022\066\022\010' "$2"
	} >"$work/$1/nodes.dat"
}

start_daemon() {
	in_namespace "$1" amuled --config-dir="$work/$1" >"$work/$1/output" 2>&1 &
}

# console NAME WORD...: what the daemon's own console is told.
console() {
	namespace=$1
	shift
	in_namespace "$namespace" amulecmd -h 127.0.0.1 -p 4712 -P record -c "$*" 2>/dev/null
}

# wait_until SECONDS COMMAND...
wait_until() {
	left=$1
	shift
	until "$@"; do
		[ "$left" -gt 0 ] || { say "waited in vain for: $*"; exit 1; }
		left=$((left - 1))
		sleep 1
	done
}

answers() { console "$1" status >/dev/null; }
is_connected() { console "$1" status | grep -q 'Kad: Connected'; }
shared_hash() { console seeder 'show shared' | sed -n 's/.*\([0-9A-F]\{32\}\).*payload.bin.*/\1/p'; }
is_shared() { [ -n "$(shared_hash)" ]; }
is_complete() { cmp -s "$work/seeder/Incoming/payload.bin" "$work/leecher/Incoming/payload.bin"; }

make_network
write_configuration leecher
write_configuration seeder
write_kad_bootstrap leecher '\0002\0161\0000\0313'
write_kad_bootstrap seeder '\0002\0000\0001\0012'
head -c 12000 /dev/urandom >"$work/seeder/Incoming/payload.bin"

in_namespace leecher tcpdump -Z root -U -i eth0 -w "$work/capture" 'port 4662 or port 4672' 2>"$work/tcpdump" &
tcpdump=$!
start_daemon seeder
start_daemon leecher
wait_until 30 answers seeder
wait_until 30 answers leecher
wait_until 30 is_shared

# A source that is named before the daemon counts as connected is forgotten.
console leecher 'connect kad' >/dev/null
console seeder 'connect kad' >/dev/null
wait_until 30 is_connected leecher
wait_until 30 is_connected seeder

say 'both daemons are up; exchanging a file'
console leecher "add ed2k://|file|payload.bin|12000|$(shared_hash)|/|sources,203.0.113.2:4662|/" >/dev/null
wait_until 90 is_complete

# Kad goes on: after two minutes it greets the contact, and both look whether they can be reached.
sleep 150
kill "$tcpdump"
wait "$tcpdump" || true
mv "$work/capture" "$out"
chmod 644 "$out"
say "$(tcpdump --count -r "$out" 2>/dev/null | tail -n 1) in $out"
