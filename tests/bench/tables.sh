# shellcheck shell=sh disable=SC2034,SC2154 # guest.sh uses it
# tables.sh: what it takes to load, replace and change many sanctions, beside ipset and nft. All of it counts, the programs
# in user space, too. Times are of an emulated machine with one CPU: only their ratio means something.

tables_count=1000000
# What nft takes for a million does not fit into the time.
nft_count=100000

# table WHO WHAT COUNT COMMAND...: one figure
table() {
	who=$1 what=$2 number=$3
	shift 3
	before=$(tables_kib)
	start=$(uptime_ms)
	"$@" >/dev/null 2>/tmp/complaint || wrong "$who, $what: $(head -n 1 /tmp/complaint)"
	took=$(($(uptime_ms) - start))
	say "figure tables $who $what count=$number milliseconds=$took kib=$(($(tables_kib) - before))"
}

# pairs FORMAT4 FORMAT6 COUNT
pairs() {
	awk -v four="$1" -v six="$2" -v n="$3" 'BEGIN {
		for (i = 0; i < n; i++) {
			printf four "\n", 64 + i / 65536, i / 256 % 256, i % 256
			printf six "\n", i / 256, i % 256
		}
	}'
}

ipset_restores() {
	echo "create four hash:net family inet counters timeout 0 maxelem 2000000"
	echo "create six hash:net family inet6 counters timeout 0 maxelem 2000000"
	pairs 'add four 100.%d.%d.%d timeout 2000000' 'add six 2001:dc8:%x:%x00::/56 timeout 2000000' "$1"
}

# One command for each set: nft takes its time for each of them.
nft_loads() {
	echo 'table inet sanctions {'
	echo 'set four { type ipv4_addr; flags timeout; }; set six { type ipv6_addr; flags timeout, interval; }; }'
	awk -v n="$1" 'BEGIN {
		printf "add element inet sanctions four { "
		for (i = 0; i < n; i++)
			printf "100.%d.%d.%d timeout 20d, ", 64 + i / 65536, i / 256 % 256, i % 256
		printf "}\nadd element inet sanctions six { "
		for (i = 0; i < n; i++)
			printf "2001:dc8:%x:%x00::/56 timeout 20d, ", i / 256, i % 256
		print "}"
	}'
}

part_tables() {
	crowd $tables_count "$everything" >/tmp/all
	crowd $tables_count ' sanction scope p2p action drop until 2030-12-31T00:00:00Z' >/tmp/p2p
	modprobe nf_p2p
	table nf_p2p load $tables_count p2pctl -y apply /tmp/all
	table nf_p2p replace $tables_count p2pctl -y apply /tmp/p2p
	table nf_p2p change $tables_count p2pctl -y sanction add c0500000 scope all action drop
	table nf_p2p flush $tables_count p2pctl -y subscriber flush
	rm /tmp/all /tmp/p2p
	rmmod nf_p2p
	ipset_restores $tables_count >/tmp/ipset
	table ipset load $tables_count ipset restore -f /tmp/ipset
	table ipset change $tables_count ipset -exist add four 10.1.1.1 timeout 1000
	ipset destroy
	rm /tmp/ipset
	nft_loads $nft_count >/tmp/nft
	table nft load $nft_count nft -f /tmp/nft
	table nft change $nft_count nft add element inet sanctions four '{ 10.1.1.1 timeout 1d }'
	nft flush ruleset
	rm /tmp/nft
}
