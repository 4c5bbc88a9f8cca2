# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this is never reached: signature "first", at FILE:3, has decided before
signature first {
	protocol bittorrent
	transport tcp
	pattern "\x13BitTorrent"
	strength proof
}
signature second {
	protocol bittorrent
	transport tcp
	pattern "\x13BitTorrent protocol"
	strength proof
}
