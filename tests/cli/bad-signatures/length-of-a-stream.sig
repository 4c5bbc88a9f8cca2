# SPDX-License-Identifier: GPL-2.0-or-later
# expect: a tcp stream has no len: segments are cut anywhere; compare a length field instead
signature s {
	protocol bittorrent
	transport tcp
	pattern "abcd"
	strength evidence
	where len == 5
}
