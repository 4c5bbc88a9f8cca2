#!/bin/sh
# A SYN, its answer with the same numbers and what follows with the next one: encrypted or not, that is uTP. Less is not.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
port=41000
# talk CLASS STEP...
talk() {
	class=$1
	shift
	flow4 --quiet --proto udp --src "$sub1_phantom4:$port" "$@"
	expect_class "$class" -p udp --sport $port
	port=$((port + 1))
}
data='x0100303a00a1d5e700000d3e0010000000028d2e+junk:300'
state='x2100303900a1c00100000d3e001000008d2f'

talk undecided a:utp-syn b:utp-state
talk bittorrent a:utp-syn b:utp-state "a:$data"
talk bittorrent a:utp-syn-ext b:utp-state "a:$data"
talk bittorrent a:utp-syn a:utp-syn b:utp-state b:utp-state "a:$data"
# An answer to another sequence number, of another connection, in the wrong direction, out of turn.
talk undecided a:utp-syn "b:$state+x0002" "a:$data"
talk undecided a:utp-syn b:x2100303800a1c00100000d3e001000008d2f0001 "a:$data"
talk undecided a:utp-syn a:utp-state "a:$data"
talk undecided a:utp-syn "a:$data" b:utp-state
talk undecided a:utp-syn b:utp-state a:x0100303900a1d5e700000d3e0010000000028d2e+junk:300
# The number behind 65535 is 0.
talk bittorrent a:x4100ffff00a1b2c300000000001000000001+x0000 b:x2100ffff00a1c00100000d3e001000008d2f0001 \
	a:x0100000000a1d5e700000d3e0010000000028d2e+junk:300
# Without a SYN: what one side has sent and the other acknowledges, each by its own id.
talk bittorrent "a:$data" "b:$state+x0002"
talk bittorrent a:junk:9 b:x0100303900a1d5e700000d3e0010000000028d2e+junk:300 a:x2100303a00a1c00100000d3e001000008d2f0002
talk undecided "a:$data" "b:$state+x0003"
talk undecided "a:$data" b:x2100303a00a1c00100000d3e001000008d2f0002
flow6 --quiet --proto udp a:utp-syn b:utp-state "a:$data"
expect_class bittorrent -f ipv6
