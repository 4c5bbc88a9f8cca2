# shellcheck shell=sh disable=SC2154
# about: OpenVPN tunnels with TLS over UDP, over TCP and over UDP with tls-crypt, each with pings inside.
# needs: openvpn openssl iputils-ping
capture
for host in server alice; do
	openssl req -x509 -newkey rsa:2048 -nodes -subj "/CN=$host" -days 3650 -keyout "$work/$host.key" \
		-out "$work/$host.crt" 2>/dev/null
done
openvpn --genkey tls-crypt "$work/tls"
fingerprint() { openssl x509 -noout -fingerprint -sha256 -in "$work/$1.crt" | sed 's/.*=//'; }
common="--dev-type tun --auth-nocache --dh none --verb 3"
# tunnel NUMBER PORT SERVER-PROTOCOL CLIENT-PROTOCOL OPTION...
tunnel() {
	number=$1 port=$2 there=$3 here_=$4
	shift 4
	# shellcheck disable=SC2086 # words
	run server openvpn $common --dev "t$number" --proto "$there" --lport "$port" --tls-server --key "$work/server.key" \
		--cert "$work/server.crt" --peer-fingerprint "$(fingerprint alice)" --ifconfig "192.168.$number.1" "192.168.$number.2" "$@"
	sleep 1
	# shellcheck disable=SC2086
	run alice openvpn $common --dev "t$number" --proto "$here_" --remote "$server" "$port" --nobind --tls-client \
		--key "$work/alice.key" --cert "$work/alice.crt" --peer-fingerprint "$(fingerprint server)" \
		--ifconfig "192.168.$number.2" "192.168.$number.1" "$@"
}
tunnel 11 1194 udp4 udp4
tunnel 12 1195 tcp4-server tcp4-client
tunnel 13 1196 udp4 udp4 --tls-crypt "$work/tls"
sleep 5
for number in 11 12 13; do
	on alice ping -q -c 4 -i 0.3 -s 400 "192.168.$number.1" >/dev/null || true
done
