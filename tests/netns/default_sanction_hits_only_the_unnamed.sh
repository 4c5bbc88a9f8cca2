#!/bin/sh
# It is for flows that have a subscriber at neither end: whoever is named is spared, sanctioned or not, whoever he talks to.
. "${0%/*}/../lib.sh"

default_get() { p2pctl -n router -j default show | member "$1"; }

topology
policy <<-EOF
	subscriber alice { $alice }
EOF
expect_status 2 - p2pctl -n router default show
expect_eq complaint 'Error: there is no default sanction' "$complaint"
monitor_start router
p2pctl -n router monitor >/tmp/lines &
wait_for 10 - joined router $!
ctl -y default set scope p2p action drop reason 'who are you'
wait_events 1 sanction-began
expect_eq subscribers 1 "$(status_get subscribers)"
expect_eq sanctions 1 "$(status_get sanctions)"

# Of nobody, from either side, with a connection and without.
flow4 --a sub2:eth0 --src "$sub2_phantom4" open expect=lost a:bt
flow6 --a inet:eth0 --b sub2:eth0 --src "$inet_phantom6" --dst "$sub2_phantom6" open expect=lost a:bt
expect_eq 'packets of nobody' 2 "$(default_get drop_packets)"
flow4 --a sub2:eth0 --src "$sub2_phantom4:41000" open a:junk:10
# Of somebody, at either end.
flow4 --src "$sub1_phantom4:42000" open a:bt b:bt
flow4 --a sub2:eth0 --b sub1:eth0 --src "$sub2_phantom4:43000" --dst "$sub1_phantom4" open a:bt b:bt
expect_eq 'packets of nobody' 2 "$(default_get drop_packets)"
expect_counter alice drop_packets 0
expect_eq 'peer-to-peer packets, which are counted of subscribers' 0 "$(default_get p2p_packets)"

wait_events 2 sanction-hit
expect_eq 'hits that say so' 2 "$(events sanction-hit |
	grep '"default":true,.*"scope":"p2p","action":"drop","reason":"who are you"' | grep -vc '"subscriber"')"
wait_for 5 - grep -q 'sanction-hit subscriber default bittorrent' /tmp/lines
# Who gets a name is left alone from the next packet on.
ctl subscriber set bob prefix 10.2.0.0/24
flow4 --a sub2:eth0 --src "$sub2_phantom4" a@0:bt
ctl subscriber del bob
# Nobody names it in a list of subscribers.
[ "$(p2pctl -n router -j subscriber list | grep -c key)" -eq 1 ] || fail 'the default is in the list of subscribers'
ctl -y default set scope all action mark 0x2a/0xff
wait_events 1 sanction-changed
expect_eq 'counters stay' 2 "$(default_get drop_packets)"
nft_router <<-'EOF'
	table inet t {
		counter marked { }
		chain c { type filter hook prerouting priority 0; meta mark & 0xff == 0x2a counter name marked; }
	}
EOF
flow4 --a sub2:eth0 --src "$sub2_phantom4:41000" a@10:junk:10
flow4 --src "$sub1_phantom4:42000" a@68:junk:10
expect_eq 'marked packets' 1 "$(nft_count t marked)"
ctl default del
wait_events 1 sanction-ended
flow4 --a sub2:eth0 --src "$sub2_phantom4" a@68:junk:10
ctl -y default set scope p2p action drop
# All that was ordered goes with the subscribers.
ctl -y subscriber flush
expect_status 2 - p2pctl -n router default show
