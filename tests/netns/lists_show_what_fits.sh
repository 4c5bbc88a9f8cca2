#!/bin/sh
# sanction list and subscriber list show those that fit everything that is said.
. "${0%/*}/../lib.sh"

# keys LIST [FILTER...]: those shown, in one line.
keys() {
	object=$1
	shift
	p2pctl -n router -j "$object" list "$@" | grep -o '"key":"[a-z]*"' | cut -d '"' -f 4 | tr '\n' ' '
}

topology
apply <<-EOF
	subscriber alice { $alice; sanction scope p2p action drop until +6d }
	subscriber bob { $bob; sanction scope all action drop until +8d }
	subscriber carol { prefix 10.3.0.0/24; sanction scope p2p action count }
	subscriber dave { prefix 10.3.1.0/24; sanction scope p2p action count until 2020-01-01 }
	subscriber eve { prefix 10.3.2.0/25 }
EOF
expect_eq 'all sanctions' 'alice bob carol dave ' "$(keys sanction)"
expect_eq 'by action' 'carol dave ' "$(keys sanction action count)"
expect_eq 'by scope' 'bob ' "$(keys sanction scope all)"
expect_eq 'by both' '' "$(keys sanction scope all action count)"
expect_eq 'ending soon' 'alice ' "$(keys sanction ending within 7d)"
expect_eq 'ending later too' 'alice bob ' "$(keys sanction ending within 2w)"
expect_eq 'by prefix' 'carol dave ' "$(keys sanction prefix 10.3.0.0/16)"
expect_eq 'by address' 'carol ' "$(keys sanction prefix 10.3.0.9)"
expect_eq 'by IPv6 prefix' 'alice ' "$(keys sanction prefix 2001:db8:1::/48)"
expect_eq 'subscribers by prefix' 'eve ' "$(keys subscriber prefix 10.3.2.0/24)"
expect_eq 'subscribers beside it' '' "$(keys subscriber prefix 10.3.2.128/25)"
for wrong in 'ending 7d' 'ending within' 'ending within 7x' 'action nothing' 'prefix 10.1.0.1/24' 'state ended'; do
	# shellcheck disable=SC2086 # words
	expect_status 1 - p2pctl -n router sanction list $wrong
done
