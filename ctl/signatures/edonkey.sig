# SPDX-License-Identifier: GPL-2.0-or-later
# eDonkey, eMule and Kad. Integers are little endian.
#
# TCP: a protocol byte (E3 eDonkey, C5 eMule, D4 packed), a length L of 4 bytes that counts what follows it, an opcode. The
# length is not compared with the segment: messages share segments and span them. Where L is fixed, the next message is
# known to begin at 5 + L.
# The user hash of eMule and its descendants has the bytes 0E and 6F in its places 5 and 14. Plain eDonkey2000 and
# MLDonkey may lack them; the list of tags with its small count, and the nick as first tag, do the rest.
#
# UDP: a protocol byte, an opcode. What is 2 to 6 bytes long, or has nothing but these two bytes, is shipped as hint:
# random bytes look the same once in 2^16. Unsynchronised NTP begins with E3, E4 and E5 too. Off: Kad of before 2008, and
# obfuscated eMule and Kad, of which nothing is fixed but lengths.

# --- TCP: beginnings ---

signature edonkey-hello {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00\x01\x10"
	where u8@12 == 0x0e and u8@21 == 0x6f
	where u32le@29 in { 1-32 }
	strength proof
	source "eDonkey protocol 0.6.2; aMule 2.3: opcode 01, hash size 16, hash, id, port, number of tags"
	match hex "e3 2a 01 00 00 01 10 a1 b2 c3 d4 e5 0e 07 18 29 3a 4b 5c 6d 7e 6f 80 c0 00 02 01 40 1f 08 00 00 00 82 01 05 00" fill 60
	match hex "e3 5d 00 00 00 01 10 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 0f 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 01 00 02 01 00 01" fill 60
	miss hex "e3 5d 00 01 00 01 10 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 00 06 ec 00 00 00 00" fill 40
}

signature edonkey-hello-answer {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00\x4c"
	where u8@11 == 0x0e and u8@20 == 0x6f
	where u32le@28 in { 1-32 }
	strength proof
	source "eDonkey protocol 0.6.2; aMule 2.3: opcode 4C, hash, id, port, number of tags"
	match hex "e3 29 01 00 00 4c a1 b2 c3 d4 e5 0e 07 18 29 3a 4b 5c 6d 7e 6f 80 c0 00 02 01 40 1f 08 00 00 00 82 01 05 00" fill 60 direction reply
	match hex "e3 5c 00 00 00 4c 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 5c 00 00 00 4c 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6e 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 5c 00 00 00 4d 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
}

signature edonkey-login {
	protocol edonkey
	transport tcp
	direction original
	pattern "\xe3..\x00\x00\x01"
	where u8@11 == 0x0e and u8@20 == 0x6f
	where u32le@28 in { 1-32 }
	strength proof
	source "eDonkey protocol 0.6.2; aMule 2.3: opcode 01 to a server, without the hash size"
	match hex "e3 46 00 00 00 01 a1 b2 c3 d4 e5 0e 07 18 29 3a 4b 5c 6d 7e 6f 80 c0 00 02 01 40 1f 05 00 00 00 02 01 00 01 06 00" "eMule!" fill 40
	match hex "e3 3b 00 00 00 01 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 00 00 00 00 36 12 04 00 00 00 02 01 00 01" fill 40
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 00 00 00 00 36 12 04 00 00 00 02 01 00 01" fill 40 direction reply
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee 6f 01 00 00 00 00 36 12 04 00 00 00 02 01 00 01" fill 40
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 00 00 00 00 36 12 ff 00 00 00 02 01 00 01" fill 40
}

signature emule-info {
	protocol edonkey
	transport tcp
	pattern "\xc5..\x00\x00[\x01\x02]"
	where u8@7 == 1
	where u32le@8 in { 1-32 }
	strength evidence
	source "Kulbak and Bickson 2005, 6.4: eMule info 01 and its answer 02: version, protocol version 1, number of tags"
	match hex "c5 43 00 00 00 01 40 01 07 00 00 00 03 01 00 20" fill 50
	match hex "c5 43 00 00 00 02 40 01 07 00 00 00 03 01 00 20" fill 50
	miss hex "c5 43 00 00 00 03 40 01 07 00 00 00 03 01 00 20" fill 50
	miss hex "c5 43 00 00 00 01 40 02 07 00 00 00 03 01 00 20" fill 50
}

signature emule-info-answered {
	protocol edonkey
	transport tcp
	direction original
	pattern "\xc5..\x00\x00\x01"
	where u8@7 == 1
	where u32le@8 in { 1-32 }
	then answer
	pattern "\xc5..\x00\x00\x02"
	where u8@7 == 1
	where u32le@8 in { 1-32 }
	strength proof
	source "Kulbak and Bickson 2005, 6.4: eMule info 01, answered by 02 of the same form"
	match hex "c5 43 00 00 00 01 40 01 07 00 00 00 03 01 00 20" fill 50 / hex "c5 43 00 00 00 02 40 01 07 00 00 00 03 01 00 20" fill 50
	match hex "c5 0a 01 00 00 01 3c 01 01 00 00 00" fill 50 / hex "c5 43 00 00 00 02 47 01 20 00 00 00" fill 50
	miss hex "c5 43 00 00 00 01 40 01 07 00 00 00 03 01 00 20" fill 50 / hex "c5 43 00 00 00 01 40 01 07 00 00 00 03 01 00 20" fill 50
	miss hex "c5 43 00 00 00 01 40 02 07 00 00 00" fill 50 / hex "c5 43 00 00 00 02 40 01 07 00 00 00" fill 50
	miss hex "c5 43 00 00 00 01 40 01 21 00 00 00" fill 50 / hex "c5 43 00 00 00 02 40 01 07 00 00 00" fill 50
	miss hex "c5 43 00 00 00 01 40 01 07 00 00 00" fill 50 / hex "c5 43 00 00 00 02 40 02 07 00 00 00" fill 50
	miss hex "c5 43 00 00 00 01 40 01 07 00 00 00" fill 50 / hex "c5 43 00 00 00 02 40 01 00 00 00 00" fill 50
}

# Clients whose hash has no mark: their first tag is the nick, a string with the name 01.
signature edonkey-hello-nick {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00\x01\x10"
	where u32le@29 in { 1-32 }
	where bytes@33 == "\x02\x01\x00\x01"
	strength proof
	source "eDonkey protocol 0.6.2: opcode 01, hash size 16, hash, id, port, number of tags; 3.3: type, name, nick"
	match hex "e3 5d 00 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01 04 00" "nick" fill 40
	match hex "e3 2a 01 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 20 00 00 00 02 01 00 01 04 00" "nick" fill 40
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 03 01 00 01 04 00" "nick" fill 40
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 00 00 00 00 02 01 00 01 04 00" "nick" fill 40
	miss hex "e3 5d 00 00 00 01 11 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01 04 00" "nick" fill 40
}

signature edonkey-login-nick {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00[\x01\x4c]"
	where u32le@28 in { 1-32 }
	where bytes@32 == "\x02\x01\x00\x01"
	strength proof
	source "eDonkey protocol 0.6.2: login to a server, or the answer to a hello: hash, id, port, number of tags, nick"
	match hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 04 00 00 00 02 01 00 01 04 00" "nick" fill 30
	match hex "e3 5c 00 00 00 4c 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01 04 00" "nick" fill 40 direction reply
	miss hex "e3 3b 00 00 00 02 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 04 00 00 00 02 01 00 01 04 00" "nick" fill 30
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 21 00 00 00 02 01 00 01 04 00" "nick" fill 30
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 04 00 00 00 02 01 00 11 04 00" "nick" fill 30
}

