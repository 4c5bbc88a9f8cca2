#!/bin/sh
# Ordered, changed and taken back: each is felt by the next packet of a flow that was there before.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice }
EOF
monitor_start router
flow4 open a:bt b:bt
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
flow4 expect=lost a@68:junk:10 b@68:junk:10
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
flow4 a@68:junk:10 b@68:junk:10
policy <<-EOF
	subscriber alice { $alice }
EOF
flow4 a@78:junk:10 b@78:junk:10
expect_counter alice drop_packets 2
expect_counter alice count_packets 2
wait_events 1 sanction-began
wait_events 1 sanction-changed
wait_events 2 sanction-hit
wait_events 1 sanction-ended
expect_eq 'ended by order' 1 "$(events sanction-ended | grep -c '"clock":"order"')"
expect_eq 'hits that name signature and content' 2 \
	"$(events sanction-hit | grep -c "\"signature\":\"bittorrent-handshake\",\"offset\":20,\"content_id\":\"$info_hash\"")"
