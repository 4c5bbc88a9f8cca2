# shellcheck shell=sh disable=SC2154
# about: A plain TCP transfer between two libtorrent sessions, recorded from some seconds after its handshake, as a router
#   sees it that has just started.
# needs: python3-libtorrent transmission-cli
# flow: tcp 6881 bittorrent BitTorrent TCP mid-flow
torrent shared 600
session bob "$work/seed" shared upload_rate_limit=30000
wait_until 20 listens bob tcp 6881
session carol "$work/leech" shared "peer=$bob:6881"
sleep 8
capture
sleep 6
