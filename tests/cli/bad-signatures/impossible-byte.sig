# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: the field cannot have such a value
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where u8@4 > 255
}
