# SPDX-License-Identifier: GPL-2.0-or-later
# expect: only the first 128 bytes of a stream are looked at
signature s {
	protocol bittorrent
	transport tcp
	pattern "abcd"
	strength evidence
	where u8@128 == 1
}
