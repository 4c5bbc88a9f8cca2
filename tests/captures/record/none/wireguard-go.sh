# shellcheck shell=sh disable=SC2154
# about: A WireGuard tunnel over IPv4 and one over IPv6: handshakes, keep-alive, pings of several sizes and an HTTP page inside.
# needs: wireguard-go wireguard-tools busybox-static iputils-ping
capture
mkdir -p /run/wireguard "$work/www"
payload "$work/www/page" 50
for host in alice bob; do
	wg genkey >"$work/$host.key"
	WG_PROCESS_FOREGROUND=1 run "$host" wireguard-go -f "wg-$host"
done
sleep 2
public() { wg pubkey <"$work/$1.key"; }
on alice wg set wg-alice private-key "$work/alice.key" listen-port 51820 \
	peer "$(public bob)" endpoint "$bob:51820" allowed-ips 192.168.9.0/24 persistent-keepalive 3
on bob wg set wg-bob private-key "$work/bob.key" listen-port 51820 peer "$(public alice)" allowed-ips 192.168.9.0/24
ip -n alice addr add 192.168.9.1/24 dev wg-alice
ip -n bob addr add 192.168.9.2/24 dev wg-bob
ip -n alice link set wg-alice up
ip -n bob link set wg-bob up
run bob busybox httpd -f -h "$work/www"
for size in 0 4 16 56 700 1300; do
	on alice ping -q -c 2 -i 0.3 -s "$size" 192.168.9.2 >/dev/null || true
done
on alice busybox wget -q -O /dev/null http://192.168.9.2/page
on alice wg set wg-alice peer "$(public bob)" endpoint "[$bob6]:51820"
on alice ping -q -c 10 -i 0.5 192.168.9.2 >/dev/null || true
sleep 4
