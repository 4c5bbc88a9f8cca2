# shellcheck shell=sh disable=SC2154
# about: RADIUS access and accounting requests to FreeRADIUS; the passwords are wrong.
# needs: freeradius freeradius-utils
capture
mkdir -p "$work/radius"
cp -r /etc/freeradius/3.0/. "$work/radius"
printf 'client any { ipaddr = 10.1.0.0/24\n secret = secret }\n' >>"$work/radius/clients.conf"
sed -i -E 's/^([[:space:]]*)(user|group) = .*//' "$work/radius/radiusd.conf"
chmod -R go-w "$work/radius"
run server freeradius -f -l stdout -d "$work/radius"
sleep 5
for name in alice bob carol; do
	echo "User-Name = $name, User-Password = secret" | on alice radclient -r 1 -t 2 "$server:1812" auth secret >/dev/null 2>&1 || true
	echo "User-Name = $name, Acct-Status-Type = Start, Acct-Session-Id = $name" |
		on alice radclient -r 1 -t 2 "$server:1813" acct secret >/dev/null 2>&1 || true
done
