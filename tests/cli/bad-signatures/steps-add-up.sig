# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 48.0 fixed bits are too few for proof, which needs 64, or a structural "reason"
signature s {
	protocol bittorrent
	transport udp
	pattern "ab"
	keep id u16be@2
	then answer
	pattern "cd"
	where u16be@2 == id
	strength proof
}
