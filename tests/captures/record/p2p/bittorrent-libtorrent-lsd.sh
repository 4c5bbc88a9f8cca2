# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions find each other by local service discovery and exchange 32 kB over plain TCP.
# needs: python3-libtorrent transmission-cli
# flow: udp 6771 bittorrent LSD
# flow: tcp 6881 bittorrent BitTorrent TCP
# The client hears those of its own subnet only.
ip -n alice addr add 203.0.113.3/24 dev eth0
capture
torrent shared 32
session bob "$work/seed" shared enable_lsd=true
wait_until 20 listens bob tcp 6881
session alice "$work/leech" shared listen_interfaces=203.0.113.3:6881 enable_lsd=true
wait_until 90 same "$work/seed/shared" "$work/leech/shared"
