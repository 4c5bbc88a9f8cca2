# shellcheck shell=sh disable=SC2154
# about: Two rtorrent clients that meet by a tracker and then talk to each other over the DHT as well; 32 kB over plain TCP.
# needs: rtorrent transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: udp 6891 bittorrent DHT
# flow: tcp 6890 bittorrent BitTorrent TCP
capture
torrent shared 32 "http://$server:6969/announce"
tracker
set -- 'dht.mode.set = on' 'dht.port.set = 6891' 'protocol.encryption.set = none'
rtorrent_client bob "$work/seed" shared "$@" "schedule2 = node, 4, 0, \"dht.add_node=$alice:6891\""
sleep 8
rtorrent_client alice "$work/leech" shared "$@" "schedule2 = node, 4, 0, \"dht.add_node=$bob:6891\""
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
sleep 60
