# SPDX-License-Identifier: GPL-2.0-or-later
# expect: no later step compares with id: leave it out
signature s {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id"
	keep id u16be@10
	strength proof
	then answer
	pattern "d1:rd2:id"
}
