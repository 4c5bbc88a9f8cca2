#!/bin/sh
# A file with a mistake, one that is only checked, one that the kernel refuses half-way: none leaves half a policy.
. "${0%/*}/../lib.sh"

# unchanged: everything is as it was.
unchanged() {
	p2pctl -n router save >/tmp/now
	cmp /tmp/before /tmp/now || fail 'the configuration has changed'
	expect_eq generation 1 "$(status_get generation)"
	expect_eq holder '' "$(status_get holder)"
}

held() { [ -n "$(status_get holder)" ]; }

topology
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
p2pctl -n router save >/tmp/before

echo 'subscriber bob { prefix 10.2.0.0/33 }' >/tmp/bad
expect_status 1 - p2pctl -n router apply /tmp/bad
unchanged
echo 'settings { enforce perhaps }' >/tmp/bad
expect_status 1 - p2pctl -n router apply /tmp/bad
unchanged
# Only checked.
echo "subscriber bob { $bob }" >/tmp/good
ctl apply --check /tmp/good
unchanged
# Somebody ends its transaction while it is sending: the kernel refuses what comes then.
awk 'BEGIN { for (i = 0; i < 60000; i++) print "subscriber s" i " { prefix 10." 128 + int(i / 65536) "." int(i / 256) % 256 "." i % 256 " }" }' >/tmp/many
p2pctl -n router apply /tmp/many 2>/tmp/said &
wait_for 30 - held
ctl -y transaction abort --force
status=0
wait $! || status=$?
expect_eq 'exit status' 2 $status
grep 'this transaction is over' /tmp/said || fail "$(cat /tmp/said)"
unchanged
