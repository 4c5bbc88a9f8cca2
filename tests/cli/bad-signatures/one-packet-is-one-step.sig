# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature "s" does not match these payloads: step 2 does not
signature s {
	protocol bittorrent
	transport udp
	pattern "d1:ad"
	strength proof
	then follow
	pattern "d1:ad"
	match "d1:ad"
}