# A login with neither mark nor nick. The server's answer makes it proof.
signature edonkey-login-plain {
	protocol edonkey
	transport tcp
	direction original
	pattern "\xe3..\x00\x00\x01[^\x10]"
	where u32le@28 in { 1-32 }
	where u32le@22 == 0
	where u32le@32 != 0x01000102
	strength evidence
	source "eDonkey protocol 0.6.2: opcode 01, hash, id 0 before the server gave one, port, number of tags"
	match hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 04 00 00 00 03 01 00 11 3c 00 00 00" fill 30
	match hex "e3 3b 00 00 00 01 12 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 01 00 00 00 82 01 04 00" "nick" fill 30
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 01 36 12 04 00 00 00 03 01 00 11 3c 00 00 00" fill 30
	miss hex "e3 3b 00 00 00 01 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 00 00 00 00 36 12 04 01 00 00 03 01 00 11 3c 00 00 00" fill 30
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 00 00 00 00 36 12 06 00 00 00 03 01 00 01" fill 40
}

# Neither mark nor nick: both sides together are proof.
signature edonkey-hello-plain {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00\x01\x10"
	where u32le@29 in { 1-32 }
	strength evidence
	source "eDonkey protocol 0.6.2: opcode 01, hash size 16, hash, id, port, number of tags"
	match hex "e3 5d 00 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 03 01 00 11 3c 00 00 00" fill 40
	match hex "e3 2a 01 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 20 00 00 00 82 01 04 00" "nick" fill 40
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 21 00 00 00 03 01 00 11 3c 00 00 00" fill 40
	miss hex "e3 5d 00 01 00 01 10 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 03 01 00 11 3c 00 00 00" fill 40
}

signature edonkey-hello-answer-plain {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00\x4c"
	where u32le@28 in { 1-32 }
	strength evidence
	source "eDonkey protocol 0.6.2: opcode 4C, hash, id, port, number of tags"
	match hex "e3 5c 00 00 00 4c 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 03 01 00 11 3c 00 00 00" fill 40 direction reply
	match hex "e3 29 01 00 00 4c 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 01 00 00 00 82 01 04 00" "nick" fill 40
	miss hex "e3 5c 00 00 00 4c 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 00 00 00 00 03 01 00 11 3c 00 00 00" fill 40
	miss hex "e3 5c 00 00 00 4d 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff 01 0a 00 00 01 36 12 06 00 00 00 03 01 00 11 3c 00 00 00" fill 40
}

signature edonkey-server-message {
	protocol edonkey
	transport tcp
	direction reply
	pattern "\xe3..\x00\x00\x38"
	where u16le@1 == u16le@6 + 3
	strength evidence
	source "eDonkey protocol 0.6.2, 6.2.2: opcode 38, a text that fills the message"
	match hex "e3 16 00 00 00 38 13 00" "server version 17.1"
	match hex "e3 05 00 00 00 38 02 00" "ok"
	miss hex "e3 16 00 00 00 38 12 00" "server version 17.1"
	miss hex "e3 16 00 00 00 39 13 00" "server version 17.1"
}

signature edonkey-server-id {
	protocol edonkey
	transport tcp
	direction reply
	pattern "\xe3[\x05\x09\x0d\x11\x15]\x00\x00\x00\x40"
	strength evidence
	source "eDonkey protocol 0.6.2, 6.2.3: opcode 40, id; servers added flags, port, their sight of the client in steps of 4"
	match hex "e3 05 00 00 00 40 c0 00 02 01"
	match hex "e3 09 00 00 00 40 01 00 00 00 11 00 00 00"
	miss hex "e3 06 00 00 00 40 c0 00 02 01"
	miss hex "e3 05 01 00 00 40 c0 00 02 01"
	miss hex "c5 05 00 00 00 40 c0 00 02 01"
}

signature edonkey-server-status {
	protocol edonkey
	transport tcp
	direction reply
	pattern "\xe3\x09\x00\x00\x00\x34"
	strength evidence
	source "eDonkey protocol 0.6.2, 6.2.6: opcode 34, users, files"
	match hex "e3 09 00 00 00 34 10 27 00 00 40 42 0f 00"
	match hex "e3 09 00 00 00 34 01 00 00 00 00 00 00 00"
	miss hex "e3 0a 00 00 00 34 10 27 00 00 40 42 0f 00"
	miss hex "e3 09 00 00 00 35 10 27 00 00 40 42 0f 00"
}

# Messages of a known length, and another one right behind them.
signature edonkey-server-chain {
	protocol edonkey
	transport tcp
	direction reply
	pattern "\xe3\x09\x00\x00\x00[\x34\x40]"
	where u8@14 in { 0xe3, 0xc5, 0xd4 }
	where u16le@17 == 0
	strength proof
	source "eDonkey protocol 0.6.2: the next message begins at 5 + L"
	match hex "e3 09 00 00 00 34 10 27 00 00 40 42 0f 00 e3 16 00 00 00 38 13 00" "server version 17.1"
	match hex "e3 09 00 00 00 40 01 00 00 00 11 00 00 00 d4 50 01 00 00 32 78 da" fill 30
	miss hex "e3 09 00 00 00 34 10 27 00 00 40 42 0f 00 e2 16 00 00 00 38 13 00" "server version 17.1"
	miss hex "e3 09 00 00 00 34 10 27 00 00 40 42 0f 00 e3 16 00 01 00 38 13 00" "server version 17.1"
	miss hex "e3 09 00 00 00 34 10 27 00 00 40 42 0f 00"
}

signature edonkey-server-ident {
	protocol edonkey
	transport tcp
	direction reply
	pattern "\xe3..\x00\x00\x41"
	where u32le@28 in { 1-16 }
	strength evidence
	source "eDonkey protocol 0.6.2, 6.2.8: opcode 41, hash, address, port, number of tags: name and description"
	match hex "e3 3a 00 00 00 41" fill 16 hex "c0 00 02 01 35 12 02 00 00 00 02 01 00 01 06 00" "server" fill 20
	match hex "e3 3a 00 00 00 41" fill 16 hex "c0 00 02 01 35 12 01 00 00 00 02 01 00 01 06 00" "server"
	miss hex "e3 3a 00 00 00 41" fill 16 hex "c0 00 02 01 35 12 02 01 00 00 02 01 00 01 06 00" "server"
	miss hex "e3 3a 00 00 00 42" fill 16 hex "c0 00 02 01 35 12 02 00 00 00 02 01 00 01 06 00" "server"
}

signature edonkey-server-list {
	protocol edonkey
	transport tcp
	direction reply
	pattern "\xe3..\x00\x00\x32"
	where u16le@1 == 2 + 6 * u8@6
	strength evidence
	source "eDonkey protocol 0.6.2, 6.2.1: opcode 32, count, addresses with ports"
	match hex "e3 0e 00 00 00 32 02 c0 00 02 01 35 12 c0 00 02 02 35 12"
	match hex "e3 3e 00 00 00 32 0a" fill 60
	miss hex "e3 0f 00 00 00 32 02 c0 00 02 01 35 12 c0 00 02 02 35 12"
	miss hex "e3 0e 00 00 00 33 02 c0 00 02 01 35 12 c0 00 02 02 35 12"
}

