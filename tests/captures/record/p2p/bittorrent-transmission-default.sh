# shellcheck shell=sh disable=SC2154
# about: Three Transmission daemons with their own settings (encryption preferred, uTP, DHT, peer exchange), which meet
#   by an HTTP tracker. uTP, encrypted inside, and DHT messages share a port, and so a flow may have both.
# needs: transmission-daemon transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: udp 51413 bittorrent encrypted uTP and DHT
# flow: tcp 51413 bittorrent encrypted BitTorrent TCP
# flow: udp 6771 bittorrent LSD
capture
torrent shared 160 "http://$server:6969/announce"
tracker
for host in alice bob carol; do
	mkdir -p "$work/$host"
	printf '%s 51413\n%s 51413\n%s 51413\n' "$alice" "$bob" "$carol" >"$work/$host/dht.bootstrap"
done
default='"peer-limit-global": 200'
transmission bob "$work/seed" "$default"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
transmission alice "$work/leech" "$default"
transmission_tell alice --add "$work/shared.torrent"
transmission carol "$work/leech2" "$default"
transmission_tell carol --add "$work/shared.torrent"
wait_until 90 same "$work/seed/shared" "$work/leech/shared"
wait_until 90 same "$work/seed/shared" "$work/leech2/shared"
