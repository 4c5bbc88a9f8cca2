#!/bin/sh
# The old bits are cleared from every connection, and the flows are judged anew from what they say next.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 open expect=lost a:bt
flow4 --src "$sub1_phantom4:41000" open a:http b:http-reply
flow4 --proto udp --src "$sub1_phantom4:41000" a:junk:30
ctl settings set mark-mask 0xff
for mark in $(flow_marks); do
	expect_eq 'bits of the old mask' 0 $((mark >> 8))
done
flow4 --proto udp --src "$sub1_phantom4:41000" expect=lost a:dht-ping
expect_eq 'class in the new bits' 17 "$(flow_marks -p udp)"
# Where the two overlap, a class would look like another one meanwhile.
expect_status 2 - p2pctl -n router settings set mark-mask 0xff0
case $complaint in
*overlaps*) ;;
*) fail 'the refusal does not say why' ;;
esac
