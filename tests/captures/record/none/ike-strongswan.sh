# shellcheck shell=sh disable=SC2154
# about: IKEv2 with a shared secret between two strongSwan daemons, over UDP 500 and 4500, with dead peer detection; no ESP.
# needs: charon-systemd strongswan-swanctl
capture
for host in alice bob; do
	eval "own=\$$host"
	other=$([ "$host" = alice ] && echo "$bob" || echo "$alice")
	mkdir -p "$work/$host"
	cat >"$work/$host/strongswan.conf" <<END
charon-systemd {
  load_modular = yes
  plugins { include /etc/strongswan.d/charon/*.conf
    vici { socket = unix://$work/$host/vici } }
  journal { default = -1 }
}
END
	cat >"$work/$host/swanctl.conf" <<END
connections { lab {
  local_addrs = $own
  remote_addrs = $other
  encap = yes
  dpd_delay = 2s
  local { auth = psk }
  remote { auth = psk }
  children { net { mode = tunnel } }
} }
secrets { ike-1 { secret = secret } }
END
	(export STRONGSWAN_CONF="$work/$host/strongswan.conf" && exec ip netns exec "$host" charon-systemd) >"$work/$host/output" 2>&1 &
done
for host in bob alice; do
	wait_until 10 test -e "$work/$host/vici"
	on "$host" swanctl --load-all --uri "unix://$work/$host/vici" --file "$work/$host/swanctl.conf" >/dev/null 2>&1
done
on alice timeout 10 swanctl --initiate --ike lab --uri "unix://$work/alice/vici" >/dev/null 2>&1 || true
sleep 8
