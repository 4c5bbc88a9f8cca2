# shellcheck shell=sh disable=SC2154
# about: Status requests of a server browser to a Teeworlds server, UDP 8303, which wants a newer kind and is silent.
# needs: teeworlds-server qstat
capture
run server /usr/games/teeworlds-server
sleep 3
for _ in 1 2 3; do
	on alice quakestat -tees "$server:8303" >/dev/null || true
done
