# shellcheck shell=sh disable=SC2154
# about: STUN and TURN over UDP and TCP: bindings, allocations, channels with data.
# needs: coturn
capture
run server turnserver -n -L "$server" -E "$server" -u alice:secret -r lab --lt-cred-mech --no-tls --no-dtls --no-cli \
	--allow-loopback-peers -l "$work/turn.log" --pidfile "$work/pid" --userdb "$work/db"
run bob turnutils_peer -L "$bob" -p 3480
wait_until 15 listens server udp 3478
on alice turnutils_stunclient "$server" >/dev/null 2>&1 || true
on alice timeout 20 turnutils_uclient -u alice -w secret -e "$bob" -r 3480 -n 10 -m 2 -c "$server" >/dev/null 2>&1 || true
on alice timeout 20 turnutils_uclient -t -u alice -w secret -e "$bob" -r 3480 -n 10 -m 1 -c "$server" >/dev/null 2>&1 || true
