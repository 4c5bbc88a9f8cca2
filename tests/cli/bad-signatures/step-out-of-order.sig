# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature "s" does not match these payloads: step 2 does not
signature s {
	protocol bittorrent
	transport udp
	pattern "ask\x01\x02"
	keep id u16be@5
	then answer
	pattern "told"
	where u16be@4 == id
	strength proof
	structural "an answer with the number of the question"
	match "ask" hex "01 02 11 22" / "told" hex "11 23"
}
