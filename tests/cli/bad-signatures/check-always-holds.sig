# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this always holds
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where u8@4 <= 255
}
