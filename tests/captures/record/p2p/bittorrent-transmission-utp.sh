# shellcheck shell=sh disable=SC2154
# about: Two Transmission daemons that meet by an HTTP tracker and exchange 160 kB over uTP, not encrypted.
# needs: transmission-daemon transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: udp 51413 bittorrent uTP
# flow: tcp 51413 bittorrent BitTorrent TCP
capture
utp='"utp-enabled": true, "dht-enabled": false, "pex-enabled": false, "lpd-enabled": false, "encryption": 0'
torrent shared 160 "http://$server:6969/announce"
tracker
transmission bob "$work/seed" "$utp"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
transmission alice "$work/leech" "$utp"
transmission_tell alice --add "$work/shared.torrent"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
