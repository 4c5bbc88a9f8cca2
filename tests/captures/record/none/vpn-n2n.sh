# shellcheck shell=sh disable=SC2154
# about: Two n2n edges and a supernode: registration, then pings through the tunnel, from peer to peer.
# needs: n2n iputils-ping
capture
run server supernode -p 7777 -f
sleep 1
run alice edge -d n2n0 -a 192.168.6.1 -c lab -k secret -l "$server:7777" -f
run bob edge -d n2n0 -a 192.168.6.2 -c lab -k secret -l "$server:7777" -f
sleep 8
on alice ping -q -c 10 -i 0.4 192.168.6.2 >/dev/null || true
