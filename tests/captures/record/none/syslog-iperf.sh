# shellcheck shell=sh disable=SC2154
# about: Log lines over UDP and TCP 514, and short iperf3 runs over TCP and UDP.
# needs: iperf3 bsdutils busybox-static
capture
run server busybox nc -l -p 514
run server iperf3 -s
wait_until 10 listens server tcp 5201
for number in 1 2 3 4 5; do
	on alice logger -n "$server" -P 514 -d "message number $number"
done
on alice logger -n "$server" -P 514 -T --octet-count 'a message'
on alice iperf3 -c "$server" -n 100K >/dev/null
on alice iperf3 -c "$server" -u -b 400k -t 2 >/dev/null
