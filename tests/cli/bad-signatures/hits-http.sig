# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of HTTP, which is innocent
signature s {
	protocol bittorrent
	transport tcp
	pattern "GET /"
	strength evidence
}
