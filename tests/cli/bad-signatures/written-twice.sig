# SPDX-License-Identifier: GPL-2.0-or-later
# expect: pattern and checks are those of signature "first", at FILE:3
signature first {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength evidence
	where u8@7 == 1
}
signature second {
	protocol bittorrent
	transport udp
	pattern "abcd"
	strength hint
	where u8@7 == 1
}
