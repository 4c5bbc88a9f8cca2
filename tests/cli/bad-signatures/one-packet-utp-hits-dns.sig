# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of DNS with id 0x4100, which is innocent
signature s {
	protocol bittorrent
	transport udp
	pattern "\x41\x00"
	where len == 20
	where u8@2 in { 0, 1 }
	strength evidence
}
