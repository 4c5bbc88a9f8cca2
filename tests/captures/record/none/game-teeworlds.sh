# shellcheck shell=sh disable=SC2154
# about: A Teeworlds server asked by a server browser: connectionless packets, UDP 8303.
# needs: teeworlds-server qstat
capture
run server /usr/games/teeworlds-server
sleep 3
for _ in 1 2 3; do
	on alice quakestat -tees "$server:8303" >/dev/null || true
done
