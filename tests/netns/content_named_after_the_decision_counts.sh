#!/bin/sh
# A flow that was decided by its first messages may name its content in a later one: that packet is judged by it.
. "${0%/*}/../lib.sh"

ed2k=0102030405060708090a0b0c0d0e0f10

topology
apply <<-EOF
	include "/usr/share/nf_p2p/signatures/all.sig"
	content films { $info_hash; $ed2k }
	subscriber alice { $alice; sanction scope listed action drop }
EOF
monitor_start router
flow4 open a:ed2k-hello b:ed2k-helloanswer expect=lost "a:xe31100000058+x$ed2k"
flow6 --proto udp a:dht-ping b:dht-reply expect=lost a:dht-getpeers
wait_events 2 sanction-hit
expect_eq 'hits that name the list' 2 "$(events sanction-hit | grep -c '"list":"films"')"
# The first one counts, and what another protocol would call so is none.
flow4 --src "$sub1_phantom4:41000" --proto udp a:dht-ping a:dht-getpeers=7777777777777777777777777777777777777777 a:dht-getpeers
flow4 --src "$sub1_phantom4:41001" --proto udp a:dht-ping "a:xe39b+x${ed2k}+x01c00002013612" a:junk:10
# Nobody looks for ever.
flow4 --src "$sub1_phantom4:41002" --proto udp a:dht-ping repeat=31 a:junk:10 expect=lost a:dht-getpeers
flow4 --src "$sub1_phantom4:41003" --proto udp a:dht-ping repeat=32 a:junk:10 a:dht-getpeers
