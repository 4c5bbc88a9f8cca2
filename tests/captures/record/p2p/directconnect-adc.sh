# shellcheck shell=sh disable=SC2154
# about: Two ncdc clients on a uHub hub (ADC): login, chat, a search over UDP and TCP, a file list and a file of 60 kB from
#   client to client; no TLS.
# needs: uhub ncdc tmux
# flow: tcp 1511 directconnect ADC hub
# flow: tcp 4000 directconnect ADC client
# flow: udp 4000 directconnect ADC search result
capture
printf 'server_port=1511\nserver_bind_addr=0.0.0.0\nfile_acl=%s/acl\nfile_plugins=%s/plugins\ntls_enable=no\n' "$work" "$work" >"$work/uhub.conf"
: >"$work/acl"
: >"$work/plugins"
run server uhub -c "$work/uhub.conf"
wait_until 10 listens server tcp 1511
payload "$work/share/payload.bin" 60
export LC_ALL=C.UTF-8
# type HOST COMMAND...: into the client's window
type_in() {
	window=$1
	shift
	for line; do
		tmux -S "$work/tmux" send-keys -t "$window" -l "$line"
		tmux -S "$work/tmux" send-keys -t "$window" Enter
		sleep 1
	done
}
for host in alice bob; do
	eval "own=\$$host"
	tmux -S "$work/tmux" new-session -d -s "$host" -x 120 -y 40 "ip netns exec $host ncdc -c $work/$host"
	sleep 2
	type_in "$host" "/set nick $host" '/set tls_policy disabled' "/set active_ip $own" '/set active_port 4000' '/set active true'
done
type_in bob "/share files $work/share"
sleep 4
type_in bob "/open lab adc://$server:1511/"
type_in alice "/open lab adc://$server:1511/"
sleep 4
type_in alice 'hello everybody' '/search payload'
sleep 4
tmux -S "$work/tmux" send-keys -t alice d
sleep 2
type_in alice '/open lab' '/browse bob'
sleep 8
tmux -S "$work/tmux" capture-pane -p -t alice >"$work/screen"
tmux -S "$work/tmux" send-keys -t alice Right
sleep 1
tmux -S "$work/tmux" send-keys -t alice d
sleep 8
tmux -S "$work/tmux" capture-pane -p -t alice >>"$work/screen"
tmux -S "$work/tmux" kill-server
