#!/bin/sh
# module: none
# A stream of which only later bytes have come, and found no room, has nothing in the window when other signatures come.
. "${0%/*}/../lib.sh"

topology
modprobe nf_p2p flow_max=32
policy </dev/null
note 'all four windows are lent'
flow4 --quiet --src "$sub1_phantom4:42000" --flows 4 open a:junk:200
flow4 --quiet --src "$sub1_phantom4:41000" open a@300:junk:100
apply <<-EOT
	signature datagrams-only {
		protocol ares
		transport udp
		strength proof
		pattern "abcdefghijklmnop"
	}
EOT
flow4 --quiet --src "$sub1_phantom4:41000" a@0:junk:50
policy </dev/null
flow4 --quiet --src "$sub1_phantom4:43000" open a:bt
expect_class bittorrent -p tcp --sport 43000
ip netns delete router
wait_for 20 - rmmod nf_p2p
