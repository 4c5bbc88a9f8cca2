# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 18.6 fixed bits are too few: below 24 a signature can only be a hint
signature s {
	protocol bittorrent
	transport udp
	pattern "ab"
	where len % 6 == 2
	strength evidence
}
