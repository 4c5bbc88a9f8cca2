# shellcheck shell=sh disable=SC2154
# about: Three Transmission daemons know each other as first nodes of the DHT; ping and find_node; a
#   torrent that two of them have is not announced yet.
# needs: transmission-daemon transmission-cli
# flow: udp 51413 bittorrent DHT
# flow: tcp 51413 bittorrent BitTorrent TCP
capture
dht='"utp-enabled": false, "dht-enabled": true, "pex-enabled": false, "lpd-enabled": false, "encryption": 0'
torrent shared 32
for host in alice bob carol; do
	mkdir -p "$work/$host"
	printf '%s 51413\n%s 51413\n%s 51413\n' "$alice" "$bob" "$carol" >"$work/$host/dht.bootstrap"
done
transmission carol "$work/carol.files" "$dht"
transmission bob "$work/seed" "$dht"
transmission alice "$work/leech" "$dht"
sleep 20
transmission_tell bob --add "$work/shared.torrent"
sleep 20
transmission_tell alice --add "$work/shared.torrent"
# It announces when it knows enough nodes, and there are but three.
for _ in $(seq 60); do
	! same "$work/seed/shared" "$work/leech/shared" || break
	sleep 1
done
