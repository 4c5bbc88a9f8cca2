#!/bin/sh
# limit: 300
# A hundred thousand random netlink messages, well-formed and damaged: the kernel has nothing to complain of, and whatever
# the module refuses has a reason. Many more, and a kernel that looks for mistakes: make fuzz-guest.
. "${0%/*}/../lib.sh"

topology
apply <<END
$start_of_stream
END
on router p2pnlfuzz --seed 1 --messages 100000 >/tmp/fuzz || { cat /tmp/fuzz; fail 'refused without a reason'; }
cat /tmp/fuzz
sed -n 's/^# \(.* a second\)$/measured: \1/p' /tmp/fuzz

# It got somewhere: configurations were committed, and refused for many different reasons.
committed=$(sed -n 's/.*TRANSACTION_COMMIT .* sent *\([0-9]*\) accepted.*/\1/p' /tmp/fuzz)
reasons=$(sed -n 's/^# sentences: \([0-9]*\) .*/\1/p' /tmp/fuzz)
[ "${committed:-0}" -ge 10 ] || fail "only ${committed:-no} commits were accepted"
[ "${reasons:-0}" -ge 50 ] || fail "only ${reasons:-no} different reasons were given"
