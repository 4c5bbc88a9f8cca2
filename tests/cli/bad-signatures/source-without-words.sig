# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this says nothing: leave it out
signature s {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	strength proof
	source ""
}
