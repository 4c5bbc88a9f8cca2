#!/bin/sh
# What a flow is about is remembered in its record. When there is no room for one it could be excepted: it is spared by
# scope p2p, and that is counted. Without an except list it is not spared.
# module: none
. "${0%/*}/../lib.sh"

modprobe nf_p2p flow_max=16
topology
policy <<-EOF
	content linux except { $info_hash }
	subscriber alice { $alice; sanction scope p2p action drop }
EOF
for port in $(seq 41000 41015); do
	flow4 --src "$sub1_phantom4:$port" --quiet open a:bt
done
expect_stat dropped 0
[ "$(stat_get table_full)" -gt 0 ] || fail 'flows without a record are not counted'
ctl -y content flush
flow4 --src "$sub1_phantom4:41015" expect=lost a@68:junk:10
ip netns delete router
rmmod nf_p2p
