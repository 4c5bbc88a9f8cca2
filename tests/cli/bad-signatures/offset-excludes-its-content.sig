# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: the pattern or the checks before it leave no such bytes
# Emerging Threats, get_peers: content at an offset where another content stands already
signature s {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	where bytes@8 == "9:get_peers"
	strength proof
}
