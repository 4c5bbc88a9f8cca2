# shellcheck shell=sh disable=SC2154
# about: Two libtorrent sessions announce to an HTTP and a UDP tracker and scrape both, then exchange 32 kB over plain TCP.
# needs: python3-libtorrent transmission-cli opentracker
# flow: udp 6969 bittorrent UDP tracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 6881 bittorrent BitTorrent TCP
capture
torrent shared 32 "http://$server:6969/announce" "udp://$server:6969/announce"
tracker
session bob "$work/seed" shared scrape=1
wait_until 20 listens bob tcp 6881
sleep 3
session alice "$work/leech" shared scrape=1
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
sleep 8
