# shellcheck shell=sh disable=SC2154
# about: Two rtorrent clients meet by an HTTP tracker and exchange 160 kB over plain TCP.
# needs: rtorrent transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 6890 bittorrent BitTorrent TCP
capture
torrent shared 160 "http://$server:6969/announce"
tracker
rtorrent_client bob "$work/seed" shared 'dht.mode.set = disable' 'protocol.encryption.set = none'
sleep 8
rtorrent_client alice "$work/leech" shared 'dht.mode.set = disable' 'protocol.encryption.set = none'
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
