# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of STUN, which is innocent
signature s {
	protocol bittorrent
	transport udp
	pattern "\x00\x01"
	strength evidence
	where u32be@4 == 0x2112a442
}
