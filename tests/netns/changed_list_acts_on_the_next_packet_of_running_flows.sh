#!/bin/sh
# A content id put on a list, taken off it or spared: the next packet of a flow that was there before feels it.
. "${0%/*}/../lib.sh"

other=7777777777777777777777777777777777777777

topology
policy <<-EOF
	content films { $other }
	subscriber alice { $alice; sanction scope listed action drop }
EOF
flow4 open a:bt b:bt
ctl content add films $info_hash
flow4 expect=lost a@68:junk:10 b@68:junk:10
ctl content del films $info_hash
flow4 a@68:junk:10 b@68:junk:10
echo $info_hash >/tmp/hashes
ctl content load films /tmp/hashes
flow4 expect=lost a@78:junk:10
ctl content load linux /tmp/hashes except
flow4 a@78:junk:10
ctl content del linux
flow4 expect=lost a@88:junk:10
ctl -y content flush
flow4 a@88:junk:10
# For a sanction of scope p2p it is the except lists that count.
ctl sanction add alice scope p2p action drop
flow4 expect=lost b@78:junk:10
ctl content load linux /tmp/hashes except
flow4 b@78:junk:10
