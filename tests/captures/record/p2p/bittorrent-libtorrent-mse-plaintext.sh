# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions that require the encrypted handshake and then agree on plain text: 160 kB over TCP, two
#   connections, one over IPv6. Only their beginning is random bytes.
# needs: python3-libtorrent transmission-cli
# flow: tcp 6881 bittorrent BitTorrent TCP behind MSE
capture
torrent shared 160
torrent other 64
set -- in_enc_policy=0 out_enc_policy=0 allowed_enc_level=1 prefer_rc4=false
session bob "$work/seed" shared "$@"
session carol "$work/seed" other "$@"
wait_until 20 listens bob tcp 6881
wait_until 20 listens carol tcp 6881
session alice "$work/leech" shared "peer=$bob:6881" "$@"
session server "$work/leech" other "peer=[$carol6]:6881" "$@"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
wait_until 60 same "$work/seed/other" "$work/leech/other"
