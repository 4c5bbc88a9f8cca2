# shellcheck shell=sh disable=SC2154
# about: Two rtorrent clients that try the encrypted handshake and prefer plain text behind it: 96 kB over TCP.
# needs: rtorrent transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 6890 bittorrent BitTorrent TCP behind MSE
capture
torrent shared 96 "http://$server:6969/announce"
tracker
set -- 'dht.mode.set = disable' 'protocol.encryption.set = allow_incoming,try_outgoing,prefer_plaintext'
rtorrent_client bob "$work/seed" shared "$@"
sleep 8
rtorrent_client alice "$work/leech" shared "$@"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
