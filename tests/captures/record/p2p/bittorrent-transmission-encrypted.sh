# shellcheck shell=sh disable=SC2154
# about: Two Transmission daemons that require encryption, over TCP; the tracker is over HTTP.
# needs: transmission-daemon transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 51413 bittorrent encrypted BitTorrent TCP
capture
hiding='"utp-enabled": false, "dht-enabled": false, "pex-enabled": false, "lpd-enabled": false, "encryption": 2'
torrent shared 64 "http://$server:6969/announce"
tracker
transmission bob "$work/seed" "$hiding"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
transmission alice "$work/leech" "$hiding"
transmission_tell alice --add "$work/shared.torrent"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
