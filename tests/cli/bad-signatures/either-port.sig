# SPDX-License-Identifier: GPL-2.0-or-later
# expect: port can only be excluded (!= or not in); name sport or dport to demand one
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where port == 6881
}
