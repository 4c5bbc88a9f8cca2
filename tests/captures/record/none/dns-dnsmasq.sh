# shellcheck shell=sh disable=SC2154
# about: DNS queries over UDP and TCP, IPv4 and IPv6, with and without EDNS and cookies; transaction ids 4100, 2100, 6431
#   and e3 from a plain sender too; short names.
# needs: dnsmasq-base bind9-dnsutils python3-minimal
capture
run server dnsmasq --no-daemon --no-resolv --no-hosts --user=root --cache-size=0 --txt-record="long.lab,$(seq -s ' ' 60)" \
	--address=/lab/192.0.2.7 --address=/lab/2001:db8:e::7 --mx-host=lab,mail.lab,10 --local=/lab/ --edns-packet-max=4096
wait_until 10 listens server udp 53
for name in www.lab a.lab aa lab long.lab missing.example; do
	for kind in A AAAA TXT MX; do
		on alice dig +tries=1 +time=1 "@$server" "$name" "$kind" >/dev/null || true
		on alice dig +tries=1 +time=1 +noedns "@$server6" "$name" "$kind" >/dev/null || true
	done
	on alice dig +tcp +tries=1 +time=1 "@$server" "$name" ANY >/dev/null || true
done
cat >"$work/ids.py" <<'END'
import socket, struct, sys
for number in (0x4100, 0x2100, 0x0100, 0x1100, 0x3100, 0x6431, 0x6432, 0xe301, 0xe421, 0xc501, 0x1342):
    for name in (b"\2aa", b"\3www\3lab", b"\1a\2bc\3lab"):
        query = struct.pack(">6H", number, 0x0100, 1, 0, 0, 0) + name + b"\0\0\1\0\1"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.settimeout(1)
            sender.sendto(query, (sys.argv[1], 53))
            sender.recv(1500)
END
on alice python3 "$work/ids.py" "$server"
