#!/bin/sh
# The data connection of an FTP session inherits the session's mark: the class in it is the session's, not its own.
. "${0%/*}/../lib.sh"

topology
# 285212929 is 0x11000101: class bittorrent, and bits of somebody else's.
ftp_helper 'ct mark set 285212929'
policy </dev/null
ftp_session
expect_eq "the session's mark" 285212929 "$(flow_marks)"
expect_eq 'expected connections' 1 "$(ip netns exec router conntrack -L expect 2>/dev/null | wc -l)"
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:20" --dst "$sub1_phantom4:51201" open
expect_eq "the data connection's mark" 257 "$(flow_marks -p tcp --dport 51201)"
expect_stat mark_inherited 1
# It is judged as any other.
on - p2pflow --a inet:eth0 --b sub1:eth0 --src "$inet_phantom4:20" --dst "$sub1_phantom4:51201" a:bt
expect_eq "the data connection's mark" $((257 | 17 << 24)) "$(flow_marks -p tcp --dport 51201)"
