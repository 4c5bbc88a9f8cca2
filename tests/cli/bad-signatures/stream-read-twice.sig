# SPDX-License-Identifier: GPL-2.0-or-later
# expect: a tcp stream is read once in each direction: there is one answer, and nothing follows
signature s {
	protocol bittorrent
	transport tcp
	pattern "ABCDEFGH"
	strength proof
	then follow
	pattern "OK"
}
