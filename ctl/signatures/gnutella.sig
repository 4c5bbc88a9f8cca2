# SPDX-License-Identifier: GPL-2.0-or-later
# Gnutella and Gnutella2.
#
# Shipped as hint: GET /get/NUMBER/, which other servers on the web know too.

signature gnutella-connect {
	protocol gnutella
	transport tcp
	direction original
	pattern "GNUTELLA CONNECT/0\.[46]"
	strength proof
	source "Gnutella 0.6, handshake; Gnutella2 begins the same way and says application/x-gnutella2 in a header"
	match "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/4.12.6\r\nX-Ultrapeer: False\r\n"
	match "GNUTELLA CONNECT/0.4\n\n"
	miss "GNUTELLA CONNECT/0.6\r\n" direction reply
	miss "GNUTELLA CONNECT/1.0\r\n"
	miss "gnutella connect/0.6\r\n"
}

signature gnutella-connect-answer {
	protocol gnutella
	transport tcp
	direction reply
	pattern "GNUTELLA/0\.6 [0-9]{3} "
	strength proof
	source "Gnutella 0.6, handshake: 200 OK, or a refusal such as 503"
	match "GNUTELLA/0.6 200 OK\r\nUser-Agent: gtk-gnutella/1.1.15\r\n"
	match "GNUTELLA/0.6 503 Service unavailable\r\n"
	miss "GNUTELLA/0.6 OK\r\n"
	miss "HTTP/1.1 200 OK\r\n"
}

signature gnutella-push {
	protocol gnutella
	transport tcp
	pattern "GIV [0-9]{1,10}:[0-9A-Fa-f]{32}/"
	strength proof
	source "Gnutella 0.6, push: GIV, index of the file, GUID of the servent"
	match "GIV 36:809BC12168A1852CFF5D7A785833F600/name.mp3\n\n"
	match "GIV 0:809bc12168a1852cff5d7a785833f600/\n\n"
	miss "GIV 36:809BC12168A1852CFF5D7A785833F6/name.mp3\n\n"
	miss "GIVE 36:809BC12168A1852CFF5D7A785833F600/name.mp3\n\n"
}

# The content id is in base32 and is not captured.
signature gnutella-transfer-urn {
	protocol gnutella
	transport tcp
	direction original
	pattern "(GET|HEAD) /uri-res/N2R\?urn:(sha1|bitprint|tree:tiger/?):[A-Z2-7]{32}"
	strength proof
	source "Hash/URN Gnutella Extensions 0.93: a file by its hash, 32 letters and digits of base32"
	match "GET /uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB HTTP/1.1\r\n"
	match "HEAD /uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB HTTP/1.1\r\n"
	miss "GET /uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPF HTTP/1.1\r\n"
	miss "GET /uri-res/N2R?urn:isbn:0451450523 HTTP/1.1\r\n"
	miss "GET / HTTP/1.1\r\nHost: www.example.org\r\n"
}

signature gnutella-transfer-index {
	protocol gnutella
	transport tcp
	direction original
	pattern "GET /get/[0-9]{1,10}/"
	strength hint
	source "Gnutella 0.4, download; the path is not Gnutella's alone"
	match "GET /get/2468/Foobar.mp3/ HTTP/1.0\r\nUser-Agent: Gnutella\r\n"
	match "GET /get/0/x HTTP/1.1\r\n"
	miss "GET /get/x/y HTTP/1.1\r\n"
}

signature gnutella-transfer-header {
	protocol gnutella
	transport tcp
	direction original
	pattern "GET /get/[0-9]{1,10}/"
	search "\nX-Gnutella-" within 1024
	strength proof
	source "Hash/URN Gnutella Extensions 0.93: X-Gnutella-Content-URN, X-Gnutella-Alternate-Location"
	match "GET /get/2468/Foobar.mp3/ HTTP/1.1\r\nUser-Agent: Shareaza\r\nX-Gnutella-Content-URN: urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB\r\n"
	match "GET /get/0/x HTTP/1.1\r\nX-Gnutella-Alternate-Location: "
	miss "GET /get/0/X-Gnutella- HTTP/1.1\r\nHost: www.example.org\r\n"
	miss "GET /get/name HTTP/1.1\r\nX-Gnutella-Content-URN: urn:sha1:"
}

signature gnutella-push-proxy {
	protocol gnutella
	transport tcp
	direction original
	pattern "(GET|HEAD) /(gnutella|gnet)/push-proxy\?"
	strength proof
	source "Gnutella push proxy proposal 0.7"
	match "GET /gnutella/push-proxy?ServerId=GCMRXVXZXKBLN2YG7HAWEMDYTA HTTP/1.1\r\n"
	match "HEAD /gnet/push-proxy?guid=809BC12168A1852CFF5D7A785833F600 HTTP/1.1\r\n"
	miss "GET /gnutella/ HTTP/1.1\r\n"
}

