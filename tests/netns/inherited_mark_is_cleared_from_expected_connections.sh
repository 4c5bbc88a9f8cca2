#!/bin/sh
# The data connection of an FTP session inherits the session's mark: the class in it is the session's, not its own.
. "${0%/*}/../lib.sh"

topology
# 285212929 is 0x11000101: class bittorrent, and bits of somebody else's.
nft_router <<-'EOF'
	table inet t {
		ct helper ftp { type "ftp" protocol tcp; }
		chain c {
			type filter hook prerouting priority mangle
			tcp dport 21 ct helper set "ftp"
			tcp dport 21 ct mark set 285212929
		}
	}
EOF
policy </dev/null
# PORT 10,1,0,66,200,1 is port 51201.
flow4 --dst "$inet_phantom4:21" open a:t:USER+x20+t:alice+x0d0a b:t:230+x0d0a a:t:PORT+x20+t:10,1,0,66,200,1+x0d0a
expect_eq "the session's mark" 285212929 "$(flow_marks)"
expect_eq 'expected connections' 1 "$(ip netns exec router conntrack -L expect 2>/dev/null | wc -l)"
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:20" --dst "$sub1_phantom4:51201" open
expect_eq "the data connection's mark" 257 "$(flow_marks -p tcp --dport 51201)"
expect_stat mark_inherited 1
# It is judged as any other.
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:20" --dst "$sub1_phantom4:51201" a:bt
expect_eq "the data connection's mark" $((257 | 17 << 24)) "$(flow_marks -p tcp --dport 51201)"
