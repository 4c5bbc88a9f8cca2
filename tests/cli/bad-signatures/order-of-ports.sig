# SPDX-License-Identifier: GPL-2.0-or-later
# expect: port is two numbers: compare it with ==, !=, in or not in, or name sport or dport
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where port >= 6881
}
