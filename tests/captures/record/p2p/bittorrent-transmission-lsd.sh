# shellcheck shell=sh disable=SC2154
# about: Two Transmission daemons find each other by local service discovery and exchange 32 kB over plain TCP.
# needs: transmission-daemon transmission-cli
# flow: udp 6771 bittorrent LSD
# flow: tcp 51413 bittorrent BitTorrent TCP
capture
lsd='"utp-enabled": false, "dht-enabled": false, "pex-enabled": false, "lpd-enabled": true, "encryption": 0'
torrent shared 32
transmission bob "$work/seed" "$lsd"
transmission_tell bob --add "$work/shared.torrent"
transmission alice "$work/leech" "$lsd"
transmission_tell alice --add "$work/shared.torrent"
wait_until 90 same "$work/seed/shared" "$work/leech/shared"
