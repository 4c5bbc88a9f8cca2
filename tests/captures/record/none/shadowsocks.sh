# shellcheck shell=sh disable=SC2154
# about: HTTP through Shadowsocks (AEAD and a stream cipher), TCP: connections that are random bytes from the first one on,
#   as encrypted file sharing is; and DNS through its UDP relay.
# needs: shadowsocks-libev curl busybox-static bind9-dnsutils dnsmasq-base
capture
payload "$work/www/page" 10
run server busybox httpd -f -h "$work/www"
run server dnsmasq --no-daemon --no-resolv --no-hosts --user=root --address=/lab/192.0.2.7
for cipher in chacha20-ietf-poly1305:8388 aes-256-gcm:8389 aes-256-cfb:8390; do
	port=${cipher#*:}
	run bob ss-server -s 0.0.0.0 -p "$port" -k secret -m "${cipher%:*}" -u
	run alice ss-local -s "$bob" -p "$port" -l "1$port" -k secret -m "${cipher%:*}"
	run alice ss-tunnel -s "$bob" -p "$port" -l "2$port" -L "$server:53" -k secret -m "${cipher%:*}" -u
	sleep 2
	for times in 1 2 3 4; do
		on alice curl -s -x "socks5h://127.0.0.1:1$port" "http://$server/page?$(seq -s, $((times * 40)))" -o /dev/null || true
	done
	on alice dig +tries=1 +time=2 @127.0.0.1 -p "2$port" www.lab >/dev/null || true
done
