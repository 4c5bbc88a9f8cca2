# shellcheck shell=sh disable=SC2154
# about: An Unworkable client, from before uTP and encryption, fetches 64 kB from a Transmission daemon over plain TCP; an
#   HTTP tracker.
# needs: unworkable transmission-daemon transmission-cli opentracker
# flow: tcp 6969 bittorrent HTTP tracker
# flow: tcp 51413 bittorrent BitTorrent TCP
capture
torrent shared 64 "http://$server:6969/announce"
tracker
transmission bob "$work/seed"
transmission_tell bob --add "$work/shared.torrent"
sleep 2
mkdir -p "$work/leech"
(cd "$work/leech" && exec ip netns exec alice unworkable -p 6668 "$work/shared.torrent") >"$work/output" 2>&1 &
wait_until 60 same "$work/seed/shared" "$work/leech/shared"
