# shellcheck shell=sh
# clients.sh: file sharing clients and trackers, as scenarios want them.
# shellcheck disable=SC2154 # lab.sh sets the rest

# torrent NAME KILOBYTES [TRACKER...]: $work/seed/NAME and $work/NAME.torrent
torrent() {
	payload "$work/seed/$1" "$2" "$1"
	torrent_of "$@"
}

torrent_of() {
	name=$1
	shift 2
	for tracker; do
		set -- "$@" -t "$tracker"
		shift
	done
	transmission-create -s 32 "$@" -o "$work/$name.torrent" "$work/seed/$name" >/dev/null
}

# info_hash NAME: in hexadecimal
info_hash() { transmission-show "$work/$1.torrent" | sed -n 's/^ *Hash: \([0-9a-f]*\).*/\1/p'; }

# tracker: HTTP and UDP, port 6969, IPv4 only. Debian's takes listed torrents only: those that were made before.
tracker() {
	mkdir -p "$work/tracker"
	for file in "$work"/*.torrent; do
		info_hash "$(basename "$file" .torrent)"
	done >"$work/tracker/list"
	chmod -R a+rX "$work/tracker"
	run server opentracker -i "$server" -p 6969 -P 6969 -d "$work/tracker" -w list -u nobody
	wait_until 10 listens server tcp 6969
}

# transmission HOST FOLDER SETTINGS...: FOLDER is where its files are; SETTINGS are JSON, those of $quiet are the base.
quiet='"utp-enabled": false, "dht-enabled": false, "pex-enabled": false, "lpd-enabled": false, "encryption": 0'
transmission() {
	host=$1
	mkdir -p "$work/$host" "$2"
	cat >"$work/$host/settings.json" <<-END
	{ "download-dir": "$2", "rpc-bind-address": "127.0.0.1", "port-forwarding-enabled": false,
	  "peer-port": 51413, ${3:-$quiet} }
	END
	run "$host" transmission-daemon --foreground --config-dir "$work/$host" --logfile "$work/$host/log"
	wait_until 30 transmission_tell "$host" --session-info >/dev/null
}

transmission_tell() {
	teller=$1
	shift
	on "$teller" transmission-remote "$@" >/dev/null 2>&1
}

# session HOST FOLDER NAME [KEY=VALUE...]: libtorrent by its Python binding; see session.py
session() {
	host=$1
	folder=$2
	torrent=$3
	shift 3
	mkdir -p "$folder"
	run "$host" python3 "$here/session.py" "$folder" "$work/$torrent.torrent" "$@"
}

# rtorrent_client HOST FOLDER NAME SETTING...: headless, the torrent added at its start.
rtorrent_client() {
	host=$1
	folder=$2
	name=$3
	shift 3
	mkdir -p "$folder" "$work/$host.session"
	{
		cat <<-END
		system.daemon.set = true
		directory.default.set = $folder
		session.path.set = $work/$host.session
		network.port_range.set = 6890-6890
		network.port_random.set = no
		END
		printf '%s\n' "$@"
		echo "schedule2 = start, 2, 0, \"load.start=$work/$name.torrent\""
	} >"$work/$host.rc"
	run "$host" rtorrent -n -o "import=$work/$host.rc"
}

# amule HOST [OTHER...]: an aMule daemon that knows these other hosts as first contacts of Kad. $obfuscation is 1 or 0.
# Documentation addresses count as local ones, which it would not talk to: FilterLanIPs=0.
amule() {
	host=$1
	shift
	mkdir -p "$work/$host/Incoming" "$work/$host/Temp"
	cat >"$work/$host/amule.conf" <<-END
	[eMule]
	Port=4662
	UDPPort=4672
	UDPEnable=1
	FilterLanIPs=0
	ParanoidFiltering=0
	IPFilterClients=0
	IPFilterServers=0
	ConnectToKad=1
	ConnectToED2K=0
	UPnPEnabled=0
	IncomingDir=$work/$host/Incoming
	TempDir=$work/$host/Temp
	[ExternalConnect]
	AcceptExternalConnections=1
	ECPassword=$(printf record | md5sum | cut -d' ' -f1)
	ECPort=4712
	[Obfuscation]
	IsClientCryptLayerSupported=$obfuscation
	IsCryptLayerRequested=$obfuscation
	IsClientCryptLayerRequired=$obfuscation
	END
	kad_contacts "$@" >"$work/$host/nodes.dat"
	# address, nothing, its own id, as the others know it, no tags
	printf '\0\0\0\0\0\0%s\0' "$(kad_id "$host")" >"$work/$host/preferencesKad.dat"
	run "$host" amuled "--config-dir=$work/$host"
	wait_until 30 amule_tell "$host" status >/dev/null
}
obfuscation=0

# A nodes.dat as of a client that has run before: 0, version 2, contacts: id, address, UDP port, TCP port, Kad version 8,
# no key, verified. The address is written last byte first.
# The id is that of the name, but for its most significant byte: it is $kad_zone, an octal escape.
kad_id() { printf "%.3s$kad_zone%.12s" "$(printf %s "$1" | md5sum)" "$(printf %s "$1" | sha1sum)"; }
kad_zone=x

kad_contacts() {
	printf '\0\0\0\0\002\0\0\0%b\0\0\0' "\\000$#"
	for other; do
		eval "address=\$$other"
		kad_id "$other"
		# shellcheck disable=SC2046,SC2059 # words; octal escapes
		printf "$(printf '\\%03o' $(echo "$address" | awk -F. '{ print $4, $3, $2, $1 }'))"
		printf '\100\022\066\022\010\0\0\0\0\0\0\0\0\001'
	done
}

# amule_tell HOST WORD...: what the daemon's own console is told.
amule_tell() {
	teller=$1
	shift
	on "$teller" amulecmd -h 127.0.0.1 -p 4712 -P record -c "$*" 2>/dev/null
}

kad_is_up() { amule_tell "$1" status | grep -q 'Kad: Connected'; }

# amule_hash HOST NAME: of a file that it shares; fails when it does not.
amule_hash() { amule_tell "$1" 'show shared' | sed -n "s/.*\\([0-9A-F]\\{32\\}\\).*$2.*/\\1/p" | grep .; }
