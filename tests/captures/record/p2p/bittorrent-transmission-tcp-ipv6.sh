# shellcheck shell=sh disable=SC2154
# about: Two Transmission daemons exchange 96 kB over BitTorrent TCP and IPv6, not encrypted. The tracker is a web server
#   with a fixed answer, over IPv6 too.
# needs: transmission-daemon transmission-cli busybox-static
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 51413 bittorrent BitTorrent TCP
# flow: tcp 51413 bittorrent BitTorrent TCP
capture
own='"utp-enabled": false, "dht-enabled": false, "pex-enabled": false, "lpd-enabled": false, "encryption": 0'
mkdir -p "$work/tracker"
printf 'd8:intervali1800e5:peers0:6:peers618: \001\015\270\0\017\0\0\0\0\0\0\0\0\0\002\310\325e' >"$work/tracker/announce"
run server busybox httpd -f -p "[::]:6969" -h "$work/tracker"
torrent shared 96 "http://[$server6]:6969/announce"
transmission bob "$work/seed" "$own"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
transmission alice "$work/leech" "$own"
transmission_tell alice --add "$work/shared.torrent"
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
