# shellcheck shell=sh disable=SC2154
# about: TLS 1.2 and 1.3 connections, with and without a client certificate, over IPv4 and IPv6.
# needs: openssl
capture
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=server -days 3650 -keyout "$work/key" -out "$work/cert" 2>/dev/null
run server openssl s_server -accept '[::]:443' -key "$work/key" -cert "$work/cert" -www
wait_until 10 listens server tcp 443
for version in -tls1_2 -tls1_3; do
	for address in "$server" "[$server6]"; do
		(printf 'GET / HTTP/1.0\r\n\r\n'; sleep 1) |
			on alice openssl s_client "$version" -connect "$address:443" -servername server -quiet >/dev/null 2>&1 || true
	done
done
(printf 'GET / HTTP/1.0\r\n\r\n'; sleep 1) |
	on alice openssl s_client -connect "$server:443" -key "$work/key" -cert "$work/cert" -quiet >/dev/null 2>&1 || true
