# shellcheck shell=sh disable=SC2154
# about: HTTP/3 over QUIC, IPv4 and IPv6: a page of 60 kB each.
# needs: ngtcp2-client ngtcp2-server openssl
capture
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=server -days 3650 -keyout "$work/key" -out "$work/cert" 2>/dev/null
payload "$work/www/page" 60
run server gtlsserver -q -d "$work/www" '*' 4433 "$work/key" "$work/cert"
wait_until 10 listens server udp 4433
on alice timeout 5 gtlsclient -q --exit-on-all-streams-close "$server" 4433 "https://server:4433/page" >/dev/null 2>&1 || true
on alice timeout 5 gtlsclient -q --exit-on-all-streams-close "$server6" 4433 "https://server:4433/page" >/dev/null 2>&1 || true
