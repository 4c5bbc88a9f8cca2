# shellcheck shell=sh disable=SC2154
# about: Three libtorrent sessions over plain TCP: extended handshake, peer exchange, 160 kB to each of the two who lack it.
# needs: python3-libtorrent transmission-cli
# flow: tcp 6881 bittorrent BitTorrent TCP
capture
torrent shared 160
session bob "$work/seed" shared
wait_until 20 listens bob tcp 6881
session alice "$work/leech" shared "peer=$bob:6881"
session carol "$work/leech2" shared "peer=$bob:6881"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
wait_until 60 same "$work/seed/shared" "$work/leech2/shared"
