#!/bin/sh
# Who lies within whose prefix is told, whichever of the two came first, and nothing changes. One subscriber's own prefixes
# may lie within each other; other zones and families are other worlds; a prefix may move in one order.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { prefix 10.1.0.0/24; prefix 10.1.0.7; prefix 2001:db8:1::/56 }
EOF

# refused_within INNER OUTER ARGUMENT...
refused_within() {
	inner=$1 outer=$2
	shift 2
	expect_status 2 - p2pctl -n router "$@"
	case $complaint in *"$inner lies within $outer"* | *"$inner of subscriber"*"lies within $outer"*) ;;
	*) fail "it does not say that $inner lies within $outer" ;; esac
}
refused_within 10.1.0.9/32 10.1.0.0/24 subscriber set bob prefix 10.1.0.9
refused_within 10.1.0.0/24 10.1.0.0/16 subscriber set bob prefix 10.1.0.0/16
refused_within 2001:db8:1:7::/64 2001:db8:1::/56 subscriber set bob prefix 10.9.0.1 2001:db8:1:7::/64
refused_within 2001:db8:1::/56 ::/0 subscriber set bob prefix ::/0
expect_eq subscribers 1 "$(status_get subscribers)"

ctl subscriber set bob prefix 10.1.0.9 zone 5
ctl subscriber set carol prefix 10.1.1.0/24 2001:db8:2::/56
ctl sanction add carol scope p2p action count
cat >/tmp/nested <<-EOF
	subscriber alice { prefix 10.1.0.0/24 }
	subscriber bob {
		prefix 10.1.0.9/32
	}
EOF
expect_status 1 - p2pctl -n router apply -c /tmp/nested
case $complaint in *'nested:3:8'*'lies within 10.1.0.0/24 of subscriber "alice"'*) ;; *) fail 'the place is not named' ;; esac
apply <<-EOF
	subscriber alice { prefix 10.1.1.0/24 }
	subscriber bob { prefix 10.1.0.0/24 }
	subscriber carol { prefix 10.1.0.0/25 zone 1 }
EOF

ctl settings set nested on
ctl subscriber set dave prefix 10.1.0.9
expect_status 2 - p2pctl -n router settings set nested off
ctl --yes subscriber del dave
ctl settings set nested off
