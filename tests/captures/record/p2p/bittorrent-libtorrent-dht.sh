# shellcheck shell=sh disable=SC2154
# about: Three libtorrent sessions with the DHT, two with a torrent, one with the info-hash alone: ping, find_node, get_peers,
#   announce_peer; metadata and 32 kB over plain TCP.
# needs: python3-libtorrent transmission-cli
# flow: udp 6881 bittorrent DHT
# flow: tcp 6881 bittorrent BitTorrent TCP
capture
torrent shared 32
torrent other 16
set -- enable_dht=true dht_restrict_routing_ips=false dht_restrict_search_ips=false
session carol "$work/other" other "node=$bob:6881" "$@"
session bob "$work/seed" shared "node=$carol:6881" "$@"
wait_until 20 listens bob udp 6881
sleep 15
session alice "$work/leech" shared magnet=1 "node=$carol:6881" "node=$bob:6881" "$@"
wait_until 120 same "$work/seed/shared" "$work/leech/shared"
