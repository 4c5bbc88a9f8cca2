# SPDX-License-Identifier: GPL-2.0-or-later
# expect: nothing can be found within 16 bytes: pattern and search take at least 17
signature s {
	protocol bittorrent
	transport udp
	pattern "d1:a"
	search "9:info_hash20" within 16
	strength proof
}
