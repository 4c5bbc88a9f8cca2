# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: the pattern or the checks before it leave no such bytes
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where u8@4 & 0xf0 == 0x0f
}
