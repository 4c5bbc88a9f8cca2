# shellcheck shell=sh disable=SC2154
# about: Three aria2 clients with the DHT, two of them with the torrent, one with a magnet link; 32 kB over plain TCP.
# needs: aria2 transmission-cli
# flow: udp 6890 bittorrent DHT
# flow: tcp 6885 bittorrent BitTorrent TCP
capture
torrent shared 32
torrent other 16
set -- --listen-port=6885 --dht-listen-port=6890 --enable-dht=true --seed-time=10 --seed-ratio=0.0 --check-integrity=true
run carol aria2c -d "$work/seed" "$@" "--dht-file-path=$work/carol.dht" "--dht-entry-point=$bob:6890" "$work/other.torrent"
run bob aria2c -d "$work/seed" "$@" "--dht-file-path=$work/bob.dht" "--dht-entry-point=$carol:6890" "$work/shared.torrent"
sleep 25
run alice aria2c -d "$work/leech" "$@" "--dht-file-path=$work/alice.dht" "--dht-entry-point=$carol:6890" \
	"magnet:?xt=urn:btih:$(info_hash shared)"
wait_until 200 same "$work/seed/shared" "$work/leech/shared"
