# shellcheck shell=sh disable=SC2154
# about: Four aMule daemons, obfuscation off, which know each other. They publish files in Kad and search for them by
#   keyword; one fetches 12 kB from a source that is named.
# needs: amule-daemon amule-utils
# flow: tcp 4662 edonkey eDonkey TCP
# flow: udp 4672 edonkey Kad
capture 'port 4662 or port 4672'
for host in $hosts; do
	payload "$work/$host/Incoming/payload.$host.bin" 12 "$host"
done
amule alice bob carol server
amule bob alice carol server
amule carol alice bob server
amule server alice bob carol
for host in $hosts; do
	amule_tell "$host" 'connect kad' >/dev/null
done
wait_until 60 kad_is_up alice
wait_until 60 kad_is_up bob
amule_tell carol "add ed2k://|file|payload.bob.bin|12000|$(amule_hash bob payload.bob.bin)|/|sources,$bob:4662|/" >/dev/null
sleep 100
amule_tell alice 'search kad payload' >/dev/null
sleep 45
amule_tell alice 'results' >"$work/results" || true
amule_tell alice 'download 0' >/dev/null || true
sleep 120
