#!/bin/sh
# Ordinary flows are done with after their first bytes and cost nothing from then on.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
port=41000
for talk in 'a:tls b:tls-server' 'a:http b:http-reply' 'b:ssh a:ssh'; do
	# shellcheck disable=SC2086 # two steps
	flow4 --src "$sub1_phantom4:$port" open $talk
	expect_class other -p tcp --sport $port
	port=$((port + 1))
done
flow6 open a:tls
expect_class other -f ipv6
expect_stat decided_other 4
# A request may be a tracker's: it takes the answer, too, to clear that.
expect_stat inspected 5
expect_stat cleared 2
expect_eq 'entries in the flow table' 0 "$(status_get flows)"
flow4 --src "$sub1_phantom4:41000" a@115:junk:50 b@87:bt
expect_stat inspected 5
expect_stat cleared 4
