#!/bin/sh
# An info-hash in the request of a client has 20 bytes, written in any way, anywhere in the first line.
. "${0%/*}/../lib.sh"

topology
policy </dev/null
monitor_start router
get='t:GET /a/very/long/path/of/a/private/tracker/with/its/passkey/0123456789abcdef0123456789abcdef/announce'

note 'whole, in single bytes, and in another place'
flow4 --quiet --src "$sub1_phantom4:41000" open a:http-announce
expect_class bittorrent -p tcp --sport 41000
flow6 --quiet open cut=1 a:http-announce
expect_class bittorrent -f ipv6
flow4 --quiet --src "$sub1_phantom4:41001" open cut=100 reverse \
	"a:$get?peer_id=-TR3000-aaaaaaaaaaaa&uploaded=0&info_hash=%11%12%13%14%15%16%17%18%19%1A%1b%1c%1d%1e%1f%20%21%22%23%24 HTTP/1.1+x0d0a0d0a"
expect_class bittorrent -p tcp --sport 41001
wait_events 3 decided
expect_eq 'info-hashes' 3 "$(grep -c "\"content_id\":\"$info_hash\"" /tmp/events.router)"

note 'of another length, in another line, in another place'
port=41002
for request in 't:GET /x?info_hash=aaaaaaaaaaaaaaaaaaa&b=1 HTTP/1.1+x0d0a0d0a' \
	't:GET /x?info_hash=aaaaaaaaaaaaaaaaaaaaa&b=1 HTTP/1.1+x0d0a0d0a' \
	't:GET /x HTTP/1.1+x0d0a+t:Referer: /y?info_hash=aaaaaaaaaaaaaaaaaaaa&b=1+x0d0a0d0a' \
	't:GET /x?xinfo_hash=aaaaaaaaaaaaaaaaaaaa&b=1 HTTP/1.1+x0d0a0d0a' \
	't:POST /x?info_hash=aaaaaaaaaaaaaaaaaaaa&b=1 HTTP/1.1+x0d0a0d0a'; do
	flow4 --quiet --src "$sub1_phantom4:$port" open "a:$request" b:http-reply
	expect_class other -p tcp --sport $port
	port=$((port + 1))
done
expect_eq 'entries in the flow table' 3 "$(status_get flows)"
