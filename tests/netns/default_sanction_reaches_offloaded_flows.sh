#!/bin/sh
# A default of scope all brings back the offloaded flows of whoever is no subscriber, and of nobody else.
. "${0%/*}/../lib.sh"

topology
serve_transfers
policy <<-EOF
	subscriber alice { $alice }
EOF
offload_cleared
download sub1 "$sub1_ip4"
download sub2 "$sub2_ip4"
ctl -y default set scope all action drop
sleep 5
before=$(sent sub2)
sleep 2
expect_eq 'bytes to nobody from 5 s to 7 s' 0 $(($(sent sub2) - before))
is_offloaded "$sub1_ip4" || fail "a subscriber's flow left the flowtable"
moves sub1 || fail "a subscriber's transfer stopped"
