# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions exchange 96 kB over uTP and IPv6, not encrypted.
# needs: python3-libtorrent transmission-cli
# flow: udp 6881 bittorrent uTP
capture
torrent shared 96
set -- enable_outgoing_utp=true enable_incoming_utp=true enable_outgoing_tcp=false enable_incoming_tcp=false
session bob "$work/seed" shared "$@"
wait_until 20 listens bob udp 6881
session alice "$work/leech" shared "peer=[$bob6]:6881" "$@"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