signature emule-packed {
	protocol edonkey
	transport tcp
	pattern "\xd4..\x00\x00.\x78[\x01\x5e\x9c\xda]"
	strength evidence
	source "aMule 2.3, protocol D4: what follows the opcode is a zlib stream"
	match hex "d4 50 01 00 00 32 78 da" fill 60 direction reply
	match hex "d4 8b 04 00 00 15 78 9c" fill 60
	miss hex "d4 50 01 00 00 32 79 da" fill 60
	miss hex "d4 50 01 01 00 32 78 da" fill 60
	miss hex "d4 c3 b2 a1 02 00 04 00"
}

# --- TCP: the start was not seen ---

signature edonkey-packed-midflow {
	protocol edonkey
	transport tcp midflow
	pattern "\xd4..\x00\x00.\x78[\x01\x5e\x9c\xda]"
	strength evidence
	source "aMule 2.3, protocol D4"
	match hex "d4 50 01 00 00 33 78 da" fill 60
	match hex "d4 8b 04 00 00 15 78 9c" fill 60
	miss hex "d4 50 01 00 00 33 79 da" fill 60
}

# Where routes are not the same both ways, the answer is all that is seen, without the start of its stream.
signature edonkey-hello-midflow {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3..\x00\x00\x01\x10"
	where u8@12 == 0x0e and u8@21 == 0x6f
	where u32le@29 in { 1-32 }
	strength proof
	source "eDonkey protocol 0.6.2; aMule 2.3: as edonkey-hello"
	match hex "e3 5d 00 00 00 01 10 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	match hex "e3 5d 01 00 00 01 10 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 08 00 00 00 82 01 05 00" fill 60 direction reply
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 0f 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 5d 00 00 00 01 10 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 00 00 00 00 02 01 00 01" fill 60
}

signature edonkey-hello-answer-midflow {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3..\x00\x00\x4c"
	where u8@11 == 0x0e and u8@20 == 0x6f
	where u32le@28 in { 1-32 }
	strength proof
	source "eDonkey protocol 0.6.2; aMule 2.3: as edonkey-hello-answer"
	match hex "e3 5c 00 00 00 4c 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	match hex "e3 5c 01 00 00 4c 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 08 00 00 00 82 01 05 00" fill 60 direction reply
	miss hex "e3 5c 00 00 00 4c 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6e 01 0a 00 00 01 36 12 06 00 00 00 02 01 00 01" fill 60
	miss hex "e3 5c 00 00 00 4c 11 22 33 44 55 0e 77 88 99 aa bb cc dd ee 6f 01 0a 00 00 01 36 12 00 00 00 00 02 01 00 01" fill 60
}

signature edonkey-part {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3..\x00\x00\x46"
	where u32le@22 < u32le@26
	where u32le@1 > 25
	strength evidence
	capture content-id @6 size 16
	source "eDonkey protocol 0.6.2, 6.4.3: opcode 46, hash, start, end, data. L = 25 + end - start has two fields: cannot be said"
	match hex "e3 19 28 00 00 46" fill 16 hex "00 00 00 00 00 28 00 00" fill 100
	match hex "e3 19 01 00 00 46" fill 16 hex "00 e0 94 00 00 e1 94 00" fill 100
	miss hex "e3 19 28 00 00 46" fill 16 hex "00 28 00 00 00 28 00 00" fill 100
	miss hex "e3 19 28 01 00 46" fill 16 hex "00 00 00 00 00 28 00 00" fill 100
	miss hex "e3 19 00 00 00 46" fill 16 hex "00 00 00 00 00 28 00 00" fill 100
}

signature edonkey-request-parts {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3\x29\x00\x00\x00\x47"
	where u32le@22 < u32le@34
	where u32le@26 <= u32le@38 and u32le@30 <= u32le@42
	strength evidence
	capture content-id @6 size 16
	source "eDonkey protocol 0.6.2, 6.4.4: opcode 47, hash, three starts, three ends: L = 41"
	match hex "e3 29 00 00 00 47" fill 16 hex "00 00 00 00 00 d0 02 00 00 a0 05 00 00 d0 02 00 00 a0 05 00 00 70 08 00"
	match hex "e3 29 00 00 00 47" fill 16 hex "00 00 00 00 00 00 00 00 00 00 00 00 00 d0 02 00 00 00 00 00 00 00 00 00"
	miss hex "e3 29 00 00 00 47" fill 16 hex "00 d0 02 00 00 00 00 00 00 00 00 00 00 d0 02 00 00 00 00 00 00 00 00 00"
	miss hex "e3 2a 00 00 00 47" fill 16 hex "00 00 00 00 00 00 00 00 00 00 00 00 00 d0 02 00 00 00 00 00 00 00 00 00"
}

signature edonkey-about-a-file {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3\x11\x00\x00\x00[\x19\x48\x49\x4f\x51\x54\x58]"
	strength evidence
	capture content-id @6 size 16
	source "eDonkey protocol 0.6.2, 6.4: hash alone, L = 17: sources, no file, end, this file, hash set, start, name"
	match hex "e3 11 00 00 00 58" fill 16 hex "e3 11 00 00 00 4f" fill 16
	match hex "e3 11 00 00 00 54" fill 16
	miss hex "e3 12 00 00 00 54" fill 16
	miss hex "e3 11 00 00 00 53" fill 16
	miss hex "c5 11 00 00 00 54" fill 16
}

signature edonkey-file-name {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3..\x00\x00\x59"
	where u16le@1 == u16le@22 + 19
	strength evidence
	capture content-id @6 size 16
	source "eDonkey protocol 0.6.2, 6.4.8: opcode 59, hash, name"
	match hex "e3 1b 00 00 00 59" fill 16 hex "08 00" "name.mkv"
	match hex "e3 14 00 00 00 59" fill 16 hex "01 00" "n" hex "e3 13 00 00 00 50"
	miss hex "e3 1c 00 00 00 59" fill 16 hex "08 00" "name.mkv"
}

signature edonkey-slot {
	protocol edonkey
	transport tcp midflow
	pattern "\xe3\x01\x00\x00\x00[\x55\x56\x57]"
	strength evidence
	source "eDonkey protocol 0.6.2, 6.4.11 to 6.4.13: accepted, cancelled, out of slots: nothing but the opcode"
	match hex "e3 01 00 00 00 55"
	match hex "e3 01 00 00 00 56"
	miss hex "e3 01 00 00 00 58"
	miss hex "e3 02 00 00 00 55 00"
}

signature emule-part-packed {
	protocol edonkey
	transport tcp midflow
	pattern "\xc5..[\x00-\x02]\x00\x40"
	where u32le@1 > 25
	where u32le@26 > 0
	where u32le@26 < 0x300000
	strength evidence
	capture content-id @6 size 16
	source "aMule 2.3, opcode 40: hash, start, length of the whole packed block, data"
	match hex "c5 19 28 00 00 40" fill 16 hex "00 d0 02 00 34 12 01 00 78 da" fill 100
	match hex "c5 55 00 00 00 40" fill 16 hex "00 00 00 00 3c 00 00 00 78 da" fill 58
	miss hex "c5 19 28 00 00 41" fill 16 hex "00 d0 02 00 34 12 01 00 78 da" fill 100
	miss hex "c5 19 28 00 00 40" fill 16 hex "00 d0 02 00 34 12 01 01 78 da" fill 100
	miss hex "c5 19 00 00 00 40" fill 16 hex "00 d0 02 00 34 12 01 00"
}

