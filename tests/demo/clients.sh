# shellcheck shell=sh
# clients.sh: real BitTorrent clients (transmission-daemon), and what they need: torrents, a tracker, a web server.
# shellcheck disable=SC2154 # guest.sh and lib.sh set the rest

peer_port=51413
tracker_port=6969

# A tracker is a web server that answers "GET /announce?..." with a bencoded list of peers; with one seeder that list
# never changes, so a file does. One for each family, so that each torrent's seeder is first met over that family. (The
# clients tell each other their IPv6 address, and then part of the IPv4 torrent comes over IPv6.)
start_servers() {
	mkdir -p "$work/tracker" "$work/web"
	printf 'd8:intervali1800e5:peers6:\313\0\161\002\310\325e' >"$work/tracker/ip4"
	printf 'd8:intervali1800e5:peers0:6:peers618:\040\001\015\270\0\017\0\0\0\0\0\0\0\0\0\002\310\325e' >"$work/tracker/ip6"
	head -c 500000 /dev/urandom >"$work/web/page"
	ip netns exec inet busybox httpd -f -p "$tracker_port" -h "$work/tracker" &
	ip netns exec inet busybox httpd -f -p 80 -h "$work/web" &
}

# make_torrent NAME KILOBYTES: random content, two torrents of it: NAME.ip4 and NAME.ip6.
make_torrent() {
	for family in ip4 ip6; do
		case $family in
		ip4) tracker=$inet_ip4 ;;
		ip6) tracker="[$inet_ip6]" ;;
		esac
		head -c "${2}000" /dev/urandom >"$work/seeds/$1.$family"
		transmission-create -t "http://$tracker:$tracker_port/$family" -o "$work/$1.$family.torrent" "$work/seeds/$1.$family"
	done >/dev/null
}

# client_settings KIND DOWNLOADS: those that differ from Transmission's own.
#   plain    everything it does can be recognised; encryption 0 prefers none, 2 requires it
#   default  as it comes
#   hiding   nothing but encrypted TCP, and the tracker
client_settings() {
	quiet='"utp-enabled": false, "dht-enabled": false, "pex-enabled": false, "port-forwarding-enabled": false,'
	case $1 in
	plain) echo "$quiet \"encryption\": 0," ;;
	hiding) echo "$quiet \"encryption\": 2," ;;
	esac
	echo "\"download-dir\": \"$2\", \"rpc-bind-address\": \"127.0.0.1\""
}

# start_client NAMESPACE KIND DOWNLOADS
start_client() {
	configuration=$work/$1.$2
	mkdir -p "$configuration" "$3"
	echo "{ $(client_settings "$2" "$3") }" >"$configuration/settings.json"
	# There is no name server here to ask for the DHT's well-known first nodes.
	printf '%s %s\n' "$inet_ip4" $peer_port "$inet_ip6" $peer_port >"$configuration/dht.bootstrap"
	ip netns exec "$1" transmission-daemon --foreground --config-dir "$configuration" --logfile "$configuration/log" &
	eval "client_$1=$!"
}

# start_clients KIND: all three, with these settings
start_clients() {
	start_client inet "$1" "$work/seeds"
	start_client sub1 "$1" "$work/sub1"
	start_client sub2 "$1" "$work/sub2"
	for client in inet sub1 sub2; do
		within 30 client_answers "$client"
	done
}

# At once: a client that says goodbye to its trackers takes its time.
stop_clients() {
	for client in inet sub1 sub2; do
		eval "kill -KILL \$client_$client"
		eval "wait \$client_$client" || true
	done
}

tell_client() {
	client=$1
	shift
	ip netns exec "$client" transmission-remote "$@"
}

client_answers() { tell_client "$1" --session-info >/dev/null 2>&1; }

# add_torrents NAMESPACE NAME...: NAME.FAMILY each
add_torrents() {
	namespace=$1
	shift
	for torrent; do
		tell_client "$namespace" --add "$work/$torrent.torrent"
	done >/dev/null
}

# The client renames a file when it has all of it; the seeder's has the same bytes then.
has_all() {
	namespace=$1
	shift
	for torrent; do
		[ -e "$work/$namespace/$torrent" ] && cmp -s "$work/seeds/$torrent" "$work/$namespace/$torrent" || return 1
	done
}

# client_bytes NAMESPACE: what the client itself says it has got from peers.
client_bytes() {
	tell_client "$1" --debug --torrent all --info 2>&1 |
		grep -o '"downloadedEver":[0-9]*' | awk -F: '{ bytes += $2 } END { print bytes + 0 }'
}

# web_bytes NAMESPACE ADDRESS: fetch the page, say how many of its bytes came. Not by wget's own time limit: with it
# Debian 12's static busybox crashes.
web_bytes() {
	timeout 20 ip netns exec "$1" busybox wget -q -O - "http://$2/page" | wc -c
}
