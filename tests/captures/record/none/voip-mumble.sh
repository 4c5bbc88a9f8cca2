# shellcheck shell=sh disable=SC2154
# about: A Mumble server pinged over UDP 64738 as clients do, and its TLS port opened.
# needs: mumble-server python3-minimal openssl
capture
printf 'database=%s/db.sqlite\nlogfile=%s/log\nusers=5\nuname=root\n' "$work" "$work" >"$work/ini"
run server murmurd -fg -ini "$work/ini"
wait_until 20 listens server tcp 64738
on alice python3 -c '
import socket, struct, sys
pinger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
pinger.settimeout(2)
for number in range(5):
    pinger.sendto(struct.pack(">IQ", 0, number + 1), (sys.argv[1], 64738))
    pinger.recv(100)' "$server" || true
sleep 1 | on alice openssl s_client -connect "$server:64738" >/dev/null 2>&1 || true