signature emule-request-parts-large {
	protocol edonkey
	transport tcp midflow
	pattern "\xc5\x41\x00\x00\x00\xa3"
	where u32le@26 < 64
	strength evidence
	capture content-id @6 size 16
	source "aMule 2.3, opcode A3: hash, three starts, three ends of 8 bytes: L = 65; files end at 256 GiB"
	match hex "c5 41 00 00 00 a3" fill 16 hex "00 00 00 00 01 00 00 00 00 d0 02 00 01 00 00 00" fill 32
	match hex "c5 41 00 00 00 a3" fill 16 hex "00 00 00 00 00 00 00 00" fill 40
	miss hex "c5 42 00 00 00 a3" fill 16 hex "00 00 00 00 01 00 00 00 00 d0 02 00 01 00 00 00" fill 32
	miss hex "c5 41 00 00 00 a3" fill 16 hex "00 00 00 00 41 00 00 00 00 d0 02 00 01 00 00 00" fill 32
}

signature emule-identification {
	protocol edonkey
	transport tcp midflow
	pattern "\xc5(\x06\x00\x00\x00\x87[\x01\x02]|\x0d\x00\x00\x00\x60|[\x32\x33]\x00\x00\x00\x86[\x30\x31])"
	strength evidence
	source "aMule 2.3: state of the secure identification 87 (L = 6), place in the queue 60 (L = 13), signature 86 of 48 bytes"
	match hex "c5 06 00 00 00 87 02 12 34 56 78"
	match hex "c5 0d 00 00 00 60 11 00" fill 10
	match hex "c5 32 00 00 00 86 30" fill 48
	miss hex "c5 06 00 00 00 87 03 12 34 56 78"
	miss hex "c5 0e 00 00 00 60 11 00" fill 10
	miss hex "c5 32 00 00 00 85 30" fill 48
}

# --- UDP: servers ---

signature edonkey-server-udp-status-request {
	protocol edonkey
	transport udp
	pattern "\xe3\x96"
	where len == 6
	where u16le@4 == 0x55aa
	strength evidence
	source "aMule 2.3, opcode 96: a challenge, of which the high half is 55AA"
	match hex "e3 96 34 12 aa 55" dport 4665
	match hex "e3 96 ff ff aa 55"
	miss hex "e3 96 34 12 ab 55"
	miss hex "e3 96 34 12 aa 55 00"
	miss hex "e3 97 34 12 aa 55"
}

signature edonkey-server-udp-status {
	protocol edonkey
	transport udp
	pattern "\xe3\x97"
	where len in { 14, 18, 22, 26, 30, 34, 38, 42, 46, 50 }
	where u32le@6 < 0x1000000 and u32le@10 < 0x20000000
	strength evidence
	source "aMule 2.3, opcode 97: challenge, users, files, then limits that servers added one by one"
	match hex "e3 97 34 12 aa 55 10 27 00 00 40 42 0f 00" sport 4665
	match hex "e3 97 34 12 aa 55 10 27 00 00 40 42 0f 00 00 00 10 00 e8 03 00 00 d0 07 00 00 fb 03 00 00 e8 03 00 00" sport 4665
	miss hex "e3 97 34 12 aa 55 10 27 00 00 40 42 0f 00 00" sport 4665
	miss hex "e3 97 34 12 aa 55 10 27 00 01 40 42 0f 00" sport 4665
	miss hex "e3 97 34 12 aa 55 10 27 00 00 40 42 0f 20" sport 4665
}

signature edonkey-server-udp-found-sources {
	protocol edonkey
	transport udp
	pattern "\xe3\x9b"
	where len == 19 + 6 * u8@18
	where u8@18 > 0
	strength evidence
	capture content-id @2 size 16
	source "eDonkey protocol 0.6.2, opcode 9B: hash, count, addresses with ports"
	match hex "e3 9b" fill 16 hex "02 c0 00 02 01 36 12 c0 00 02 02 36 12" sport 4665
	match hex "e3 9b" fill 16 hex "01 c0 00 02 01 36 12" sport 4665
	miss hex "e3 9b" fill 16 hex "01 c0 00 02 01 36 12 00" sport 4665
	miss hex "e3 9b" fill 16 hex "00" sport 4665
}

signature edonkey-server-udp-search {
	protocol edonkey
	transport udp
	pattern "\xe3[\x90\x92\x98]\x01"
	where len == 5 + u16le@3
	strength evidence
	source "eDonkey protocol 0.6.2, opcodes 98, 92, 90: a search for one word is type 01 and a string"
	match hex "e3 98 01 06 00" "debian" dport 4665
	match hex "e3 92 01 05 00" "linux" dport 4665
	miss hex "e3 98 01 07 00" "debian" dport 4665
	miss hex "e3 98 02 06 00" "debian" dport 4665
	miss hex "e3 99 01 06 00" "debian" dport 4665
}

signature edonkey-server-udp-result {
	protocol edonkey
	transport udp
	pattern "\xe3\x99"
	where u32le@24 in { 1-32 }
	strength evidence
	capture content-id @2 size 16
	source "eDonkey protocol 0.6.2, opcode 99: hash, address, port, number of tags"
	match hex "e3 99" fill 16 hex "c0 00 02 01 36 12 04 00 00 00 02 01 00 01 08 00" "name.mkv" sport 4665
	match hex "e3 99" fill 16 hex "00 00 00 00 00 00 01 00 00 00 02 01 00 01 01 00" "n" sport 4665
	miss hex "e3 99" fill 16 hex "c0 00 02 01 36 12 00 00 00 00 02 01 00 01 08 00" sport 4665
	miss hex "e3 99" fill 16 hex "c0 00 02 01 36 12 04 00 01 00 02 01 00 01 08 00" sport 4665
}

signature edonkey-server-udp-description {
	protocol edonkey
	transport udp
	pattern "\xe3[\xa2\xa3]\xff\xf0"
	where len >= 6
	strength evidence
	source "xt_ipp2p; aMule 2.3, opcodes A2 and A3: a challenge whose low half is F0FF, random behind it"
	match hex "e3 a2 ff f0 12 34" dport 4665
	match hex "e3 a3 ff f0 12 34 02 00 00 00 02 01 00 01 06 00" "server" sport 4665
	miss hex "e3 a2 ff f1 12 34" dport 4665
	miss hex "e3 a2 ff f0" dport 4665
	miss hex "e3 a2" dport 4665
}

signature edonkey-server-udp-list {
	protocol edonkey
	transport udp
	pattern "\xe3\xa1"
	where len == 3 + 6 * u8@2
	where u8@2 > 0
	strength evidence
	source "eDonkey protocol 0.6.2, opcode A1: count, addresses with ports"
	match hex "e3 a1 02 c0 00 02 01 35 12 c0 00 02 02 35 12" sport 4665
	match hex "e3 a1 01 c0 00 02 01 35 12" sport 4665
	miss hex "e3 a1 02 c0 00 02 01 35 12" sport 4665
	miss hex "e3 a1 00" sport 4665
}