signature gnutella-hash-tree {
	protocol gnutella
	transport tcp
	direction original
	pattern "GET /gnutella/thex/v"
	strength proof
	source "Tree hash exchange (THEX) as servents ask for it: /gnutella/thex/v1?urn:tree:tiger/:"
	match "GET /gnutella/thex/v1?urn:tree:tiger/:3WMUS6WM2ZC7XIPRQDKXWHHJRV4IKYC4OX4ELCA&depth=9&ed2k=1 HTTP/1.1\r\n"
	match "GET /gnutella/thex/v1?" direction original
	miss "GET /gnutella/ HTTP/1.1\r\n"
	miss "GET /thex/v1?urn:tree:tiger HTTP/1.1\r\n"
}

# 23 bytes of header. Servents since 0.6 mark the GUID with FF in its middle; not all write the 00 at its end. Two kinds, so
# that a question and its answer decide.
signature gnutella-ping {
	protocol gnutella
	transport udp
	pattern "."
	where u8@8 == 0xff
	where u8@16 == 0
	where u8@17 in { 1-10 } and u8@18 <= 10
	where len == 23 + u32le@19
	where port not in { 53, 123 }
	strength evidence
	source "Gnutella 0.6, message header: GUID, type 00, TTL, hops, length (little endian)"
	match hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 00 00 00 00" sport 6346 dport 6346
	match hex "24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 03 00 01 00 02 00 00 00" fill 2
	miss hex "80 9b c1 21 68 a1 85 2c fe 5d 7a 78 58 33 f6 00 00 01 00 00 00 00 00"
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 01 00 00 00"
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 0b 00 00 00 00 00"
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 0b 00 00 00 00"
}

signature gnutella-ping-for-peers {
	protocol gnutella
	transport udp
	pattern "."
	where bytes@25 == "SCP"
	where u8@23 == 0xc3 and u8@24 & 0x0f == 3
	where u8@8 == 0xff and u8@16 == 0
	where u8@17 in { 1-10 } and u8@18 <= 10
	where len == 23 + u32le@19
	strength proof
	source "GGEP 0.51; UDP host caches: the extension SCP asks for addresses of servents"
	match hex "24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 03 00 01 00 18 00 00 00 c3 03" "SCPA" hex "02" "VCEGTKGb" fill 9
	match hex "24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 00 00 01 00 07 00 00 00 c3 83" "SCPA" hex "01"
	miss hex "24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 03 00 01 00 07 00 00 00 c3 83" "SCQA" hex "01"
	miss hex "24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 03 01 01 00 07 00 00 00 c3 83" "SCPA" hex "01"
	miss hex "24 d5 31 02 68 fc 19 81 ff bc c6 e0 1f db be 03 00 01 00 08 00 00 00 c3 83" "SCPA" hex "01"
}

signature gnutella-message {
	protocol gnutella
	transport udp
	pattern "."
	where u8@8 == 0xff
	where u8@16 in { 1, 2, 0x30, 0x31, 0x32, 0x40, 0x80, 0x81 }
	where u8@17 in { 1-10 } and u8@18 <= 10
	where len == 23 + u32le@19
	where port not in { 53, 123 }
	strength evidence
	source "Gnutella 0.6, message header: pong, bye, vendor's, push, query, query hit"
	match hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 14
	match hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 03 80 03 00 10 00 00 00" fill 16 sport 6346 dport 6346
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 13
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 03 01 00 00 00 00 00"
	miss hex "80 9b c1 21 68 a1 85 2c fe 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 14
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 00 00 0e 00 00 00" fill 14
}

# The DHT of gtk-gnutella and LimeWire has the header of other messages; the id of a question is random.
signature gnutella-dht {
	protocol gnutella
	transport udp
	pattern "."
	where u8@16 == 0x44
	where u16be@17 == 0
	where len == 23 + u32le@19
	where u8@23 in { 1-10 }
	where u32be@24 in { 0x47544b47, 0x4c494d45 }		# GTKG, LIME
	strength proof
	source "as recorded of gtk-gnutella (nDPI's gnutella.pcap): id, type 44, version 0.0, length, operation, vendor"
	match hex "a7 e9 31 02 36 19 2e 89 da 70 17 64 57 dc b0 01 44 00 00 3a 00 00 00 05" "GTKG" hex "00 00" fill 51
	match hex "a7 e9 31 02 36 19 2e 89 da 70 17 64 57 dc b0 01 44 00 00 c0 02 00 00 06" "LIME" hex "00 00" fill 100 len 727
	miss hex "a7 e9 31 02 36 19 2e 89 da 70 17 64 57 dc b0 01 44 00 00 3b 00 00 00 05" "GTKG" hex "00 00" fill 51
	miss hex "a7 e9 31 02 36 19 2e 89 da 70 17 64 57 dc b0 01 44 00 00 3a 00 00 00 05" "GTKF" hex "00 00" fill 51
	miss hex "a7 e9 31 02 36 19 2e 89 da 70 17 64 57 dc b0 01 45 00 00 3a 00 00 00 05" "GTKG" hex "00 00" fill 51
}

