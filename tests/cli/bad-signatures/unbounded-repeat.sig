# SPDX-License-Identifier: GPL-2.0-or-later
# expect: repeats need a bound: write {0,8} or {1,8}
signature s {
	protocol bittorrent
	transport udp
	pattern "ab+cd"
	strength evidence
}
