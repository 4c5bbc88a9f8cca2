# shellcheck shell=sh disable=SC2154
# about: TCP connections whose two first flights are 96 to 608 random bytes, as those of encrypted tunnels may be, and UDP
#   datagrams of random bytes of many sizes. Made by socat from random bytes: no client at all.
# needs: socat
capture
cat >"$work/answer" <<'END'
#!/bin/sh
head -c "$(od -An -N2 -tu2 /dev/urandom | awk '{ print 96 + $1 % 513 }')" /dev/urandom
sleep 1
END
chmod +x "$work/answer"
run server socat TCP-LISTEN:9000,fork,reuseaddr "EXEC:$work/answer"
run server socat -u UDP-RECV:9001 OPEN:/dev/null
wait_until 10 listens server tcp 9000
number=96
while [ "$number" -le 608 ]; do
	(head -c "$number" /dev/urandom; sleep 1.3) | on alice socat - "TCP:$server:9000" >/dev/null 2>&1 &
	[ $((number % 128)) -ne 0 ] || sleep 2
	number=$((number + 16))
done
for number in 2 6 8 18 20 26 30 44 51 60 96 120 148 300 600 1200; do
	head -c "$number" /dev/urandom | on alice socat - "UDP:$server:9001"
done
sleep 3
