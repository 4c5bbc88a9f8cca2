# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature "s" does not match this payload: the pattern does, but not all checks hold
# BEP 41 options follow the 98 bytes
signature s {
	protocol bittorrent
	transport udp
	pattern "\x55\x55"
	where u32be@8 == 1 and len == 98
	strength evidence
	match hex "55 55" fill 6 hex "00 00 00 01" fill 86 hex "02 09 2f 61 6e 6e 6f 75 6e 63 65"
}
