# shellcheck shell=sh disable=SC2154
# about: A libtorrent session that fetches 96 kB from a web seed (BEP 19), with nobody else there: plain range requests to
#   a web server.
# needs: python3-libtorrent transmission-cli nginx-light
# flow: tcp 80 other web seed
capture
torrent shared 96
mkdir -p "$work/nginx"
chmod 755 "$work" "$work/seed"
printf '%s\n' "pid $work/nginx/pid; error_log stderr; events {}" \
	"http { access_log off; server { listen 80; root $work/seed; } }" >"$work/nginx.conf"
run server nginx -p "$work/nginx" -c "$work/nginx.conf" -g 'daemon off;'
wait_until 10 listens server tcp 80
session alice "$work/leech" shared "seed=http://$server/shared"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
