# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds together with the checks before it
signature s {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where len > 100
	where len < 50
}
