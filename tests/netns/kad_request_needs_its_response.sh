#!/bin/sh
# Either alone looks like chance; both together do not.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 --proto udp repeat=6 a:kad-req
expect_class undecided
flow4 --proto udp b:kad-res
expect_class edonkey
flow4 --proto udp --src "$sub1_phantom4:41000" repeat=6 b:kad-res
expect_class undecided -p udp --dport 41000
