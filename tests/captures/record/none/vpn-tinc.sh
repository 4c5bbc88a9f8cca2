# shellcheck shell=sh disable=SC2154
# about: A tinc tunnel (TCP and UDP 655) with pings of several sizes.
# needs: tinc iputils-ping
capture
for host in alice bob; do
	mkdir -p "$work/$host/hosts"
	eval "own=\$$host"
	number=$([ "$host" = alice ] && echo 1 || echo 2)
	printf 'Name = %s\nInterface = tinc0\nAddressFamily = ipv4\n' "$host" >"$work/$host/tinc.conf"
	printf 'Address = %s\nSubnet = 192.168.5.%s/32\n' "$own" "$number" >"$work/$host/hosts/$host"
	printf '#!/bin/sh\nip link set tinc0 up\nip addr add 192.168.5.%s/24 dev tinc0\n' "$number" >"$work/$host/tinc-up"
	chmod +x "$work/$host/tinc-up"
	tincd -c "$work/$host" -K2048 >/dev/null 2>&1 </dev/null
done
cp "$work/alice/hosts/alice" "$work/bob/hosts/"
cp "$work/bob/hosts/bob" "$work/alice/hosts/"
echo 'ConnectTo = bob' >>"$work/alice/tinc.conf"
run bob tincd -D -c "$work/bob" --pidfile="$work/bob/pid"
run alice tincd -D -c "$work/alice" --pidfile="$work/alice/pid"
sleep 5
for size in 10 200 1000; do
	on alice ping -q -c 4 -i 0.4 -s "$size" 192.168.5.2 >/dev/null || true
done
