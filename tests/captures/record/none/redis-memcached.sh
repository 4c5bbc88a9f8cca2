# shellcheck shell=sh disable=SC2154
# about: Commands to Redis (TCP 6379) and to memcached (TCP and UDP 11211).
# needs: redis-server redis-tools memcached netcat-openbsd
capture
run server redis-server --protected-mode no --save '' --dir "$work"
run server memcached -u root -U 11211 -l 0.0.0.0
wait_until 10 listens server tcp 6379
wait_until 10 listens server udp 11211
for number in 1 2 3; do
	on alice redis-cli -h "$server" set "key$number" "$(seq -s, 300)" >/dev/null
	on alice redis-cli -h "$server" get "key$number" >/dev/null
done
printf 'set a 0 0 5\r\nhello\r\nget a\r\nstats\r\nquit\r\n' | on alice nc -w 2 "$server" 11211 >/dev/null
printf '\0\1\0\0\0\1\0\0stats\r\n' | on alice nc -u -w 1 "$server" 11211 >/dev/null
