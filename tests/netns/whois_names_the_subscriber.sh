#!/bin/sh
# Given an address, p2pctl whois names the subscriber, the prefix that decides it and the sanction; or says that it is
# nobody's.
. "${0%/*}/../lib.sh"

# expect_owner KEY PREFIX ADDRESS...
expect_owner() {
	key=$1 prefix=$2
	shift 2
	ctl -j whois "$@" >/tmp/answer
	expect_eq "owner of $*" "$key" "$(member key </tmp/answer)"
	expect_eq "prefix of $*" "$prefix" "$(member prefix </tmp/answer)"
}

topology
apply <<-EOF
	settings { nested on }
	subscriber network { prefix 10.0.0.0/8; prefix 2001:db8::/32; sanction scope p2p action count }
	subscriber alice { $alice; prefix 10.1.0.7; prefix 10.1.0.0/24 zone 7; sanction scope all action drop }
	subscriber bob { prefix 10.0.0.0/8 zone 7 }
EOF
expect_owner network 10.0.0.0/8 10.3.0.1
expect_owner alice 10.1.0.0/24 10.1.0.255
expect_owner alice 10.1.0.7/32 10.1.0.7
expect_owner alice 2001:db8:1::/64 2001:db8:1::ffff
expect_owner network 2001:db8::/32 2001:db8:2::1
expect_owner alice '10.1.0.0/24 zone 7' 10.1.0.7 zone 7
expect_owner bob '10.0.0.0/8 zone 7' 10.2.0.1 zone 7
expect_eq 'the sanction' '"sanction":{"scope":"all","action":"drop","state":"active"}' \
	"$(ctl -j whois 10.1.0.1 | grep -o '"sanction":{[^}]*}')"
for nobody in 192.0.2.1 2001:db9::1 '10.1.0.1 zone 8' '2001:db8::1 zone 7'; do
	# shellcheck disable=SC2086 # words
	expect_status 2 - p2pctl -n router whois $nobody
	case $complaint in
	*'no subscriber has a prefix for this address'*) ;;
	*) fail 'it is not said why' ;;
	esac
done
ctl subscriber del alice
expect_owner network 10.0.0.0/8 10.1.0.7
