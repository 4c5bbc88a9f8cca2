#!/bin/sh
# What is there already is not sent again; what is written comes back as it was; counters survive.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	default { sanction scope all action mark 1/1 from 2098-01-01T00:00:00Z reason "for whoever is left" }
	subscriber alice { $alice; sanction scope p2p action count until 2099-01-01T00:00:00Z }
	subscriber bob { $bob; sanction scope all action drop from 2098-01-01T00:00:00Z until 2099-01-01T00:00:00Z reason "court \"7\\\\9\" für" }
	subscriber "a key with blanks" { prefix 10.7.0.0/16 zone 3; sanction scope all action mark 0x2a/0xff }
EOF
flow4 open a:bt
ctl apply /tmp/policy >/tmp/said
grep -q '0 added, 0 changed, 0 removed, 4 unchanged, settings unchanged, garden unchanged, ruleset unchanged, content lists unchanged, generation 1,' /tmp/said ||
	fail "$(cat /tmp/said)"
expect_eq generation 1 "$(status_get generation)"
expect_counter alice count_packets 1
on - p2pctl -n router diff /tmp/policy

# save, flush, apply, save: byte for byte the same
p2pctl -n router save >/tmp/first
ctl -y subscriber flush
expect_eq subscribers 0 "$(status_get subscribers)"
ctl -y apply /tmp/first
p2pctl -n router save >/tmp/second
on - cmp /tmp/first /tmp/second
on - grep -q '^default { sanction scope all action mark 0x1/0x1 from 2098-01-01T00:00:00Z reason "for whoever is left" }$' /tmp/first
# What the file leaves out goes, the default too.
grep -v '^default' /tmp/first >/tmp/third
ctl apply /tmp/third
expect_status 2 - p2pctl -n router default show
# One that changes keeps its counters.
ctl -y apply /tmp/policy
flow4 --src "$sub1_phantom4:41000" open a:bt
ctl subscriber set alice prefix 10.1.0.0/24
expect_counter alice count_packets 1
