#!/bin/sh
# In endless traffic one way, evidence by chance comes twice some day. Behind three datagrams that match nothing it does not
# count; proof does.
. "${0%/*}/../lib.sh"

topology
policy <<-EOT
	signature chance-one { protocol ares; transport udp; strength evidence; pattern "chance1"; structural "test" }
	signature chance-two { protocol ares; transport udp; strength evidence; pattern "chance2"; structural "test" }
EOT
flow4 --quiet --proto udp a:t:chance1 a:t:chance2
expect_class ares
flow4 --quiet --proto udp --src "$sub1_phantom4:41000" repeat=3 a:junk:50
flow4 --quiet --proto udp --src "$sub1_phantom4:41000" a:t:chance1 a:t:chance2
expect_class undecided -p udp --sport 41000
flow4 --quiet --proto udp --src "$sub1_phantom4:41000" a:dht-ping
expect_class bittorrent -p udp --sport 41000
