# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 40.0 fixed bits are too few for proof, which needs 64, or a structural "reason"
signature s {
	protocol bittorrent
	transport udp
	pattern "abcde"
	strength proof
}
