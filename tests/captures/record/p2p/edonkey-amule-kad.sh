# shellcheck shell=sh disable=SC2154,SC2034
# about: Four aMule daemons, obfuscation off, which know each other: Kad requests, publishing of a file and its source,
#   searches by keyword; HELLO, firewall checks. One fetches 12 kB from a source that is named.
# needs: amule-daemon amule-utils openssl
# flow: tcp 4662 edonkey eDonkey TCP
# flow: udp 4672 edonkey Kad
capture 'port 4662 or port 4672'
first_byte() { openssl dgst -provider legacy -provider default -md4 | sed 's/.*= \(..\).*/\1/'; }

# Kad stores a thing at nodes whose id begins as its hash does, and four nodes are few: so all begin as the file's hash,
# and so does the hash of the word that it is found by.
payload "$work/payload" 12
zone=$(first_byte <"$work/payload")
kad_zone=$(printf '\\%03o' "0x$zone")
number=0
until [ "$(printf 'word%d' $number | first_byte)" = "$zone" ]; do
	number=$((number + 1))
done
word=word$number
mkdir -p "$work/bob/Incoming" "$work/server/Incoming"
cp "$work/payload" "$work/bob/Incoming/$word.bin"
cp "$work/payload" "$work/server/Incoming/$word.bin"

amule alice bob carol server
amule bob alice carol server
amule carol alice bob server
amule server alice bob carol
for host in $hosts; do
	amule_tell "$host" 'connect kad' >/dev/null
done
for host in $hosts; do
	wait_until 60 kad_is_up "$host"
done
amule_tell carol "add ed2k://|file|$word.bin|12000|$(amule_hash bob "$word.bin")|/|sources,$bob:4662|/" >/dev/null

# They publish after some minutes.
sleep 250
amule_tell alice "search kad $word" >/dev/null || true
sleep 25
amule_tell alice results >"$work/results" || true
amule_tell alice 'download 0' >/dev/null || true
sleep 60
