#!/bin/sh
# Scope listed touches flows whose content id is on a list, and the list is named. An id on none is nobody's business.
. "${0%/*}/../lib.sh"

other=7777777777777777777777777777777777777777

topology
apply <<-EOF
	include "/usr/share/nf_p2p/signatures/all.sig"
	content books { 8888888888888888888888888888888888888888; 00112233445566778899aabbccddeeff }
	content films { $info_hash }
	subscriber alice { $alice; sanction scope listed action drop }
EOF
monitor_start router
flow4 open expect=lost a:bt
flow6 open expect=lost a:bt
flow4 --proto udp a:utp-syn b:utp-state expect=lost a:utp-bt
flow4 --src "$sub1_phantom4:41000" open a:bt=$other b:bt=$other a:junk:10
wait_events 4 decided
wait_events 3 sanction-hit
expect_counter alice drop_packets 3
for kind in decided sanction-hit; do
	expect_eq "events $kind that name content and list" 3 \
		"$(events $kind | grep -c "\"content_id\":\"$info_hash\",\"list\":\"films\"")"
done
! grep -q $other /tmp/events.router || fail 'a content id that is on no list was told'
