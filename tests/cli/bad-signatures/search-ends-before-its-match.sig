# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this ends the search before anything is found: it is in each match
signature s {
	protocol bittorrent
	transport tcp
	pattern "GET /"
	search "[?&]info_hash=[0-9]" within 1024 until "[=\r\n]"
	where escaped@+0 == 20
	strength proof
}
