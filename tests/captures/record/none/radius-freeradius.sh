# shellcheck shell=sh disable=SC2154
# about: RADIUS access and accounting requests, answered by nobody and by FreeRADIUS.
# needs: freeradius freeradius-utils
capture
mkdir -p "$work/radius"
printf '127.0.0.1 x\n' >/dev/null
cp -r /etc/freeradius/3.0/. "$work/radius"
printf 'client any { ipaddr = 10.1.0.0/24\n secret = secret }\n' >>"$work/radius/clients.conf"
run server freeradius -f -l stdout -d "$work/radius"
sleep 5
for name in alice bob carol; do
	echo "User-Name = $name, User-Password = secret" | on alice radclient -r 1 -t 2 "$server:1812" auth secret >/dev/null 2>&1 || true
	echo "User-Name = $name, Acct-Status-Type = Start, Acct-Session-Id = $name" |
		on alice radclient -r 1 -t 2 "$server:1813" acct secret >/dev/null 2>&1 || true
done
