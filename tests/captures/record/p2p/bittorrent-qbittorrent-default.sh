# shellcheck shell=sh disable=SC2154
# about: Two qBittorrent clients with their own settings, which find each other by local service discovery: uTP and TCP,
#   encryption allowed, DHT. A flow over UDP may have uTP and DHT.
# needs: qbittorrent-nox transmission-cli
# flow: udp 6771 bittorrent LSD
# flow: udp 6881 bittorrent uTP and DHT
# flow: udp 1900 other SSDP
# flow: udp 5351 other NAT-PMP
# flow: tcp 6881 bittorrent BitTorrent TCP
# Local service discovery hears those of its own subnet only.
ip -n alice addr add 203.0.113.3/24 dev eth0
capture
torrent shared 160
for host in bob alice; do
	mkdir -p "$work/$host/qBittorrent/config" "$work/$host/files"
	printf '[LegalNotice]\nAccepted=true\n[BitTorrent]\nSession\\Port=6881\n' \
		>"$work/$host/qBittorrent/config/qBittorrent.conf"
done
cp "$work/seed/shared" "$work/bob/files/"
run bob qbittorrent-nox "--profile=$work/bob" "--save-path=$work/bob/files" "$work/shared.torrent"
sleep 5
run alice qbittorrent-nox "--profile=$work/alice" "--save-path=$work/alice/files" "$work/shared.torrent"
wait_until 90 same "$work/seed/shared" "$work/alice/files/shared"
