# SPDX-License-Identifier: GPL-2.0-or-later
# Ares: a length of 2 bytes, a type, data. Transfers are obfuscated and show nothing.

signature ares-login {
	protocol ares
	transport tcp
	direction original
	pattern "\x03\x00[\x5a\x5d]..\x05"
	strength evidence
	source "as recorded by xt_ipp2p and l7-filter: 3 bytes of type 5A to a server, 5D to a supernode"
	match hex "03 00 5a 12 34 05"
	match hex "03 00 5d 00 00 05"
	miss hex "03 00 5b 12 34 05"
	miss hex "03 00 5a 12 34 06"
	miss hex "03 00 00 2f 2a e0 00 00 00 00 00" fill 36
	miss hex "03 00 5a 12 34 05" direction reply
}

# 23 bits: a hint until it can be seen together with the login.
signature ares-login-answer {
	protocol ares
	transport tcp
	direction reply
	pattern "\x87\x00[\x3b\x3c]"
	strength hint
	source "as recorded by libprotoident: 135 bytes of type 3B or 3C, 138 in all"
	match hex "87 00 3b" fill 125
	match hex "87 00 3c" fill 125
	miss hex "87 00 3d" fill 125
	miss hex "86 00 3b" fill 125
}

signature ares-login-answered {
	protocol ares
	transport tcp
	direction original
	pattern "\x03\x00[\x5a\x5d]..\x05"
	then answer
	pattern "\x87\x00[\x3b\x3c]"
	strength proof
	structural "31 bits one way and 23 the other, at the first byte of both: a login and the only answer it gets"
	source "xt_ipp2p and l7-filter for the login, libprotoident for the answer"
	match hex "03 00 5a 12 34 05" / hex "87 00 3c" fill 135
	match hex "03 00 5d 00 00 05" / hex "87 00 3b" fill 135
	miss hex "03 00 5a 12 34 05" / hex "88 00 3c" fill 136
	miss hex "03 00 5b 12 34 05" / hex "87 00 3c" fill 135
}
