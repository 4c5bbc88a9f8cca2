# shellcheck shell=sh disable=SC2154
# about: Two aria2 clients exchange 96 kB over TCP and IPv6, one connection plain and one encrypted, with the DHT over IPv6 to meet by.
# needs: aria2 transmission-cli
# flow: udp 6890 bittorrent DHT
# flow: tcp 6885 bittorrent BitTorrent TCP
capture
torrent shared 96
torrent other 16
set -- --listen-port=6885 --dht-listen-port=6890 --enable-dht=false --enable-dht6=true --seed-time=10 --seed-ratio=0.0 --check-integrity=true
run carol aria2c -d "$work/seed" "$@" "--dht-file-path6=$work/carol.dht" "--dht-listen-addr6=$carol6" \
	"--dht-entry-point6=[$bob6]:6890" "$work/other.torrent"
run bob aria2c -d "$work/seed" "$@" "--dht-file-path6=$work/bob.dht" "--dht-listen-addr6=$bob6" \
	"--dht-entry-point6=[$carol6]:6890" "$work/shared.torrent"
sleep 25
run alice aria2c -d "$work/leech" "$@" "--dht-file-path6=$work/alice.dht" "--dht-listen-addr6=$alice6" \
	"--dht-entry-point6=[$carol6]:6890" "$work/shared.torrent"
wait_until 200 same "$work/seed/shared" "$work/leech/shared"
