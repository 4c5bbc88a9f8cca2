#!/bin/sh
# limit: 300
# Random operations, also by several writers at once: each answer is the predicted one, and what the module shows is what a
# model of it holds. Many more: make fuzz-guest.
. "${0%/*}/../lib.sh"

topology
apply <<END
$start_of_stream
END
on router p2pnlmodel --seed 1 --steps 4000 >/tmp/model || { cat /tmp/model; fail 'the module does not do what it promises'; }
cat /tmp/model
sed -n 's/^# \(accepted .*\)$/measured: \1/p' /tmp/model
