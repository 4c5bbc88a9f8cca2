#!/bin/sh
# limit: 300
# Random operations, also by several writers at once: each answer is the predicted one, and what the module shows is what a
# model of it holds. Many more: make fuzz-guest.
. "${0%/*}/../lib.sh"

topology
echo "$start_of_stream" >/tmp/one
apply </tmp/one
echo 'signature another { protocol gnutella; transport tcp; pattern "GNUTELLA CONNECT/"; strength proof }' |
	cat - /tmp/one >/tmp/two
p2pctl -n sub1 -y apply /tmp/two >/dev/null
on router p2pnlmodel --seed 1 --steps 4000 router sub1 >/tmp/model || { cat /tmp/model; fail 'the module does not do what it promises'; }
cat /tmp/model
sed -n 's/^# \(accepted .*\)$/measured: \1/p' /tmp/model
