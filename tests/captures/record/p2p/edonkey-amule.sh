# shellcheck shell=sh disable=SC2154
# about: Two aMule daemons, obfuscation off. UDP 4672: Kad bootstrap, pings, HELLO both ways, firewall check. TCP 4662:
#   HELLO, eMule info, secure identification, a file of 12,000 random bytes with its compressed parts, and the connections
#   of the firewall check.
# needs: amule-daemon amule-utils
# flow: tcp 4662 edonkey eDonkey TCP
# flow: udp 4672 edonkey Kad
capture 'port 4662 or port 4672'
payload "$work/bob/Incoming/payload.bin" 12
amule bob alice
amule alice bob
wait_until 30 amule_hash bob payload.bin >/dev/null

# A source that is named before the daemon counts as connected is forgotten.
amule_tell alice 'connect kad' >/dev/null
amule_tell bob 'connect kad' >/dev/null
wait_until 30 kad_is_up alice
wait_until 30 kad_is_up bob
amule_tell alice "add ed2k://|file|payload.bin|12000|$(amule_hash bob payload.bin)|/|sources,$bob:4662|/" >/dev/null
wait_until 90 same "$work/bob/Incoming/payload.bin" "$work/alice/Incoming/payload.bin"

# Kad goes on: after two minutes it greets the contact, and both look whether they can be reached.
sleep 150
