#!/bin/sh
# Conntrack knew it before anybody inspected: where its stream began is not known.
. "${0%/*}/../lib.sh"

topology
nft_router <<-EOF
	table inet t {
		chain c { type filter hook forward priority 0; ct state new counter; }
	}
EOF
flow4 open a:junk:30 b:junk:30
flow4 --src "$sub1_phantom4:41000" open
expect_eq 'flows tracked before' 2 "$(flow_marks | wc -l)"
apply <<-EOF
	$start_of_stream
EOF
flow4 a@30:bt
expect_class undecided -p tcp --sport 40000
# Even if nothing was said yet: nobody can tell.
flow4 --src "$sub1_phantom4:41000" a:bt
expect_class undecided -p tcp --sport 41000
expect_stat decided_p2p 0

flow4 --src "$sub1_phantom4:42000" open a:bt
expect_class bittorrent -p tcp --sport 42000
