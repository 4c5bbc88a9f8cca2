#!/bin/sh
# A router with the module loaded and no policy forwards as before, both families, in and out.
. "${0%/*}/../lib.sh"

topology
for address in "$inet_ip4" "$inet_ip6" "$sub2_ip4" "$sub2_ip6"; do
	on sub1 ping -c 2 -i 0.1 -W 5 "$address"
done
on inet ping -c 2 -i 0.1 -W 5 "$sub1_ip6"
