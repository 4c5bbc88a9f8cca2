# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature "s" matches this payload
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	miss "abcde"
}
