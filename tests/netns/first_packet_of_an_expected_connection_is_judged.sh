#!/bin/sh
# What is inherited is cleared once, before anything is decided: what the first packet itself says holds for that packet.
. "${0%/*}/../lib.sh"

topology
ftp_helper counter
policy <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
EOF
ftp_session
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:20" --dst "$sub1_phantom4:51201" syn:bt
expect_eq 'the mark' $((17 << 24)) "$(flow_marks -p tcp --dport 51201)"
expect_counter alice count_packets 1
