#!/bin/sh
# Hello, its answer, and the login to a server; cut as TCP pleases.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
flow4 open a:ed2k-hello
expect_class edonkey
forget_flows
flow4 open cut=3 b:ed2k-helloanswer
expect_class edonkey
forget_flows
flow6 open a:ed2k-login
expect_class edonkey
