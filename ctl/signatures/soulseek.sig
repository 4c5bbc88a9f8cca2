# SPDX-License-Identifier: GPL-2.0-or-later
# Soulseek. Integers are little endian; a message is a length, which does not count itself, a code and strings with their
# lengths. A length in front proves nothing, many protocols have one.
#
# That the length of a login is 56 + user name + password cannot be said: where the password's length stands depends on
# the name. The bytes around both of them say as much.
#
# Shipped as hint: pierce firewall, 5 bytes that other length-prefixed protocols may send. Off: obfuscated connections,
# which show nothing.

signature soulseek-login {
	protocol soulseek
	transport tcp
	direction original
	pattern ".[\x00\x01]\x00\x00\x01\x00\x00\x00[\x01-\x1e]\x00\x00\x00[ -~]{1,30}[\x01-\x28]\x00\x00\x00[ -~]{1,40}[\x80-\xff]\x00\x00\x00\x20\x00\x00\x00[0-9a-f]{4}"
	where u32le@0 in { 58-126 }
	strength proof
	source "Nicotine+, SLSKPROTOCOL.md, server code 1: name, password, version, hash of 32 digits; checked to 4 of them"
	match hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "d51c9a7e9353746a6020f9602d452929" hex "01 00 00 00"
	match hex "3c 00 00 00 01 00 00 00 01 00 00 00" "u" hex "03 00 00 00" "pwd" hex "9d 00 00 00 20 00 00 00" "0f1e2d3c4b5a69788796a5b4c3d2e1f0" hex "11 00 00 00"
	miss hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "D51C" fill 28
	miss hex "48 00 00 00 02 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "d51c" fill 28
	miss hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 10 00 00 00" "d51c" fill 28
	miss hex "49 01 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "d51c" fill 28
	miss hex "28 01 00 00 01 00 00 00" fill 60
}

# Logins with a longer password.
signature soulseek-login-name {
	protocol soulseek
	transport tcp
	direction original
	pattern ".[\x00\x01]\x00\x00\x01\x00\x00\x00[\x01-\x1e]\x00\x00\x00[ -~]{1,30}[\x29-\x7f]\x00\x00\x00[ -~]{8}"
	where u32le@0 in { 98-213 }
	strength evidence
	source "Nicotine+, SLSKPROTOCOL.md, server code 1: a name, and a password of 41 bytes or more"
	match hex "72 00 00 00 01 00 00 00 08 00 00 00" "username" hex "32 00 00 00" fill 50
	match hex "d0 00 00 00 01 00 00 00 1e 00 00 00" fill 30 hex "7a 00 00 00" fill 80
	miss hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "d51c" fill 28
	miss hex "61 00 00 00 01 00 00 00 08 00 00 00" "username" hex "32 00 00 00" fill 50
	miss hex "28 01 00 00 01 00 00 00" fill 60
}

signature soulseek-login-answer {
	protocol soulseek
	transport tcp
	direction reply
	pattern "..\x00\x00\x01\x00\x00\x00\x01..\x00\x00"
	where u32le@9 < u32le@0
	strength evidence
	source "Nicotine+, SLSKPROTOCOL.md, server code 1: success, and a greeting"
	match hex "4e 00 00 00 01 00 00 00 01 1c 00 00 00" "Welcome to Soulseek" fill 40
	match hex "32 00 00 00 01 00 00 00 01 00 00 00 00" fill 40
	miss hex "4e 00 00 00 01 00 00 00 00 1c 00 00 00" "INVALIDPASS"
	miss hex "4e 00 00 00 01 00 00 00 01 1c 02 00 00" "Welcome"
	miss hex "28 01 00 00 01 00 00 00" fill 60
}

signature soulseek-peer-init {
	protocol soulseek
	transport tcp
	direction original
	pattern "[\x0f-\x2c]\x00\x00\x00\x01[\x01-\x1e]\x00\x00\x00[ -~]{1,30}\x01\x00\x00\x00[PFD]"
	where u32le@0 == u32le@5 + 14
	strength proof
	source "Nicotine+, SLSKPROTOCOL.md, peer init code 1: name, type of connection, token"
	match hex "16 00 00 00 01 08 00 00 00" "username" hex "01 00 00 00" "P" hex "00 00 00 00"
	match hex "0f 00 00 00 01 01 00 00 00" "u" hex "01 00 00 00" "F" hex "2a 00 00 00"
	miss hex "17 00 00 00 01 08 00 00 00" "username" hex "01 00 00 00" "P" hex "00 00 00 00"
	miss hex "16 00 00 00 01 08 00 00 00" "username" hex "01 00 00 00" "X" hex "00 00 00 00"
	miss hex "16 00 00 00 02 08 00 00 00" "username" hex "01 00 00 00" "P" hex "00 00 00 00"
}

signature soulseek-pierce-firewall {
	protocol soulseek
	transport tcp
	direction original
	pattern "\x05\x00\x00\x00\x00"
	strength hint
	source "Nicotine+, SLSKPROTOCOL.md, peer init code 0: a token of 4 bytes follows"
	match hex "05 00 00 00 00 12 34 56 78"
	match hex "05 00 00 00 00 00 00 00 01"
	miss hex "05 00 00 00 01 12 34 56 78"
	miss hex "05 01 00"
}

signature soulseek-login-hash {
	protocol soulseek
	transport tcp
	direction original
	pattern ".[\x00\x01]\x00\x00\x01\x00\x00\x00[\x01-\x1e]\x00\x00\x00"
	search "[\x80-\xff]\x00\x00\x00\x20\x00\x00\x00[0-9a-f]{32}" within 256
	strength proof
	source "Nicotine+, SLSKPROTOCOL.md, server code 1: version, length 32, MD5 in lower-case digits"
	match hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "d51c9a7e9353746a6020f9602d452929" hex "01 00 00 00"
	match hex "72 00 00 00 01 00 00 00 08 00 00 00" "username" hex "32 00 00 00" fill 50 hex "9d 00 00 00 20 00 00 00" "d51c9a7e9353746a6020f9602d452929"
	miss hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password" hex "a0 00 00 00 20 00 00 00" "D51C9A7E9353746A6020F9602D452929"
}

signature soulseek-login-answered {
	protocol soulseek
	transport tcp
	direction original
	pattern ".[\x00\x01]\x00\x00\x01\x00\x00\x00[\x01-\x1e]\x00\x00\x00[ -~]"
	then answer
	pattern "..\x00\x00\x01\x00\x00\x00[\x00\x01]..\x00\x00"
	where u32le@9 < u32le@0
	strength proof
	source "Nicotine+, SLSKPROTOCOL.md, server code 1: login, and success with a greeting or failure with a reason"
	match hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" / hex "4e 00 00 00 01 00 00 00 01 1c 00 00 00" "Welcome to Soulseek" fill 40
	match hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" / hex "14 00 00 00 01 00 00 00 00 0b 00 00 00" "INVALIDPASS"
	miss hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" / hex "4e 00 00 00 02 00 00 00 01 1c 00 00 00" "Welcome"
}
