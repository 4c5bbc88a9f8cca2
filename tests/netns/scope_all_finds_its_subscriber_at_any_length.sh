#!/bin/sh
# A flow that was cleared asks a filter first whether a sanction of scope all means one of its ends. Whatever length the
# prefix has, the filter knows it; and a neighbour is not taken for the subscriber.
# limit: 180
. "${0%/*}/../lib.sh"

# only_drops FLOW PREFIX NEIGHBOUR: of the two, the prefix is that of the flow
only_drops() {
	policy <<-EOF
		subscriber somebody { prefix $2; sanction scope all action drop }
	EOF
	"$1" --quiet expect=lost a@200:junk:40
	[ -n "$3" ] || return 0
	policy <<-EOF
		subscriber somebody { prefix $3; sanction scope all action drop }
	EOF
	"$1" --quiet a@200:junk:40
}

topology
policy </dev/null
flow4 --quiet open a:tls b:tls-server
flow6 --quiet open a:tls b:tls-server
only_drops flow4 0.0.0.0/0 ''
only_drops flow4 0.0.0.0/1 ''
only_drops flow4 10.0.0.0/8 11.0.0.0/8
only_drops flow4 "$sub1_phantom4" 10.1.0.67
only_drops flow6 ::/0 ''
only_drops flow6 ::/1 ''
only_drops flow6 2001:db8:1::/48 2001:db8:2::/48
only_drops flow6 2001:db8:1::/64 2001:db8:1:1::/64
only_drops flow6 2001:db8:1::/65 2001:db8:1:0:8000::/65
only_drops flow6 "$sub1_phantom6" 2001:db8:1::67
# The other end, too, and beside prefixes of other lengths.
policy <<-EOF
	subscriber others { prefix 10.9.0.0/16; prefix 10.8.0.0/24; prefix 2001:db8:9::/56; prefix 2001:db8:8::8 }
	subscriber far { prefix 203.0.113.64/30; prefix $inet_phantom6; sanction scope all action drop }
EOF
flow4 --quiet expect=lost a@200:junk:40
flow6 --quiet expect=lost a@200:junk:40
expect_class other -f ipv4
