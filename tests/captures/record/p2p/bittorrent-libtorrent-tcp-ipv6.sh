# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions exchange 96 kB over plain TCP and IPv6.
# needs: python3-libtorrent transmission-cli
# flow: tcp 6881 bittorrent BitTorrent TCP
capture
torrent shared 96
session bob "$work/seed" shared
wait_until 20 listens bob tcp 6881
session alice "$work/leech" shared "peer=[$bob6]:6881"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
