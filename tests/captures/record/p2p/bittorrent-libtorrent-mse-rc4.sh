# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions that require RC4: 64 kB over TCP.
# needs: python3-libtorrent transmission-cli
# flow: tcp 6881 bittorrent encrypted BitTorrent TCP
capture
torrent shared 64
set -- in_enc_policy=0 out_enc_policy=0 allowed_enc_level=2
session bob "$work/seed" shared "$@"
wait_until 20 listens bob tcp 6881
session alice "$work/leech" shared "peer=$bob:6881" "$@"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
