# SPDX-License-Identifier: GPL-2.0-or-later
# eDonkey, eMule and Kad. Integers are little endian.
#
# TCP: a protocol byte (E3 eDonkey, C5 eMule), a length of 4 bytes that counts what follows it, an opcode. The length is
# not compared with the segment: messages share segments and span them.
# The user hash of eMule and its descendants has the bytes 0E and 6F in its places 5 and 14. Plain eDonkey2000 and
# MLDonkey may lack them; the list of tags with its small count does the rest.

signature edonkey-hello {
	protocol edonkey
	transport tcp
	pattern "\xe3..\x00\x00\x01\x10"
	where u8@12 == 0x0e and u8@21 == 0x6f
	where u32le@29 in { 1-32 }
	strength proof
	source "eDonkey protocol 0.6.2; aMule 2.3: opcode 01, hash size 16, hash, id, port, number of tags"
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

# --- Kad ---
# Two of them in one flow, a question and its answer, are proof. Unsynchronised NTP begins with E4 too.

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
