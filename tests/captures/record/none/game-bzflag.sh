# shellcheck shell=sh disable=SC2154
# about: A BZFlag server, with an administrator's console joining it over TCP and UDP 5154.
# needs: bzflag-server
capture
run server /usr/games/bzfs -p 5154 -i "$server"
wait_until 10 listens server tcp 5154
(printf 'hello everybody\n/flag show\n'; sleep 4; printf '/quit\n') |
	on alice timeout 8 /usr/games/bzadmin -ui stdboth "bob@$server:5154" >/dev/null 2>&1 || true
on alice timeout 8 /usr/games/bzfquery "$server:5154" >/dev/null 2>&1 || true
