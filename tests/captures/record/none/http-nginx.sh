# shellcheck shell=sh disable=SC2154
# about: curl and a web server: GET, also with long queries that look like a tracker's, POST, ranges, a download of 300 kB,
#   over IPv4 and IPv6, on ports 80, 8080 and 6969.
# needs: curl nginx-light
capture
payload "$work/www/page" 300
chmod 755 "$work"
mkdir -p "$work/nginx"
printf '%s\n' "pid $work/nginx/pid; error_log stderr; events {}" \
	'http { access_log off; server { listen 80; listen [::]:80; listen 8080; listen 6969;' \
	"root $work/www; location /answer { return 200 \"thanks\n\"; } } }" >"$work/nginx.conf"
run server nginx -p "$work/nginx" -c "$work/nginx.conf" -g 'daemon off;'
wait_until 10 listens server tcp 80
get() { on alice curl -s -g "$@" >/dev/null; }
get "http://$server/page"
get "http://[$server6]/page" -r 1000-20000
get "http://$server/answer?$(seq -s '&' -f 'field%g=value' 120)"
get "http://$server:6969/answer?info=1&port=51413&left=0&event=started&session=0123456789abcdef"
get "http://$server:8080/answer" -d "$(seq -s ' ' 500)"
get "http://$server/answer" -F "file=@$work/www/page;filename=upload" -H 'Expect:'
get "http://$server/missing" -I "http://$server/answer"