# 16 bits and a length or two.
signature edonkey-server-udp-short {
	protocol edonkey
	transport udp
	pattern "\xe3[\x9c\x9e\xa0\xa2\xa4]"
	where len in { 2, 6, 14 }
	strength hint
	source "eDonkey protocol 0.6.2: callback, its failure, list of servers, description without a challenge"
	match hex "e3 a2" dport 4665
	match hex "e3 9c c0 00 02 01 36 12 11 22 33 00 00 00" dport 4665
	miss hex "e3 a2 00" dport 4665
	miss hex "e3 9d" dport 4665
}

signature edonkey-server-udp-sources {
	protocol edonkey
	transport udp
	pattern "\xe3[\x94\x9a]"
	where len >= 18
	strength hint
	capture content-id @2 size 16
	source "eDonkey protocol 0.6.2; aMule 2.3: opcodes 94 and 9A: hashes, in 94 with their sizes"
	match hex "e3 9a" fill 48 dport 4665
	match hex "e3 94" fill 16 hex "00 00 00 01" dport 4665
	miss hex "e3 9a" fill 15 dport 4665
	miss hex "e3 9c" fill 16 dport 4665
}

# --- UDP: clients ---

# 16 bits and a hash; the length varies with the parts that a client has.
signature emule-udp-reask {
	protocol edonkey
	transport udp
	pattern "\xc5\x90"
	where len in { 18-400 }
	strength hint
	capture content-id @2 size 16
	source "aMule 2.3, opcode 90: hash, parts, sources"
	match hex "c5 90" fill 16 sport 4672 dport 4672
	match hex "c5 90" fill 16 hex "03 00 07 05 00" sport 4672 dport 4672
	miss hex "c5 90" fill 15 sport 4672 dport 4672
	miss hex "c5 89" fill 16 sport 4672 dport 4672
}

signature emule-udp-answer {
	protocol edonkey
	transport udp
	pattern "\xc5[\x91\x92\x93\xfe]"
	where len in { 2-60 }
	strength hint
	source "aMule 2.3, opcodes 91 place in the queue, 92 no such file, 93 queue full, FE test of the port"
	match hex "c5 91 11 00" sport 4672 dport 4672
	match hex "c5 92" sport 4672 dport 4672
	match hex "c5 93" sport 4672 dport 4672
	miss hex "c5 94" fill 32
	miss hex "c5"
}

signature emule-udp-direct-callback {
	protocol edonkey
	transport udp
	pattern "\xc5\x95"
	where len == 21
	where u16le@2 >= 1024
	strength evidence
	source "aMule 2.3, opcode 95: port, user hash, connection options"
	match hex "c5 95 36 12" fill 16 hex "03" sport 4672 dport 4672
	match hex "c5 95 ff ff" fill 16 hex "00" sport 4672 dport 4672
	miss hex "c5 95 36 12" fill 16 sport 4672 dport 4672
	miss hex "c5 95 50 00" fill 16 hex "03" sport 4672 dport 4672
}

# --- Kad ---
# Two different ones in one flow, a question and its answer, are proof. No content id: Kad turns the bytes of hashes.

signature kad2-request {
	protocol edonkey
	transport udp
	pattern "\xe4\x21"
	where len == 35
	where u8@2 & 0x1f in { 2, 4, 0x0b }
	where port != 123
	strength evidence
	source "aMule 2.3, KademliaUDPListener: type, target 16, receiver 16"
	match hex "e4 21 0b" fill 32 sport 4672 dport 4672
	match hex "e4 21 02" fill 32
	miss hex "e4 21 03" fill 32
	miss hex "e4 21 0b" fill 31
	miss hex "e4 21 0b" fill 33
	miss hex "e4 21 0b" fill 32 dport 123
	miss hex "e4 21 0b" fill 32 sport 123
	miss hex "e4 00 06 ec" fill 44
}

signature kad2-response {
	protocol edonkey
	transport udp
	pattern "\xe4\x29"
	where len == 19 + 25 * u8@18
	where port != 123
	strength evidence
	source "aMule 2.3, KademliaUDPListener: target 16, number of contacts, contacts of 25 bytes"
	match hex "e4 29" fill 16 hex "02" fill 50 sport 4672 dport 4672
	match hex "e4 29" fill 16 hex "00"
	match hex "e4 29" fill 16 hex "0a" fill 100 len 269
	miss hex "e4 29" fill 16 hex "02" fill 49
	miss hex "e4 29" fill 16 hex "03" fill 50
	miss hex "e4 29" fill 16 hex "02" fill 50 sport 123
}

signature kad2-bootstrap-response {
	protocol edonkey
	transport udp
	pattern "\xe4\x09"
	where len == 23 + 25 * u16le@21
	where u8@20 in { 1-15 }
	where port != 123
	strength evidence
	source "aMule 2.3, KademliaUDPListener: id 16, port, version, number of contacts, contacts of 25 bytes"
	match hex "e4 09" fill 16 hex "36 12 09 02 00" fill 50 sport 4672 dport 4672
	match hex "e4 09" fill 16 hex "36 12 08 14 00" fill 100 len 523
	match hex "e4 09" fill 16 hex "36 12 08 00 00"
	miss hex "e4 09" fill 16 hex "36 12 09 03 00" fill 50
	miss hex "e4 09" fill 16 hex "36 12 00 02 00" fill 50
	miss hex "e4 09" fill 16 hex "36 12 09 01 00" fill 25 sport 123
}

signature kad2-hello-request {
	protocol edonkey
	transport udp
	pattern "\xe4\x11"
	where u8@20 in { 2-15 }
	where u8@21 <= 4
	where u16le@18 != 0
	where port != 123
	strength evidence
	source "aMule 2.3, KademliaUDPListener: id 16, port, version, number of tags"
	match hex "e4 11" fill 16 hex "36 12 08 00" sport 4672 dport 4672
	match hex "e4 11" fill 16 hex "36 12 08 01 89 fc 12 40" sport 4672 dport 4672
	miss hex "e4 11" fill 16 hex "36 12 01 00"
	miss hex "e4 11" fill 16 hex "36 12 08 05"
	miss hex "e4 11" fill 16 hex "00 00 08 00"
	miss hex "e4 11" fill 16 hex "36 12 08"
	miss hex "e4 11" fill 16 hex "36 12 08 00" fill 26 dport 123
}

signature kad2-hello-response {
	protocol edonkey
	transport udp
	pattern "\xe4\x19"
	where u8@20 in { 2-15 }
	where u8@21 <= 4
	where u16le@18 != 0
	where port != 123
	strength evidence
	source "aMule 2.3, KademliaUDPListener: as the request"
	match hex "e4 19" fill 16 hex "36 12 08 00" sport 4672 dport 4672
	match hex "e4 19" fill 16 hex "36 12 09 01 89 fc 12 44" sport 4672 dport 4672
	match hex "e4 19" fill 16 hex "36 12 0b 00"
	miss hex "e4 19" fill 16 hex "36 12 10 00"
	miss hex "e4 19" fill 16 hex "36 12 08 05"
	miss hex "e4 19" fill 16 hex "36 12 08 00" sport 123
	miss hex "e4 19" fill 16 hex "00 00 08 00"
}

signature kad2-hello-acknowledgement {
	protocol edonkey
	transport udp
	pattern "\xe4\x22"
	where len == 19
	where u8@18 == 0
	strength evidence
	source "aMule 2.3, KademliaUDPListener: id 16, no tags"
	match hex "e4 22" fill 16 hex "00" sport 4672 dport 4672
	match hex "e4 22" fill 16 hex "00"
	miss hex "e4 22" fill 16 hex "01"
	miss hex "e4 22" fill 16 hex "00 00"
}

