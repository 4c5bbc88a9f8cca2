# shellcheck shell=sh disable=SC2154
# about: A cTorrent and an Unworkable client, both from before uTP and encryption, fetch 64 kB from a Transmission daemon
#   over plain TCP; an HTTP tracker.
# needs: ctorrent unworkable transmission-daemon transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 51413 bittorrent BitTorrent TCP
# flow: tcp 2706 bittorrent BitTorrent TCP
# flow: tcp 6668 bittorrent BitTorrent TCP
capture
torrent shared 64 "http://$server:6969/announce"
tracker
transmission bob "$work/seed"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
mkdir -p "$work/leech"
run alice ctorrent -p 2706 -s "$work/leech/shared" "$work/shared.torrent"
(cd "$work/leech" && run carol unworkable -p 6668 "$work/shared.torrent")
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
