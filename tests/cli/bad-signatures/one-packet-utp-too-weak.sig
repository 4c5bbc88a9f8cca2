# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 16.0 fixed bits are too few: below 24 a signature can only be a hint
signature s {
	protocol bittorrent
	transport udp
	pattern "\x41\x00"
	where len >= 20
	strength evidence
}
