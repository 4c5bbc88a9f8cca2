# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature "s" does not match this payload: the pattern does, but not all checks hold
# trackers listen on 80 and 443 too
signature s {
	protocol bittorrent
	transport udp
	pattern "\x00\x00\x04\x17\x27\x10\x19\x80\x00\x00\x00\x00"
	where dport >= 1024
	strength proof
	match hex "00 00 04 17 27 10 19 80 00 00 00 00 55 55 55 55" sport 50000 dport 80
}
