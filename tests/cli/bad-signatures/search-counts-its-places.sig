# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 54.0 fixed bits are too few for proof, which needs 64, or a structural "reason"
signature s {
	protocol bittorrent
	transport tcp
	opening unknown 96-608
	search "12345678" within 1024
	strength proof
}
