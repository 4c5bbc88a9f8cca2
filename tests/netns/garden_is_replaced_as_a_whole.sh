#!/bin/sh
# A file says the whole garden; add and del change one entry of it; what is written comes back as it was.
. "${0%/*}/../lib.sh"

topology
apply <<-EOF
	garden { prefix 2001:db8:f::/64 protocol tcp port 80-443; prefix $inet_phantom4 protocol udp port 53 }
	garden { prefix $inet_phantom4 protocol 6; prefix 10.0.0.0/9; prefix 10.0.0.0/8 protocol 47 }
	subscriber alice { $alice; sanction scope all action drop }
EOF
expect_eq garden 5 "$(status_get garden)"
p2pctl -n router save >/tmp/first
cat >/tmp/wanted <<-EOF
	garden { prefix 10.0.0.0/8 protocol 47 }
	garden { prefix 10.0.0.0/9 }
	garden { prefix $inet_phantom4/32 protocol tcp }
	garden { prefix $inet_phantom4/32 protocol udp port 53 }
	garden { prefix 2001:db8:f::/64 protocol tcp port 80-443 }
EOF
grep '^garden' /tmp/first | on - diff /tmp/wanted -

# save, flush, apply, save: byte for byte the same
ctl -y garden flush
expect_eq garden 0 "$(status_get garden)"
flow4 --proto udp --dst "$inet_phantom4:53" expect=lost a:dns
ctl apply /tmp/first >/tmp/said
grep -q '1 unchanged, settings unchanged, garden replaced,' /tmp/said || fail "$(cat /tmp/said)"
p2pctl -n router save >/tmp/second
on - cmp /tmp/first /tmp/second
generation=$(status_get generation)
ctl apply /tmp/first
expect_eq generation "$generation" "$(status_get generation)"
flow4 --proto udp --dst "$inet_phantom4:53" a:dns

# One entry
ctl garden del "$inet_phantom4" protocol udp port 53
flow4 --proto udp --src "$sub1_phantom4:41000" --dst "$inet_phantom4:53" expect=lost a:dns
expect_status 2 router p2pctl garden del "$inet_phantom4" protocol udp port 53
ctl garden add "$inet_phantom4" protocol udp port 53-54
flow4 --proto udp --src "$sub1_phantom4:41000" --dst "$inet_phantom4:53" a:dns
expect_status 2 router p2pctl garden add 10.0.0.0/9
expect_eq 'listed as JSON' \
	'{"prefix":"203.0.113.66/32","protocol":"udp","port_min":53,"port_max":54}' \
	"$(p2pctl -n router -j garden list | grep -o '{[^{}]*"udp"[^{}]*}')"

# What was not committed is not there.
on - p2praw --netns router transaction-begin , garden-set 2=cookie , transaction-abort 2=cookie
expect_eq garden 5 "$(status_get garden)"

# A file without a garden empties it.
echo "subscriber alice { $alice; sanction scope all action drop }" >/tmp/policy
ctl apply -c /tmp/policy
expect_eq garden 5 "$(status_get garden)"
expect_status 5 router p2pctl diff /tmp/policy
expect_eq 'lines of the difference' 5 "$(p2pctl -n router diff /tmp/policy | grep -c '^- garden { prefix')"
expect_eq 'what a larger port range makes' '- garden { prefix 203.0.113.66/32 protocol udp port 53-54 }
+ garden { prefix 203.0.113.66/32 protocol udp port 53 }' "$(p2pctl -n router diff /tmp/first)"
ctl -y apply /tmp/policy
expect_eq garden 0 "$(status_get garden)"
flow4 --proto udp --src "$sub1_phantom4:41000" --dst "$inet_phantom4:53" expect=lost a:dns
