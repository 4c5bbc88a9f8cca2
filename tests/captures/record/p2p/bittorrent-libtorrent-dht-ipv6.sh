# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions with the DHT over IPv6, one with the torrent's info-hash alone; 32 kB over plain TCP.
# needs: python3-libtorrent transmission-cli
# flow: udp 6881 bittorrent DHT
# flow: tcp 6881 bittorrent BitTorrent TCP
capture
torrent shared 32
set -- enable_dht=true dht_restrict_routing_ips=false dht_restrict_search_ips=false
session bob "$work/seed" shared "node=[$carol6]:6881" "listen_interfaces=[$bob6]:6881" "$@"
session carol "$work/seed" shared "node=[$bob6]:6881" "listen_interfaces=[$carol6]:6881" "$@"
sleep 15
session alice "$work/leech" shared magnet=1 "node=[$bob6]:6881" "node=[$carol6]:6881" "listen_interfaces=[$alice6]:6881" "$@"
wait_until 120 same "$work/seed/shared" "$work/leech/shared"
