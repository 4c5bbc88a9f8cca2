# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature "s" does not match this payload: the pattern does, but not all checks hold
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	direction reply
	match "abcd" direction original
}
