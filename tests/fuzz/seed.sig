# SPDX-License-Identifier: GPL-2.0-or-later
# A ruleset of few bytes in which everything occurs that a ruleset can have: where the fuzzer of rulesets begins.
signature plain {
	protocol bittorrent
	transport tcp
	pattern "ab[cd]e?"
	where u16be@6 != u8@9 * 3 + 7 and bytes@12 == "xyz"
	where sport not in { 53, 100-200 } and port in { 1-65000 }
	strength hint
	capture content-id @16 size 20
}
signature question {
	protocol edonkey
	transport udp
	pattern "q[0-9]"
	where len % 4 == 2
	where len >= 10
	keep one u16le@2
	keep two u32be@4
	then answer
	pattern "r"
	where u16le@2 == one + 1 and u32be@4 != two
	then follow
	pattern "s"
	strength hint
}
signature request {
	protocol gnutella
	transport tcp
	direction original
	pattern "GET /"
	search "[?&]id=" within 600 until "[ \n]"
	where escaped@+0 == 16
	strength hint
	capture content-id @+0 size 16 escaped
}
signature unknown-opening {
	protocol ares
	transport tcp
	opening unknown 4-40
	search "needle" within 900
	where u8@+1 & 0x0f == 3
	strength hint
	capture content-id @+2 size 20
}
signature later {
	protocol soulseek
	transport tcp midflow
	pattern "m(id|ax)"
	search "end" within 300
	strength hint
}
signature scattered {
	protocol other
	transport udp
	pattern "u"
	search "v{2,3}" within 90
	strength hint
}
