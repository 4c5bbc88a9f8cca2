#!/bin/sh
# Who shares files, and how much, is counted whether or not anything is ordered; nothing of other flows is.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice }
	subscriber bob { $bob; sanction scope p2p action drop }
	subscriber carol { prefix 10.3.0.0/24 }
	subscriber server { prefix $inet_phantom4 }
EOF
flow4 --proto udp a:dns b:dns-reply
flow4 --src "$sub1_phantom4:41000" open a:tls b:tls-server a:junk:1000
expect_eq 'of what is not P2P' '' "$(ctl -j subscriber show alice | grep -o counters)"

# The packets before the decision are of an undecided flow: 40 + 68 and 40 + 100 bytes are those from then on.
flow4 --src "$sub1_phantom4:42000" open a:bt b:junk:100
expect_counter alice p2p_packets 2
expect_counter alice p2p_bytes 248
expect_counter server p2p_packets 2
expect_counter server p2p_bytes 248
# Who is sanctioned is counted as well, dropped or not.
flow6 --a sub2:eth0 --src "$sub2_phantom6" open expect=lost a:bt
expect_counter bob p2p_packets 1
expect_counter bob drop_packets 1
# Whose both ends are is counted once, and his counters outlive a change.
apply <<-EOF
	subscriber alice { $alice; prefix $inet_phantom4 }
	subscriber bob { $bob; sanction scope p2p action drop }
	subscriber carol { prefix 10.3.0.0/24 }
EOF
flow4 --src "$sub1_phantom4:43000" open a:bt
expect_counter alice p2p_packets 3
expect_counter alice p2p_bytes 356

expect_stat p2p_packets 4
expect_stat bittorrent_packets 4
expect_stat bittorrent_bytes "$(stat_get p2p_bytes)"
flow4 --src "$sub1_phantom4:44000" --proto udp a:kad-req b:kad-res
expect_eq 'of another class' true "$([ "$(stat_get edonkey_packets)" -gt 0 ] && echo true)"
expect_stat bittorrent_packets 4
