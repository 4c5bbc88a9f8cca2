# shellcheck shell=sh disable=SC2154
# about: Status requests of a server browser to a Cube 2 server, UDP 28786.
# needs: cube2-server qstat
capture
(cd "$work" && exec ip netns exec server /usr/games/cube2-server) >"$work/output" 2>&1 &
sleep 3
for _ in 1 2 3; do
	on alice quakestat -cubes "$server:28785" >/dev/null 2>&1 || true
done
