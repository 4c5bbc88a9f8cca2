#!/bin/sh
# The list of subscribers has all of them, that of sanctions those who have one.
. "${0%/*}/../lib.sh"

# keys OBJECT: of its list
keys() { p2pctl -n router -j "$1" list | grep -o '"key":"[^"]*"' | sort | tr '\n' ' '; }

topology
apply <<-EOF
	subscriber alice { prefix 10.1.0.0/24; sanction scope p2p action drop }
	subscriber bob { prefix 10.2.0.0/24 }
EOF
expect_eq subscribers '"key":"alice" "key":"bob" ' "$(keys subscriber)"
expect_eq sanctioned '"key":"alice" ' "$(keys sanction)"
