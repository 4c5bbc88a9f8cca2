#!/bin/sh
# A flow that a wrong signature decided is not decided again by what is remembered of it, once the operator has taken
# that signature away.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
printf 'signature wrong {\n protocol bittorrent\n transport udp\n pattern "innocent"\n strength proof\n match "innocent"\n}\n' >/tmp/wrong.sig
ctl signature load /tmp/wrong.sig
flow4 --proto udp a:t:innocent b:t:innocent
expect_class bittorrent
ctl --yes signature flush
expect_class undecided
policy <<-EOF
	subscriber alice { prefix 10.1.0.0/24; sanction scope p2p action drop }
EOF
flow4 --proto udp a:t:innocent b:t:innocent
expect_class undecided
expect_eq 'entries of the flow table' 0 "$(status_get flows)"
