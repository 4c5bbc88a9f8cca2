# shellcheck shell=sh disable=SC2154,SC2034
# about: Two aMule daemons that require protocol obfuscation: random bytes, over Kad and eD2k.
# needs: amule-daemon amule-utils
# flow: tcp 4662 edonkey encrypted eDonkey TCP
# flow: udp 4672 edonkey encrypted Kad
capture 'port 4662 or port 4672'
obfuscation=1
payload "$work/bob/Incoming/payload.bin" 12
amule bob alice
amule alice bob
wait_until 30 amule_hash bob payload.bin >/dev/null
amule_tell alice 'connect kad' >/dev/null
amule_tell bob 'connect kad' >/dev/null
wait_until 30 kad_is_up alice
hash=$(od -An -tx1 -j1 -N16 "$work/bob/preferences.dat" | tr -d " \n" | tr a-f A-F)
amule_tell alice "add ed2k://|file|payload.bin|12000|$(amule_hash bob payload.bin)|/|sources,$bob:4662:135:$hash|/" >/dev/null
sleep 150
