# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 22.0 fixed bits are too few: below 24 a signature can only be a hint
signature s {
	protocol bittorrent
	transport udp
	pattern "(abc|def|ghi|jkl)"
	strength evidence
}
