# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of TLS, which is innocent
signature s {
	protocol bittorrent
	transport tcp
	pattern "\x16\x03[\x00-\x03]..\x01"
	strength evidence
}
