# shellcheck shell=sh disable=SC2154
# about: A headless OpenTTD client joins a dedicated server (TCP 3979) and plays for some seconds.
# needs: openttd openttd-opengfx
capture
export HOME="$work"
mkdir -p "$work/ottd"
run server /usr/games/openttd -D "$server:3979" -g -x -c "$work/server.cfg"
wait_until 60 listens server tcp 3979
run alice /usr/games/openttd -v null -s null -m null -x -c "$work/client.cfg" -n "$server:3979"
sleep 15
