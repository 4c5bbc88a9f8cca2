# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: pattern and checks take at least 35 bytes of payload (headers not counted)
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where len == 27
	where u8@34 == 1
}
