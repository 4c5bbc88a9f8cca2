#!/bin/sh
# What is inherited is cleared once, before anything is decided: what the first packet itself says holds for that packet.
. "${0%/*}/../lib.sh"

topology
nft_router <<-'EOF'
	table inet t {
		ct helper ftp { type "ftp" protocol tcp; }
		chain c {
			type filter hook prerouting priority mangle
			tcp dport 21 ct helper set "ftp"
		}
	}
EOF
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
# PORT 10,1,0,66,200,1 is port 51201.
flow4 --dst "$inet_phantom4:21" open a:t:USER+x20+t:alice+x0d0a b:t:230+x0d0a a:t:PORT+x20+t:10,1,0,66,200,1+x0d0a
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:20" --dst "$sub1_phantom4:51201" syn:bt
expect_eq 'the mark' $((17 << 24)) "$(flow_marks -p tcp --dport 51201)"
expect_counter alice count_packets 1
