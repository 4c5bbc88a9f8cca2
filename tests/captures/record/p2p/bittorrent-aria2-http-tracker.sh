# shellcheck shell=sh disable=SC2154
# about: Two aria2 clients meet by an HTTP tracker and exchange 160 kB over plain TCP.
# needs: aria2 transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 6885 bittorrent BitTorrent TCP
capture
torrent shared 160 "http://$server:6969/announce"
tracker
set -- --listen-port=6885 --enable-dht=false --enable-dht6=false --seed-time=10 --seed-ratio=0.0 --check-integrity=true
run bob aria2c -d "$work/seed" "$@" "$work/shared.torrent"
sleep 3
run alice aria2c -d "$work/leech" "$@" "$work/shared.torrent"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
