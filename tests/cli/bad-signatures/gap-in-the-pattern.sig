# SPDX-License-Identifier: GPL-2.0-or-later
# expect: pattern skips more than 2 bytes: end it before the gap, and compare what is behind it with "where" (bytes@20 == "...", u8@20 == 1)
signature s {
	protocol bittorrent
	transport udp
	pattern "ab.{3}cd"
	strength evidence
}
