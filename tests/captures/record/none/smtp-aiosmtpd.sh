# shellcheck shell=sh disable=SC2154
# about: A mail of 20 kB handed over by swaks, over IPv4 and IPv6.
# needs: python3-aiosmtpd swaks libio-socket-inet6-perl
capture
run server python3 -m aiosmtpd -n -l ":::25" -c aiosmtpd.handlers.Sink
run server python3 -m aiosmtpd -n -l "0.0.0.0:2525" -c aiosmtpd.handlers.Sink
sleep 3
for target in "$server:2525" "[$server6]:25"; do
	on alice swaks --server "$target" --helo alice.example --from alice@example.org --to bob@example.org \
		--body "$(seq -s ' ' 4000 | fold -w 70)" >/dev/null || true
done
