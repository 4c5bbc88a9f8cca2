# shellcheck shell=sh disable=SC2154
# about: Two Transmission daemons announce to a UDP tracker and scrape it, then exchange 32 kB over plain TCP.
# needs: transmission-daemon transmission-cli opentracker
# flow: udp 6969 bittorrent UDP tracker
# flow: tcp 51413 bittorrent BitTorrent TCP
capture
torrent shared 32 "udp://$server:6969/announce"
tracker
transmission bob "$work/seed"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
transmission alice "$work/leech"
transmission_tell alice --add "$work/shared.torrent"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
sleep 15
