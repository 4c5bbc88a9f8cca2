#!/bin/sh
# A suspended customer's browser lands at the portal, wherever it wanted to go: the mark steers the first packet already.
. "${0%/*}/../lib.sh"

# fetch NAMESPACE URL
fetch() { ip netns exec "$1" timeout 10 busybox wget -q -O - "$2"; }

# serve_text PORT TEXT: a web server in inet with one page
serve_text() {
	mkdir -p "/tmp/web$1"
	echo "$2" >"/tmp/web$1/index.html"
	serve "$1" "/tmp/web$1"
}

topology
serve_text 80 'the web'
serve_text 8080 'the portal'
nft_router <<-EOF
	table ip portal {
		chain nat {
			type nat hook prerouting priority dstnat;
			meta mark 0x50 tcp dport 80 dnat to $inet_ip4:8080
		}
		chain rest {
			type filter hook forward priority filter;
			meta mark 0x50 ct status dnat accept
			meta mark 0x50 drop
		}
	}
EOF
policy <<-EOF
	garden { prefix $inet_ip4 protocol tcp port 8080; prefix $inet_phantom4 protocol udp port 53 }
	subscriber alice { $alice; sanction scope all action mark 0x50/0xff }
	subscriber bob { $bob }
EOF
expect_eq 'page of alice' 'the portal' "$(fetch sub1 "http://$inet_ip4/")"
expect_eq 'page of alice, from nowhere' 'the portal' "$(fetch sub1 http://198.51.100.1/)"
expect_eq 'page of alice, from the portal itself' 'the portal' "$(fetch sub1 "http://$inet_ip4:8080/")"
expect_eq 'page of bob' 'the web' "$(fetch sub2 "http://$inet_ip4/")"
flow4 --proto udp --dst "$inet_phantom4:53" a:dns b:dns
flow4 --proto udp --dst "$inet_phantom4:54" expect=lost a:dns
ctl sanction del alice
expect_eq 'page of alice, afterwards' 'the web' "$(fetch sub1 "http://$inet_ip4/")"
