# shellcheck shell=sh disable=SC2154
# about: A fastd tunnel, UDP 10000, with pings.
# needs: fastd iputils-ping
capture
number=1
for host in alice bob; do
	fastd --generate-key --machine-readable >"$work/$host.secret"
done
key() { echo "secret \"$(cat "$work/$1.secret")\";" >"$work/$1.key"; fastd --show-key --machine-readable -c "$work/$1.key"; }
for host in alice bob; do
	other=$([ "$host" = alice ] && echo bob || echo alice)
	eval "address=\$$other"
	public=$(key "$other")
	printf '%s\n' "bind any:10000;" 'method "salsa2012+umac";' 'interface "fd0";' 'mode tap;' "secret \"$(cat "$work/$host.secret")\";" \
		"on up \"ip link set fd0 up; ip addr add 192.168.4.$number/24 dev fd0\";" \
		"peer \"$other\" { key \"$public\"; remote $address:10000; }" >"$work/$host.conf"
	run "$host" fastd -c "$work/$host.conf"
	number=$((number + 1))
done
sleep 6
on alice ping -q -c 6 -i 0.4 192.168.4.2 >/dev/null || true