signature gnutella2-datagram {
	protocol gnutella
	transport udp
	pattern "GND[\x00-\x03\x10-\x13]"
	where u8@6 >= 1
	where u8@6 <= u8@7
	where len >= 9
	strength evidence
	source "Gnutella2 standard, reliable UDP: GND, flags (deflate, acknowledge, one to be ignored), sequence, part, parts"
	match "GND" hex "03 12 34 01 01" fill 40
	match "GND" hex "02 00 01 02 03" fill 200
	miss "GND" hex "04 12 34 01 01" fill 40
	miss "GND" hex "03 12 34 02 01" fill 40
	miss "GND" hex "03 12 34 00 01" fill 40
}

signature gnutella2-acknowledgement {
	protocol gnutella
	transport udp
	pattern "GND[\x00-\x03\x10-\x13]..[\x01-\xff]\x00"
	where len == 8
	strength evidence
	source "Gnutella2 standard, reliable UDP: no parts, nothing behind the header"
	match "GND" hex "00 12 34 01 00"
	match "GND" hex "02 ff fe 03 00"
	miss "GND" hex "00 12 34 00 00"
	miss "GND" hex "00 12 34 01 00 00"
}

# One part, not deflated, with a packet in it whose length is that of the datagram.
signature gnutella2-query-key {
	protocol gnutella
	transport udp
	pattern "GND[\x00\x02\x10\x12]..\x01\x01[\x50\x54]"
	where u8@10 == 0x51 and u8@11 == 0x4b and u8@12 in { 0x41, 0x52 }
	where len == 13 + u8@9
	strength proof
	source "Gnutella2 standard, packets: control byte, length, QKR or QKA"
	match "GND" hex "10 3e 8f 01 01 54 0b" "QKR" hex "50 06" "RNA" hex "5d 2f e2 35 09 70"
	match "GND" hex "02 00 07 01 01 50 04" "QKA" hex "12 34 56 78"
	miss "GND" hex "10 3e 8f 01 01 54 0c" "QKR" hex "50 06" "RNA" hex "5d 2f e2 35 09 70"
	miss "GND" hex "10 3e 8f 01 02 54 0b" "QKR" hex "50 06" "RNA" hex "5d 2f e2 35 09 70"
	miss "GND" hex "10 3e 8f 01 01 54 0b" "QKX" hex "50 06" "RNA" hex "5d 2f e2 35 09 70"
}

signature gnutella2-query {
	protocol gnutella
	transport udp
	pattern "GND[\x00\x02\x10\x12]..\x01\x01[\x48\x4c]"
	where bytes@10 == "Q2"
	where len == 12 + u8@9
	strength proof
	source "Gnutella2 standard, packets: control byte, length, Q2"
	match "GND" hex "10 3f 8f 01 01 4c 41" "Q2" fill 65
	match "GND" hex "12 00 07 01 01 48 08" "Q2" fill 8
	miss "GND" hex "10 3f 8f 01 01 4c 40" "Q2" fill 65
	miss "GND" hex "10 3f 8f 01 01 4c 41" "Q3" fill 65
}

# An answer carries the GUID of its question: a pong, a query hit, a vendor's message. Two of its four words are compared.
# The GUID of a query that is answered over UDP has an address in it, and no mark.
signature gnutella-answered {
	protocol gnutella
	transport udp
	pattern "."
	where u8@16 in { 0, 0x30, 0x31, 0x32, 0x40, 0x80 }
	where len == 23 + u32le@19
	keep guid u32le@0
	keep more u32le@4
	then answer
	pattern "."
	where u32le@0 == guid and u32le@4 == more
	where u8@16 in { 1, 0x30, 0x31, 0x32, 0x81 }
	where len == 23 + u32le@19
	strength proof
	source "Gnutella 0.6: the pong has the GUID of the ping, the hit that of the query, which begins with an address"
	match hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 00 00 00 00" / hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 14
	match hex "01 02 03 04 05 06 07 08 ff 0a 0b 0c 0d 0e 0f 00 00 01 00 03 00 00 00 c3 82 00" / hex "01 02 03 04 05 06 07 08 ff 0a 0b 0c 0d 0e 0f 00 01 01 00 0e 00 00 00" fill 14
	match hex "5d 2f e2 35 31 02 00 64 ff f2 e9 4e 09 70 0f 00 80 01 00 21 00 00 00" fill 33 / hex "5d 2f e2 35 31 02 00 64 ff f2 e9 4e 09 70 0f 00 31 01 00 0b 00 00 00" "LIME" hex "0c 00 01 00" fill 3
	match hex "5d 2f e2 35 31 02 00 64 1a c4 f2 e9 4e 09 70 0f 80 01 00 21 00 00 00" fill 33 / hex "5d 2f e2 35 31 02 00 64 1a c4 f2 e9 4e 09 70 0f 01 01 00 28 00 00 00" fill 40
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 00 00 00 00" / hex "81 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 14
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 00 00 00 00" / hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 0e 00 00 00" fill 14
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 03 01 00 00 00 00 00" / hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 14
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 01 00 00 00" / hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 14
	miss hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 00 01 00 00 00 00 00" / hex "80 9b c1 21 68 a1 85 2c ff 5d 7a 78 58 33 f6 00 01 01 00 0e 00 00 00" fill 13
}
