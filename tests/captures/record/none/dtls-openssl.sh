# shellcheck shell=sh disable=SC2154
# about: A DTLS 1.2 connection with some application data.
# needs: openssl
capture
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=server -days 3650 -keyout "$work/key" -out "$work/cert" 2>/dev/null
(sleep 4; echo hello; sleep 2) | on server openssl s_server -dtls -accept 4433 -key "$work/key" -cert "$work/cert" >/dev/null 2>&1 &
wait_until 10 listens server udp 4433
(seq 200; sleep 4) | on alice openssl s_client -dtls -connect "$server:4433" >/dev/null 2>&1 || true
