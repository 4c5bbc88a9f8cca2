# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 16.0 fixed bits are too few: below 24 a signature can only be a hint
signature s {
	protocol bittorrent
	transport udp
	pattern "ab"
	strength evidence
	where u8@0 == 0x61
	where u8@1 == 0x62
}