signature kad2-search-key {
	protocol edonkey
	transport udp
	pattern "\xe4\x33"
	where len >= 20
	where u16le@18 & 0x7fff == 0
	strength evidence
	source "aMule 2.3, KademliaUDPListener: key 16, start 0, whose top bit tells of a search tree"
	match hex "e4 33" fill 16 hex "00 00" sport 4672 dport 4672
	match hex "e4 33" fill 16 hex "00 80 00 00 01 05 00" "linux"
	miss hex "e4 33" fill 16 hex "01 00"
	miss hex "e4 33" fill 16 hex "00"
}

signature kad2-search-source {
	protocol edonkey
	transport udp
	pattern "\xe4\x34"
	where len == 28
	where u16le@18 & 0x7fff == 0
	where u32le@24 < 64
	strength evidence
	source "aMule 2.3, KademliaUDPListener: key 16, start, size 8; files end at 256 GiB"
	match hex "e4 34" fill 16 hex "00 00 00 00 00 28 00 00 00 00" sport 4672 dport 4672
	match hex "e4 34" fill 16 hex "00 00 00 00 00 28 03 00 00 00"
	miss hex "e4 34" fill 16 hex "00 00 00 00 00 28 00 00 00 01"
	miss hex "e4 34" fill 16 hex "05 00 00 00 00 28 00 00 00 00"
	miss hex "e4 34" fill 16 hex "00 00 00 00 00 28 00 00 00 00 00"
}

signature kad2-search-notes {
	protocol edonkey
	transport udp
	pattern "\xe4\x35"
	where len == 26
	where u32le@22 < 64
	strength evidence
	source "aMule 2.3, KademliaUDPListener: key 16, size 8"
	match hex "e4 35" fill 16 hex "00 00 00 28 00 00 00 00" sport 4672 dport 4672
	match hex "e4 35" fill 16 hex "00 00 00 28 02 00 00 00"
	miss hex "e4 35" fill 16 hex "00 00 00 28 00 01 00 00"
	miss hex "e4 35" fill 16 hex "00 00 00 28 00 00 00"
}

signature kad2-search-response {
	protocol edonkey
	transport udp
	pattern "\xe4\x3b"
	where u16le@34 in { 1-300 }
	where u8@52 in { 1-20 }
	strength evidence
	source "aMule 2.3, KademliaUDPListener: sender 16, key 16, count, answer 16, number of tags"
	match hex "e4 3b" fill 32 hex "02 00" fill 16 hex "05 02 01 00 01" fill 60
	match hex "e4 3b" fill 32 hex "2c 01" fill 16 hex "06 02 01 00 01" fill 60
	miss hex "e4 3b" fill 32 hex "00 00" fill 16 hex "05 02 01 00 01" fill 60
	miss hex "e4 3b" fill 32 hex "02 00" fill 16 hex "00 02 01 00 01" fill 60
	miss hex "e4 3b" fill 32 hex "02 00"
}

signature kad2-publish-key {
	protocol edonkey
	transport udp
	pattern "\xe4\x43"
	where u16le@18 in { 1-150 }
	where u8@36 in { 1-20 }
	where u16le@38 == 1
	strength evidence
	source "aMule 2.3, KademliaUDPListener: key 16, count, file 16, number of tags, tags whose names have one byte"
	match hex "e4 43" fill 16 hex "01 00" fill 16 hex "03 02 01 00 01" fill 60
	match hex "e4 43" fill 16 hex "96 00" fill 16 hex "05 02 01 00 01" fill 60
	miss hex "e4 43" fill 16 hex "00 00" fill 16 hex "03 02 01 00 01" fill 60
	miss hex "e4 43" fill 16 hex "01 00" fill 16 hex "03 02 02 00 01" fill 60
	miss hex "e4 43" fill 16 hex "01 00" fill 16 hex "00 02 01 00 01" fill 60
}

signature kad2-publish-source {
	protocol edonkey
	transport udp
	pattern "\xe4[\x44\x45]"
	where u8@34 in { 1-20 }
	where u16le@36 == 1
	strength evidence
	source "aMule 2.3, KademliaUDPListener: file 16, publisher 16, number of tags, tags whose names have one byte"
	match hex "e4 44" fill 32 hex "04 09 01 00 ff 01" fill 30 sport 4672 dport 4672
	match hex "e4 45" fill 32 hex "03 02 01 00 01" fill 30
	miss hex "e4 44" fill 32 hex "00 09 01 00 ff 01" fill 30
	miss hex "e4 44" fill 32 hex "04 09 02 00 ff 01" fill 30
	miss hex "e4 46" fill 32 hex "04 09 01 00 ff 01" fill 30
}

signature kad2-publish-response {
	protocol edonkey
	transport udp
	pattern "\xe4\x4b"
	where len in { 19, 20 }
	where u8@18 <= 100
	strength evidence
	source "aMule 2.3, KademliaUDPListener: key 16, load of 100, options"
	match hex "e4 4b" fill 16 hex "01" sport 4672 dport 4672
	match hex "e4 4b" fill 16 hex "64 01" sport 4672 dport 4672
	miss hex "e4 4b" fill 16 hex "65"
	miss hex "e4 4b" fill 16 hex "01 01 01"
}

signature kad2-firewalled-request {
	protocol edonkey
	transport udp
	pattern "\xe4\x53"
	where len == 21
	where u16le@2 >= 1024
	strength evidence
	source "aMule 2.3, KademliaUDPListener: port, user hash, options"
	match hex "e4 53 36 12" fill 16 hex "03" sport 4672 dport 4672
	match hex "e4 53 ff ff" fill 16 hex "00"
	miss hex "e4 53 36 12" fill 16
	miss hex "e4 53 50 00" fill 16 hex "03"
}

signature kad2-buddy {
	protocol edonkey
	transport udp
	pattern "\xe4[\x51\x52\x5a]"
	where len in { 36, 37 }
	where u16le@34 >= 1024
	strength hint
	source "aMule 2.3, KademliaUDPListener: two ids of 16, port; 22 bits"
	match hex "e4 51" fill 32 hex "36 12" sport 4672 dport 4672
	match hex "e4 5a" fill 32 hex "36 12 03" sport 4672 dport 4672
	miss hex "e4 51" fill 32 hex "36 00"
	miss hex "e4 51" fill 32 hex "36 12 03 00"
}

# The port that the one who asked has for the one who answers: of the same packet, this is where the answer goes.
signature kad2-pong {
	protocol edonkey
	transport udp
	pattern "\xe4\x61"
	where len == 4
	where u16le@2 == dport
	strength evidence
	source "aMule 2.3, KademliaUDPListener: UDP port of the sender of the ping"
	match hex "e4 61 40 12" sport 4672 dport 4672
	match hex "e4 61 39 30" sport 4672 dport 12345
	miss hex "e4 61 40 12" sport 4672 dport 4673
	miss hex "e4 61 40 12 00" sport 4672 dport 4672
}

signature kad2-short {
	protocol edonkey
	transport udp
	pattern "\xe4[\x01\x4c\x50\x58\x59\x60\x62]"
	where len in { 2-6 }
	strength hint
	source "aMule 2.3, KademliaUDPListener: bootstrap, firewalled, ping and others of 2 to 6 bytes: too little to accuse"
	match hex "e4 01" sport 4672 dport 4672
	match hex "e4 60" sport 4672 dport 4672
	match hex "e4 58 c0 00 02 01" sport 4672 dport 4672
	miss hex "e4 02" sport 4672 dport 4672
	miss hex "e4 58 c0 00 02 01 00" sport 4672 dport 4672
}

