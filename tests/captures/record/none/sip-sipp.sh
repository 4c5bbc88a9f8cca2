# shellcheck shell=sh disable=SC2154
# about: Ten SIP calls over UDP and one over TCP between two sipp, with echoed RTP packets.
# needs: sip-tester
capture
(cd "$work" && exec ip netns exec bob sipp -sn uas -i "$bob" -p 5060 -mi "$bob" -nostdin -rtp_echo) >"$work/uas" 2>&1 &
(cd "$work" && exec ip netns exec bob sipp -sn uas -i "$bob" -p 5070 -t t1 -nostdin) >"$work/uas.tcp" 2>&1 &
wait_until 10 listens bob udp 5060
cd "$work" || exit
on alice sipp -sn uac -i "$alice" -mi "$alice" -m 10 -r 5 -d 300 -nostdin "$bob:5060" >/dev/null 2>&1 || true
on alice sipp -sn uac -i "$alice" -t t1 -m 1 -d 300 -nostdin "$bob:5070" >/dev/null 2>&1 || true
