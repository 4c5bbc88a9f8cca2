#!/bin/sh
# Who wants a prefix that somebody has is told whose it is; nothing changes.
. "${0%/*}/../lib.sh"

topology
policy <<-EOF
	subscriber alice { $alice }
EOF
expect_status 2 - p2pctl -n router subscriber set bob prefix 10.1.0.0/24
case $complaint in *alice*) ;; *) fail 'the other subscriber is not named' ;; esac
expect_status 2 - p2pctl -n router subscriber show bob
# Another zone is another prefix, and so is another length where prefixes may be nested.
ctl settings set nested on
ctl subscriber set bob prefix 10.1.0.7
ctl subscriber set carol prefix 10.1.0.0/24 zone 5
expect_eq subscribers 3 "$(status_get subscribers)"