signature kad2-packed {
	protocol edonkey
	transport udp
	pattern "\xe5[\x09\x11\x19\x21\x29\x33\x34\x35\x3b\x43\x44\x45]\x78[\x01\x5e\x9c\xda]"
	where port != 123
	strength evidence
	source "aMule 2.3: protocol E5, opcode, zlib stream"
	match hex "e5 43 78 da" fill 200 sport 4672 dport 4672
	match hex "e5 3b 78 9c" fill 200 sport 4672 dport 4672
	miss hex "e5 43 79 da" fill 200
	miss hex "e5 42 78 da" fill 200
	miss hex "e5 43 78 db" fill 200
	miss hex "e5 11 78 da" fill 44 dport 123
	miss hex "e5 00 06 ec" fill 44
}

# The answer repeats the target, of which two words are compared: what is asked for cannot be guessed.
signature kad2-request-answered {
	protocol edonkey
	transport udp
	pattern "\xe4\x21"
	where len == 35
	where u8@2 & 0x1f in { 2, 4, 0x0b }
	keep target u32le@3
	keep more u32le@7
	then answer
	pattern "\xe4\x29"
	where u32le@2 == target and u32le@6 == more
	where len == 19 + 25 * u8@18
	strength proof
	source "aMule 2.3, KademliaUDPListener: target at 3 of the request and at 2 of the response"
	match hex "e4 21 0b 01 02 03 04 05 06 07 08" fill 24 sport 4672 dport 4672 / hex "e4 29 01 02 03 04 05 06 07 08" fill 8 hex "02" fill 50 sport 4672 dport 4672
	match hex "e4 21 02 a1 a2 a3 a4 a5 a6 a7 a8" fill 24 / hex "e4 29 a1 a2 a3 a4 a5 a6 a7 a8" fill 8 hex "00"
	miss hex "e4 21 0b 01 02 03 04 05 06 07 08" fill 24 / hex "e4 29 01 02 03 05 05 06 07 08" fill 8 hex "02" fill 50
	miss hex "e4 21 0b 01 02 03 04 05 06 07 08" fill 24 / hex "e4 29 01 02 03 04 05 06 07 09" fill 8 hex "02" fill 50
	miss hex "e4 21 0b 01 02 03 04 05 06 07 08" fill 24 / hex "e4 29 01 02 03 04 05 06 07 08" fill 8 hex "03" fill 50
}

signature kad2-ping-answered {
	protocol edonkey
	transport udp
	pattern "\xe4\x60"
	where len == 2
	then answer
	pattern "\xe4\x61"
	where len == 4
	where u16le@2 == dport
	strength evidence
	source "aMule 2.3, KademliaUDPListener: the pong tells the port of the one who asked. 48 bits, two of them lengths"
	match hex "e4 60" sport 4672 dport 4673 / hex "e4 61 40 12" sport 4673 dport 4672
	match hex "e4 60" sport 12345 dport 4672 / hex "e4 61 39 30" sport 4672 dport 12345
	miss hex "e4 60" sport 4672 dport 4673 / hex "e4 61 41 12" sport 4673 dport 4672
	miss hex "e4 60" sport 4672 dport 4673 / hex "e4 61 40" sport 4673 dport 4672
}

signature edonkey-server-udp-status-answered {
	protocol edonkey
	transport udp
	pattern "\xe3\x96"
	where len == 6
	keep challenge u32le@2
	then answer
	pattern "\xe3\x97"
	where u32le@2 == challenge
	where len % 4 == 2
	where len >= 14
	strength proof
	structural "two protocol bytes and opcodes, 32 bits that come back, two lengths"
	source "aMule 2.3, opcodes 96 and 97: the challenge comes back, fields of 4 bytes follow"
	match hex "e3 96 34 12 aa 55" dport 4665 / hex "e3 97 34 12 aa 55 10 27 00 00 40 42 0f 00" sport 4665
	match hex "e3 96 01 02 03 04" dport 4665 / hex "e3 97 01 02 03 04" fill 28 sport 4665
	miss hex "e3 96 34 12 aa 55" dport 4665 / hex "e3 97 35 12 aa 55 10 27 00 00 40 42 0f 00" sport 4665
	miss hex "e3 96 34 12 aa 55" dport 4665 / hex "e3 97 34 12 aa 55 10 27 00 00 40 42 0f" sport 4665
}

signature edonkey-server-udp-sources-answered {
	protocol edonkey
	transport udp
	direction original
	pattern "\xe3[\x94\x9a]"
	where len >= 18
	keep hash u32le@2
	keep more u32le@6
	then answer
	pattern "\xe3\x9b"
	where u32le@2 == hash and u32le@6 == more
	where len >= 25
	strength proof
	capture content-id @2 size 16
	source "eDonkey protocol 0.6.2: opcodes 94 and 9A, answered by 9B with the hash, of which two words are compared"
	match hex "e3 9a 01 02 03 04 05 06 07 08" fill 8 dport 4665 / hex "e3 9b 01 02 03 04 05 06 07 08" fill 8 hex "01 c0 00 02 01 36 12" sport 4665
	match hex "e3 94 01 02 03 04 05 06 07 08" fill 8 hex "00 00 00 01" dport 4665 / hex "e3 9b 01 02 03 04 05 06 07 08" fill 8 hex "02 c0 00 02 01 36 12 c0 00 02 02 36 12" sport 4665
	miss hex "e3 9a 01 02 03 04 05 06 07 08" fill 8 dport 4665 / hex "e3 9b 01 02 03 05 05 06 07 08" fill 8 hex "01 c0 00 02 01 36 12" sport 4665
	miss hex "e3 9a 01 02 03 04 05 06 07 08" fill 8 dport 4665 / hex "e3 9b 01 02 03 04 05 06 07 09" fill 8 hex "01 c0 00 02 01 36 12" sport 4665
	miss hex "e3 9a 01 02 03 04 05 06 07 08" fill 7 dport 4665 / hex "e3 9b 01 02 03 04 05 06 07 08" fill 8 hex "01 c0 00 02 01 36 12" sport 4665
	miss hex "e3 9a 01 02 03 04 05 06 07 08" fill 8 dport 4665 / hex "e3 9b 01 02 03 04 05 06 07 08" fill 8 hex "01 c0 00 02 01 36" sport 4665
}

signature edonkey-server-udp-search-answered {
	protocol edonkey
	transport udp
	direction original
	pattern "\xe3[\x90\x92\x98][\x00\x01]"
	where len >= 6
	then answer
	pattern "\xe3\x99"
	where u32le@24 in { 1-32 }
	strength proof
	structural "an expression, which begins with an operator or a word, and its results: hash, address and few tags"
	source "eDonkey protocol 0.6.2: opcodes 98, 92 and 90, answered by 99"
	match hex "e3 98 00 00 01 05 00" "linux" hex "01 03 00" "iso" dport 4665 / hex "e3 99" fill 16 hex "c0 00 02 01 36 12 04 00 00 00 02 01 00 01 08 00" "name.mkv" sport 4665
	match hex "e3 92 01 05 00" "linux" dport 4665 / hex "e3 99" fill 16 hex "00 00 00 00 00 00 01 00 00 00 02 01 00 01 01 00" "n" sport 4665
	miss hex "e3 98 02 05 00" "linux" dport 4665 / hex "e3 99" fill 16 hex "c0 00 02 01 36 12 04 00 00 00 02 01 00 01 08 00" "name.mkv" sport 4665
	miss hex "e3 98 01 05 00" "linux" dport 4665 / hex "e3 99" fill 16 hex "c0 00 02 01 36 12 04 00 01 00 02 01 00 01 08 00" "name.mkv" sport 4665
	miss hex "e3 98 01 05 00" dport 4665 / hex "e3 99" fill 16 hex "c0 00 02 01 36 12 04 00 00 00 02 01 00 01 08 00" "name.mkv" sport 4665
}

