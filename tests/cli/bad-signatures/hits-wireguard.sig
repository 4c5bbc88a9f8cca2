# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of WireGuard initiation, which is innocent
signature s {
	protocol bittorrent
	transport udp
	pattern "\x01\x00\x00\x00"
	strength evidence
	where len == 148
}
