# shellcheck shell=sh disable=SC2034,SC2154 # guest.sh uses it; lib.sh has the addresses
# configurations.sh: the routers that are measured. set_up_NAME makes one of a router that only forwards.

peers='ipp2p ipp2p_connmark string_bm string_kmp nft_8 nft_40'
own='idle shipped signatures_4096 subscribers_1000 subscribers_100000 subscribers_1000000'

established_configurations="bare conntrack empty $own p2p_elsewhere all_elsewhere all_marked_elsewhere $peers offloaded"
new_configurations="bare conntrack empty shipped signatures_4096 subscribers_100000 $peers offloaded"
p2p_configurations='conntrack shipped subscribed counted marked limited rejected dropped'
# What the figures grow with, or do not.
growth_configurations='conntrack signatures_64 signatures_256 signatures_1024 signatures_4096
	all_1000 all_10000 all_100000 lengths_1 lengths_2 lengths_4 lengths_8'

in_router() { ip netns exec router "$@"; }

set_up_bare() { :; }

# What all of the others have.
set_up_conntrack() { in_router modprobe p2pempty; }
set_up_empty() { in_router modprobe p2pempty hooks=1; }

# --- nf_p2p ---

# Loaded, but nothing was ever ordered.
set_up_idle() {
	set_up_conntrack
	modprobe nf_p2p
}

# shipped <<EOF: as policy does, but with nothing switched on that costs.
shipped() {
	{
		echo 'include "/usr/share/nf_p2p/signatures/all.sig"'
		cat
	} | apply 2>/dev/null
}

set_up_shipped() { shipped </dev/null; }

# many_signatures COUNT
many_signatures() { sh /tests/bench/gen4096 | awk -v n="$1" '/^signature/ && n-- <= 0 { exit } { print }' | apply 2>/dev/null; }

set_up_signatures_64() { many_signatures 64; }
set_up_signatures_256() { many_signatures 256; }
set_up_signatures_1024() { many_signatures 1024; }
set_up_signatures_4096() { many_signatures 4096; }

# crowd COUNT [SANCTION]: subscribers with a prefix of each family, none of whom is an end of a flow
crowd() {
	awk -v n="$1" -v sanction="${2:-}" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "subscriber \"c%07d\" { prefix 100.%d.%d.%d/32; prefix 2001:dc8:%x:%x00::/56;%s }\n",
				i, 64 + i / 65536, i / 256 % 256, i % 256, i / 256, i % 256, sanction
	}'
}

set_up_subscribers_1000() { crowd 1000 | shipped; }
set_up_subscribers_100000() { crowd 100000 | shipped; }
set_up_subscribers_1000000() { crowd 1000000 | shipped; }

# Sanctions of everybody else.
everything=' sanction scope all action drop until 2030-12-31T00:00:00Z'
set_up_p2p_elsewhere() { crowd 1000 ' sanction scope p2p action drop' | shipped; }
set_up_all_elsewhere() { crowd 1000 ' sanction scope all action drop' | shipped; }
set_up_all_marked_elsewhere() { crowd 1000 ' sanction scope all action mark 0x2a' | shipped; }
set_up_all_1000() { crowd 1000 "$everything" | shipped; }
set_up_all_10000() { crowd 10000 "$everything" | shipped; }
set_up_all_100000() { crowd 100000 "$everything" | shipped; }

# lengths COUNT: so many lengths of prefixes are in use of each family
lengths() {
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "subscriber \"l%d\" { prefix 11.%d.0.0/%d; prefix 2001:dc8:%x::/%d; sanction scope all action drop }\n",
				i, i, 32 - i, i, 56 - i
	}' | shipped
}

set_up_lengths_1() { lengths 1; }
set_up_lengths_2() { lengths 2; }
set_up_lengths_4() { lengths 4; }
set_up_lengths_8() { lengths 8; }

# Prefixes of three lengths of each family are in use; the flow's initiator has the shortest.
others='prefix 10.78.0.1/32; prefix 10.78.1.0/28; prefix 2001:db8:7800::/40; prefix 2001:db8:7900::/48'

# sanctioned [SCOPE ACTION]: the flow's initiator
sanctioned() {
	shipped <<-EOF
		subscriber alice { $alice; ${1:+sanction scope $1 action $2} }
		subscriber others { $others }
	EOF
}

set_up_subscribed() { sanctioned; }
set_up_counted() { sanctioned p2p count; }
set_up_marked() { sanctioned p2p 'mark 0x2a'; }
set_up_limited() { sanctioned p2p 'limit 100gbit'; }
set_up_rejected() { sanctioned p2p reject; }
set_up_dropped() { sanctioned p2p drop; }

# A flowtable gets what nf_p2p has cleared.
set_up_offloaded() {
	set_up_shipped
	sed 's/{ eth0, eth1 }/{ to_sub1, to_inet }/' /usr/share/nf_p2p/examples/offload.nft | in_router nft -f -
}

# --- The peers ---

legacy() { in_router iptables-legacy "$@" && in_router ip6tables-legacy "$@"; }

all_of_ipp2p='-m ipp2p --edk --dc --kazaa --gnu --bit --apple --winmx --soul --ares'

set_up_ipp2p() {
	set_up_conntrack
	# shellcheck disable=SC2086 # words
	legacy -A FORWARD $all_of_ipp2p -j DROP
}

# As its manual says: what was found once is remembered in the mark of the connection.
set_up_ipp2p_connmark() {
	set_up_conntrack
	legacy -t mangle -A PREROUTING -j CONNMARK --restore-mark
	legacy -t mangle -A PREROUTING -m mark ! --mark 0 -j ACCEPT
	# shellcheck disable=SC2086
	legacy -t mangle -A PREROUTING $all_of_ipp2p -j MARK --set-mark 1
	legacy -t mangle -A PREROUTING -m mark --mark 1 -j CONNMARK --save-mark
	legacy -A FORWARD -m mark --mark 1 -j DROP
}

set_up_string_bm() {
	set_up_conntrack
	legacy -A FORWARD -m string --algo bm --string 'BitTorrent protocol' -j DROP
}

set_up_string_kmp() {
	set_up_conntrack
	legacy -A FORWARD -m string --algo kmp --string 'BitTorrent protocol' -j DROP
}

# raw_rules COUNT: as many pairs for UDP and TCP that look at 4 bytes of the payload
raw_rules() {
	set_up_conntrack
	{
		echo 'table inet raw { chain forward { type filter hook forward priority 0;'
		awk -v n="$1" 'BEGIN {
			for (i = 0; i < n; i++) {
				printf "meta l4proto udp @th,64,32 0x7f%06x counter drop\n", i
				printf "meta l4proto tcp @th,160,32 0x7f%06x counter drop\n", i
			}
		}'
		echo '}; }'
	} | in_router nft -f -
}

set_up_nft_8() { raw_rules 4; }
set_up_nft_40() { raw_rules 20; }
