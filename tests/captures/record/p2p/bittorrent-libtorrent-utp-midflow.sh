# shellcheck shell=sh disable=SC2154
# about: A plain uTP transfer between two libtorrent sessions, recorded from some seconds after its handshake.
# needs: python3-libtorrent transmission-cli
# flow: udp 6881 bittorrent uTP mid-flow
torrent shared 600
set -- enable_outgoing_utp=true enable_incoming_utp=true enable_outgoing_tcp=false enable_incoming_tcp=false
session bob "$work/seed" shared upload_rate_limit=30000 "$@"
wait_until 20 listens bob udp 6881
session carol "$work/leech" shared "peer=$bob:6881" "$@"
sleep 8
capture
sleep 6
