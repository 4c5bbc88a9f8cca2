# shellcheck shell=sh disable=SC2154
# about: A VXLAN tunnel of the kernel with pings and an HTTP page inside.
# needs: iproute2 busybox-static iputils-ping
capture
payload "$work/www/page" 20
number=1
for host in alice bob; do
	eval "own=\$$host"
	ip -n "$host" link add vx type vxlan id 42 dstport 4789 local "$own" \
		remote "$([ "$host" = alice ] && echo "$bob" || echo "$alice")" dev eth0
	ip -n "$host" addr add "192.168.7.$number/24" dev vx
	ip -n "$host" link set vx up
	number=$((number + 1))
done
run bob busybox httpd -f -h "$work/www"
sleep 2
on alice ping -q -c 5 -i 0.3 192.168.7.2 >/dev/null || true
on alice busybox wget -q -O /dev/null http://192.168.7.2/page
