# shellcheck shell=sh disable=SC2154
# about: A tunnel inside DNS, with pings through it: DNS with unusual names and types.
# needs: iodine iputils-ping
capture
run server iodined -f -c -P secret 192.168.8.1 t.lab.example
sleep 2
run alice iodine -f -r -P secret "$server" t.lab.example
sleep 12
on alice ping -q -c 5 -i 0.4 -s 300 192.168.8.1 >/dev/null || true
