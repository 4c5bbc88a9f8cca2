#!/bin/sh
# What is not as long as a key exchange, or begins like something that is known, is not searched.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
port=41000
# refused STEP...: a handshake at the end of this talk belongs to something else.
refused() {
	flow4 --quiet --src "$sub1_phantom4:$port" open "$@" a:bt b:bt
	case $(class_of -p tcp --sport $port) in
	other | undecided) ;;
	*) fail "found behind: $*" ;;
	esac
	port=$((port + 1))
}

refused a:junk:95 b:junk:200
refused a:junk:609 b:junk:200
refused a:junk:200 b:junk:95
refused a:junk:200 b:junk:609 a:junk:10
refused b:junk:200 a:junk:200
refused a:tls b:junk:200
refused a:ssh+junk:100 b:junk:200
refused a:t:POST+junk:200 b:junk:200
# Beyond 1,400 bytes of the stream nobody looks.
refused a:junk:500 b:junk:500 a:junk:890 b:junk:890
expect_eq 'entries in the flow table' 0 "$(status_get flows)"

note 'TLS, HTTP and SSH are done with on their first bytes'
before=$(stat_get inspected)
flow4 --quiet --src "$sub1_phantom4:$port" open a:tls:0-3 b:junk:200 a:junk:20
expect_class other -p tcp --sport $port
expect_stat inspected $((before + 1))
port=$((port + 1))
flow4 --quiet --src "$sub1_phantom4:$port" open a:t:POST b:junk:200
expect_class other -p tcp --sport $port
port=$((port + 1))
flow4 --quiet --src "$sub1_phantom4:$port" open b:ssh:0-3 a:ssh
expect_class other -p tcp --sport $port
expect_stat inspected $((before + 3))
