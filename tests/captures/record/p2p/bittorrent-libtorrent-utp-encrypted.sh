# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions exchange 64 kB over uTP, RC4 inside.
# needs: python3-libtorrent transmission-cli
# flow: udp 6881 bittorrent encrypted uTP
capture
torrent shared 64
set -- enable_outgoing_utp=true enable_incoming_utp=true enable_outgoing_tcp=false enable_incoming_tcp=false \
	in_enc_policy=0 out_enc_policy=0 allowed_enc_level=2
session bob "$work/seed" shared "$@"
wait_until 20 listens bob udp 6881
session alice "$work/leech" shared "peer=$bob:6881" "$@"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
