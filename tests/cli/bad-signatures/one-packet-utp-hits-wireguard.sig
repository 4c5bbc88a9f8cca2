# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of WireGuard initiation, which is innocent
signature s {
	protocol bittorrent
	transport udp
	pattern "[\x00\x01\x11\x21\x31\x41][\x00-\x1f]"
	where u8@4 == 0 and u8@5 == 0 and u8@6 == 0
	strength evidence
}
