#!/bin/sh
# When the module goes, so do its bits in every connection's mark; other bits stay, and so do these bits once they are no
# longer the module's.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority mangle; ct state new ct mark set ct mark | 0x1234; }
	}
EOF
policy </dev/null
play() {
	flow4 --quiet open a:bt
	flow4 --quiet --src "$sub1_phantom4:41000" open a:http b:http-reply
	flow4 --quiet --src "$sub1_phantom4:42000" open a:bt:0-9
	flow4 --quiet --src "$sub1_phantom4:43000" a:junk:30
	flow6 --quiet --proto udp a:dht-ping
	flow6 --quiet --proto udp --src "[$sub1_phantom6]:41000" a:junk:30
}
play
expect_eq 'connections with class bits' 6 "$(flow_marks | awk '$1 >= 16777216' | wc -l)"
rmmod nf_p2p
expect_eq 'marks' "$(yes 4660 | head -n 6)" "$(flow_marks)"

# The same when nothing is left to do.
modprobe nf_p2p
policy </dev/null
forget_flows
play
ctl -y signature flush
expect_eq 'marks' "$(yes 4660 | head -n 6)" "$(flow_marks)"

# Then the bits are anybody's.
forget_flows
nft_router <<-'EOF'
	flush table inet t
	table inet t {
		chain d { type filter hook prerouting priority mangle; ct state new ct mark set 0x12345678; }
	}
EOF
play
rmmod nf_p2p
expect_eq 'marks of others' "$(yes 305419896 | head -n 6)" "$(flow_marks)"
