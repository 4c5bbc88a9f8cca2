#!/bin/sh
# A full conntrack table drops packets whatever the module does: the operator is told before.
. "${0%/*}/../lib.sh"

warnings() { ctl -j status | grep -o '"warnings":\[.*\]'; }

expect_warning() {
	case $(warnings) in
	"\"warnings\":[\"$1"*) ;;
	*) fail "no warning '$1'" ;;
	esac
}

topology
max=$(sysctl -n net.netfilter.nf_conntrack_max)
trap 'sysctl -qw net.netfilter.nf_conntrack_max=$max' EXIT
apply <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
	subscriber bob { $bob }
EOF
sysctl -qw net.netfilter.nf_conntrack_max=320
expect_eq 'with 160 for each' '"warnings":[]' "$(warnings)"
sysctl -qw net.netfilter.nf_conntrack_max=319
expect_warning 'conntrack has room for 319 connections'
ctl status | grep -q '^warning  *conntrack has room for 319 connections' || fail 'the text has no warning'
ctl -y subscriber flush
expect_eq 'without subscribers' '"warnings":[]' "$(warnings)"
apply <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
for port in 1 2 3 4 5; do
	flow4 --proto udp --src "$sub1_phantom4:$port" a:dns b:dns-reply
done
sysctl -qw net.netfilter.nf_conntrack_max=6
ctl -j status | grep -q '"conntrack is full to 83 % (5 of 6 connections)' || fail 'it is not said that the table is nearly full'
