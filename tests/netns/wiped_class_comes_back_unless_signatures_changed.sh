#!/bin/sh
# What another tool wipes from the mark, the record puts back; but not what older signatures said, and not what is evidence
# to the new ones.
. "${0%/*}/../lib.sh"

topology
# junk:31 makes somebody else wipe the mark.
nft_router <<-'EOF'
	table inet t {
		chain c { type filter hook prerouting priority mangle; udp length 39 ct mark set 0; }
	}
EOF
# signatures WORD: with one to which it is evidence
signatures() {
	policy <<-EOF
		signature chance { protocol ares; transport udp; strength evidence; pattern "$1"; structural "test" }
		subscriber alice { $alice; sanction scope p2p action count }
	EOF
}

signatures one
monitor_start router
flow4 --proto udp a:dht-ping a:junk:31
expect_class undecided
flow4 --proto udp a:junk:30
expect_class bittorrent
signatures two
flow4 --proto udp a:junk:31 a:t:two
expect_class undecided
flow4 --proto udp a:junk:30
expect_class undecided
expect_stat decided_p2p 1
wait_events 1 sanction-hit
# Decided again, it is told again.
flow4 --proto udp a:dht-ping
expect_class bittorrent
wait_events 2 sanction-hit
# Also when the first packet to be judged decides alone.
signatures three
flow4 --proto udp a:junk:31 a:dht-ping
expect_class bittorrent
wait_events 3 sanction-hit