signature edonkey-server-udp-description-answered {
	protocol edonkey
	transport udp
	direction original
	pattern "\xe3\xa2\xff\xf0"
	where len == 6
	keep challenge u16le@4
	then answer
	pattern "\xe3\xa3\xff\xf0"
	where u16le@4 == challenge
	strength proof
	source "aMule 2.3, opcodes A2 and A3: the challenge comes back"
	match hex "e3 a2 ff f0 12 34" dport 4665 / hex "e3 a3 ff f0 12 34 02 00 00 00 02 01 00 01 06 00" "server" sport 4665
	match hex "e3 a2 ff f0 00 00" dport 4665 / hex "e3 a3 ff f0 00 00" sport 4665
	miss hex "e3 a2 ff f0 12 34" dport 4665 / hex "e3 a3 ff f0 12 35 02 00 00 00 02 01 00 01 06 00" "server" sport 4665
	miss hex "e3 a2 ff f0 12 34 00" dport 4665 / hex "e3 a3 ff f0 12 34 02 00 00 00 02 01 00 01 06 00" "server" sport 4665
}

signature edonkey-server-udp-list-answered {
	protocol edonkey
	transport udp
	direction original
	pattern "\xe3\xa0"
	where len in { 2, 6 }
	then answer
	pattern "\xe3\xa1"
	where len == 3 + 6 * u8@2
	where u8@2 > 0
	strength proof
	structural "two protocol bytes with a question's opcode and its answer's, and two lengths, one of which fits a count"
	source "eDonkey protocol 0.6.2, opcodes A0 and A1"
	match hex "e3 a0" dport 4665 / hex "e3 a1 02 c0 00 02 01 35 12 c0 00 02 02 35 12" sport 4665
	match hex "e3 a0 c0 00 02 01" dport 4665 / hex "e3 a1 01 c0 00 02 01 35 12" sport 4665
	miss hex "e3 a0" dport 4665 / hex "e3 a1 02 c0 00 02 01 35 12" sport 4665
	miss hex "e3 a0 00" dport 4665 / hex "e3 a1 01 c0 00 02 01 35 12" sport 4665
	miss hex "e3 a0" dport 4665 / hex "e3 a1 00" sport 4665
}

# --- Clients over UDP: question and answer ---

signature emule-udp-reask-answered {
	protocol edonkey
	transport udp
	pattern "\xc5\x90"
	where len in { 18-400 }
	then answer
	pattern "\xc5[\x91-\x93]"
	where len in { 2, 4 }
	strength evidence
	source "aMule 2.3, opcode 90, answered by 91 with the place in the queue, 92 no such file, 93 queue full"
	match hex "c5 90" fill 16 hex "03 00 07 05 00" sport 4672 dport 4672 / hex "c5 91 11 00" sport 4672 dport 4672
	match hex "c5 90" fill 16 sport 4672 dport 4672 / hex "c5 93" sport 4672 dport 4672
	miss hex "c5 90" fill 15 sport 4672 dport 4672 / hex "c5 93" sport 4672 dport 4672
	miss hex "c5 90" fill 16 sport 4672 dport 4672 / hex "c5 94" sport 4672 dport 4672
	miss hex "c5 90" fill 16 sport 4672 dport 4672 / hex "c5 93 00" sport 4672 dport 4672
}

signature kad2-bootstrap-answered {
	protocol edonkey
	transport udp
	pattern "\xe4\x01"
	where len == 2
	then answer
	pattern "\xe4\x09"
	where len == 23 + 25 * u16le@21
	where u8@20 in { 1-15 }
	strength proof
	structural "two protocol bytes with a question's opcode and its answer's, and two lengths, one of which fits a count"
	source "aMule 2.3, KademliaUDPListener: what a client sends first, and the contacts that it gets"
	match hex "e4 01" sport 4672 dport 4672 / hex "e4 09" fill 16 hex "36 12 08 14 00" fill 100 len 523 sport 4672 dport 4672
	match hex "e4 01" / hex "e4 09" fill 16 hex "36 12 09 00 00"
	miss hex "e4 01" / hex "e4 09" fill 16 hex "36 12 09 01 00"
	miss hex "e4 01 00" / hex "e4 09" fill 16 hex "36 12 09 00 00"
	miss hex "e4 01" / hex "e4 09" fill 16 hex "36 12 00 00 00"
}

signature kad2-firewalled-answered {
	protocol edonkey
	transport udp
	pattern "\xe4[\x50\x53]"
	where len in { 4, 21 }
	then answer
	pattern "\xe4\x58"
	where len == 6
	strength evidence
	source "aMule 2.3, KademliaUDPListener: port (and hash), answered by the address; 53 is evidence itself, 59 follows 50 as hint"
	match hex "e4 53 36 12" fill 16 hex "03" sport 4672 dport 4672 / hex "e4 58 c0 00 02 01" sport 4672 dport 4672
	match hex "e4 50 36 12" sport 4672 dport 4672 / hex "e4 58 c0 00 02 01" sport 4672 dport 4672
	miss hex "e4 50 36 12" sport 4672 dport 4672 / hex "e4 58 c0 00 02 01 00" sport 4672 dport 4672
	miss hex "e4 50 36" sport 4672 dport 4672 / hex "e4 58 c0 00 02 01" sport 4672 dport 4672
}

signature kad2-buddy-answered {
	protocol edonkey
	transport udp
	pattern "\xe4\x51"
	where len == 36
	keep buddy u32le@2
	keep more u32le@6
	then answer
	pattern "\xe4\x5a"
	where u32le@2 == buddy and u32le@6 == more
	where len in { 36, 37 }
	strength proof
	source "aMule 2.3, KademliaUDPListener: the id that is looked for comes back, of which two words are compared"
	match hex "e4 51 01 02 03 04 05 06 07 08" fill 24 hex "36 12" / hex "e4 5a 01 02 03 04 05 06 07 08" fill 24 hex "36 12 03"
	match hex "e4 51 a1 a2 a3 a4 a5 a6 a7 a8" fill 24 hex "36 12" / hex "e4 5a a1 a2 a3 a4 a5 a6 a7 a8" fill 24 hex "36 12"
	miss hex "e4 51 01 02 03 04 05 06 07 08" fill 24 hex "36 12" / hex "e4 5a 01 02 03 04 05 06 07 09" fill 24 hex "36 12"
	miss hex "e4 51 01 02 03 04 05 06 07 08" fill 24 hex "36 12 03" / hex "e4 5a 01 02 03 04 05 06 07 08" fill 24 hex "36 12"
	miss hex "e4 51 01 02 03 04 05 06 07 08" fill 24 hex "36 12" / hex "e4 5a 01 02 03 04 05 06 07 08" fill 24 hex "36 12 03 00"
}
