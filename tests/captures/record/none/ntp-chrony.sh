# shellcheck shell=sh disable=SC2154
# about: chrony as NTP server and client, both without a time source at first: answers of an unsynchronised
#   server (first byte e4), then of a synchronised one. The clock of the machine is left alone.
# needs: chrony
capture
mkdir -p "$work/s" "$work/c"
printf '%s\n' 'allow' "bindcmdaddress /" 'cmdport 0' "pidfile $work/s/pid" >"$work/s/conf"
printf '%s\n' "server $server minpoll 0 maxpoll 1 iburst" "server $server6 minpoll 0 maxpoll 1 iburst" 'cmdport 0' \
	"bindcmdaddress /" "pidfile $work/c/pid" >"$work/c/conf"
run server chronyd -x -d -f "$work/s/conf" -u root -F 0
first=$last
run alice chronyd -x -d -f "$work/c/conf" -u root -F 0
sleep 6
kill "$first"
sleep 1
echo 'local stratum 3' >>"$work/s/conf"
run server chronyd -x -d -f "$work/s/conf" -u root -F 0
sleep 6
