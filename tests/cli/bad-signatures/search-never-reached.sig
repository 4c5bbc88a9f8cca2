# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this is never reached: signature "first", at FILE:3, has decided before
signature first {
	protocol other
	transport tcp
	pattern "GET /"
	strength proof
}
signature second {
	protocol bittorrent
	transport tcp
	pattern "GET /[a-z]"
	search "[?&]info_hash=" within 1024
	where escaped@+0 == 20
	strength proof
}
