# shellcheck shell=sh disable=SC2154
# about: SNMP version 2c: a walk, single gets, a bulk request.
# needs: snmp snmpd
capture
echo 'rocommunity public' >"$work/conf"
run server snmpd -f -C -c "$work/conf" -Lo "udp:$server:161"
wait_until 10 listens server udp 161
sleep 2
on alice snmpget -v2c -c public "$server" 1.3.6.1.2.1.1.3.0 >/dev/null || true
on alice snmpbulkget -v2c -c public "$server" 1.3.6.1.2.1.2 >/dev/null || true
on alice snmpwalk -v1 -c public "$server" 1.3.6.1.2.1.2.2.1.2 >/dev/null || true
