# SPDX-License-Identifier: GPL-2.0-or-later
# Openings that no peer-to-peer flow has. Class other: the flow is cleared at its first bytes, for ever.
#
# What is not here is not here on purpose. A peer-to-peer flow may begin so:
#	GET			HTTP trackers, web seeds, Gnutella transfers
#	CONNECT, SOCKS		clients that go through a proxy
#	STUN			two clients behind NAT; also WebTorrent
#	a first byte alone	anybody can send one
# Other answers of servers are not here either. They die at their first bytes, and the client has spoken or will.

# --- TCP ---

# 24 bits and byte 4: nothing of a TLS flow is kept or read beyond.
signature tls {
	protocol other
	transport tcp
	pattern "\x16\x03[\x00-\x03][\x00-\x3f]"
	strength proof
	structural "clears, does not accuse: being wrong once in 2^24 flows means missing one flow in 2^24"
	source "RFC 8446, 5.1: handshake record, version 3.0 to 3.3, at most 2^14 bytes"
	match hex "16 03 01 02 00 01 00 01 fc 03 03" fill 300
	match hex "16 03 01 00"
	match hex "16 03 03 06 c1 01" fill 200
	match hex "16 03 03 00 7a 02 00 00 76 03 03" fill 100 direction reply
	miss hex "16 03 04 02 00 01"
	miss hex "16 03 01 40 01 01"
	miss hex "16 03 01"
	miss hex "17 03 03 00 20"
	miss "\x13BitTorrent protocol" fill 48
}

signature ssh {
	protocol other
	transport tcp
	pattern "SSH-"
	strength proof
	structural "clears, does not accuse"
	source "RFC 4253, 4.2"
	match "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u2\r\n"
	match "SSH-"
	miss "SSH"
	miss "ssh-2.0-x\r\n"
}

# Not GET and not CONNECT, see above. HEAD has Gnutella's paths in it.
signature http-upload {
	protocol other
	transport tcp
	direction original
	pattern "(POST|PUT |OPTI|DELE|PATC|PROP|PRI )"
	strength proof
	structural "clears, does not accuse"
	source "RFC 9110, 9.3; RFC 4918 PROPFIND; RFC 9113, 3.4"
	match "POST /api HTTP/1.1\r\nHost: www.example.org\r\n"
	match "OPTIONS rtsp://192.0.2.1/ RTSP/1.0\r\n"
	match "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	match "PUT "
	miss "PUTS"
	miss "GET /announce?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-TR3000-abcdefghijkl"
	miss "GET /get/17/name HTTP/1.1\r\n"
	miss "CONNECT tracker.example.org:80 HTTP/1.1\r\n\r\n"
	miss "PROT"
}

signature http-head {
	protocol other
	transport tcp
	direction original
	pattern "HEAD /[^gu]"
	strength proof
	structural "clears, does not accuse"
	source "RFC 9110, 9.3.2; Gnutella asks HEAD /gnutella/, /get/ and /uri-res/"
	match "HEAD / HTTP/1.0\r\n\r\n"
	match "HEAD /index.html HTTP/1.1\r\nHost: www.example.org\r\n\r\n"
	miss "HEAD /gnutella/push-proxy?ServerId=AAAA HTTP/1.1\r\n"
	miss "HEAD /uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB HTTP/1.1\r\n"
	miss "HEAD /"
}

signature sip-over-tcp {
	protocol other
	transport tcp
	direction original
	pattern "(REGISTER|INVITE|SUBSCRIBE|PUBLISH|NOTIFY|MESSAGE) sips?:"
	strength proof
	source "RFC 3261, 7.1"
	match "REGISTER sip:example.org SIP/2.0\r\nVia: "
	match "INVITE sips:bob@example.org SIP/2.0\r\n"
	miss "REGISTER nick\r\n"
	miss "INVITE sip"
}

signature rtsp {
	protocol other
	transport tcp
	direction original
	pattern "(DESCRIBE|SETUP|ANNOUNCE) rtsps?:"
	strength proof
	source "RFC 2326, 6.1"
	match "DESCRIBE rtsp://192.0.2.1/stream RTSP/1.0\r\nCSeq: 1\r\n"
	match "SETUP rtsp://192.0.2.1/stream/track1 RTSP/1.0\r\n"
	miss "ANNOUNCE http://tracker.example.org/"
}

signature xmpp {
	protocol other
	transport tcp
	direction original
	pattern "<(\?xml |stream:stream )"
	strength proof
	structural "clears, does not accuse"
	source "RFC 6120, 4.2"
	match "<?xml version='1.0'?><stream:stream to='example.org' "
	match "<stream:stream to='example.org' "
	miss "<xml>"
}

signature smb {
	protocol other
	transport tcp
	direction original
	pattern "\x00[\x00\x01]..[\xfd-\xff]SMB"
	strength proof
	structural "clears, does not accuse"
	source "MS-SMB2, 2.1 and 2.2.1; MS-SMB, 2.2.1"
	match hex "00 00 00 c4 fe" "SMB" hex "40 00 00 00" fill 188
	match hex "00 00 00 85 ff" "SMBr" fill 132
	miss hex "00 00 00 c4 fc" "SMB" fill 100
	miss hex "00 02 00 c4 fe" "SMB" fill 100
}

signature mqtt {
	protocol other
	transport tcp
	direction original
	pattern "\x10.[\x00-\x7f]?\x00\x04MQTT[\x03-\x05]"
	strength proof
	structural "clears, does not accuse"
	source "MQTT 3.1.1 and 5.0, 3.1: CONNECT, remaining length of 1 or 2 bytes"
	match hex "10 26 00 04" "MQTT" hex "04 02 00 3c" fill 30
	match hex "10 c6 01 00 04" "MQTT" hex "05 02 00 3c" fill 180
	miss hex "20 26 00 04" "MQTT" hex "04 02 00 3c" fill 30
	miss hex "10 26 00 04" "MQTX" hex "04 02 00 3c" fill 30
}

signature postgresql {
	protocol other
	transport tcp
	direction original
	pattern "\x00\x00(\x00\x08\x04\xd2\x16[\x2f\x30]|[\x00-\x03].\x00\x03\x00[\x00-\x02][a-z_])"
	strength proof
	structural "clears, does not accuse"
	source "PostgreSQL 15, 55.7: SSLRequest, GSSENCRequest, StartupMessage 3.0 and its first parameter"
	match hex "00 00 00 08 04 d2 16 2f"
	match hex "00 00 00 54 00 03 00 00" "user" hex "00" "postgres" hex "00" fill 60
	miss hex "00 00 00 08 04 d2 16 2e"
	miss hex "00 00 00 54 00 02 00 00" "user" hex "00" fill 60
	miss hex "00 00 00 2a 00 00 00 05" "AZVER" hex "01" fill 20
}

signature messenger-noise {
	protocol other
	transport tcp
	direction original
	pattern "(WA[\x02-\x06][\x00-\x0f]|ED\x00\x01)"
	strength proof
	structural "clears, does not accuse: 25 bits, an opening that every telephone sends often"
	source "WhatsApp's Noise handshake: WA, version, dictionary version; ED 00 01 in front of it with routing information"
	match "WA" hex "06 03 00 01 24" fill 280
	match "ED" hex "00 01 00 00 04" fill 4 "WA" hex "06 03"
	miss "WALK"
	miss "EDIT"
}

signature bgp {
	protocol other
	transport tcp
	direction original
	pattern "\xff{16}[\x00-\x0f].\x01\x04"
	strength proof
	source "RFC 4271, 4.1 and 4.2: marker, length, OPEN, version 4"
	match hex "ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff 00 1d 01 04 fd e8" fill 7
	match hex "ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff 00 2d 01 04" fill 25
	miss hex "ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff 00 2d 05 04" fill 25
	miss hex "ff ff ff ff ff ff ff ff" fill 25
}

signature git {
	protocol other
	transport tcp
	direction original
	pattern "00[0-9a-f]{2}git-"
	strength proof
	structural "clears, does not accuse"
	source "gitprotocol-pack(5): pkt-line with git-upload-pack or git-receive-pack"
	match "0033git-upload-pack /project.git\x00host=myserver.com\x00"
	match "003agit-receive-pack /project.git\x00"
	miss "00zzgit-upload-pack /project.git"
}

signature sun-rpc {
	protocol other
	transport tcp
	direction original
	pattern "\x80\x00[\x00-\x1f]"
	where u32be@8 == 0 and u32be@12 == 2
	strength proof
	source "RFC 5531, 9 and 11: record mark, any id, CALL, version 2; NFS, portmapper"
	match hex "80 00 00 28 12 34 56 78 00 00 00 00 00 00 00 02 00 01 86 a3 00 00 00 03" fill 20
	match hex "80 00 00 94 12 34 56 78 00 00 00 00 00 00 00 02 00 01 86 a3 00 00 00 04" fill 128
	miss hex "80 00 00 28 12 34 56 78 00 00 00 01 00 00 00 02" fill 28
	miss hex "80 00 00 28 12 34 56 78 00 00 00 00 00 00 00 01" fill 28
}

signature pptp {
	protocol other
	transport tcp
	direction original
	pattern "\x00\x9c\x00\x01\x1a\x2b\x3c\x4d"
	strength proof
	source "RFC 2637, 2.1: length 156, control message, magic cookie"
	match hex "00 9c 00 01 1a 2b 3c 4d 00 01"
	match hex "00 9c 00 01 1a 2b 3c 4d 00 01 00 00" fill 144
	miss hex "00 9c 00 01 1a 2b 3c 4e 00 01 00 00" fill 144
}

signature sql-server {
	protocol other
	transport tcp
	direction original
	pattern "\x12\x01\x00.\x00\x00[\x00\x01]\x00"
	strength proof
	structural "clears, does not accuse"
	source "MS-TDS, 2.2.3.1 and 2.2.6.5: PRELOGIN"
	match hex "12 01 00 2f 00 00 01 00 00 00 1a 00 06" fill 34
	match hex "12 01 00 5e 00 00 00 00" fill 86
	miss hex "12 01 00 2f 00 00 02 00" fill 39
}

signature oracle {
	protocol other
	transport tcp
	direction original
	pattern "\x00[\x20-\xff]\x00\x00\x01[\x00-\x0f]\x00\x00\x01[\x2c-\x3f]"
	strength proof
	structural "clears, does not accuse"
	source "Oracle Net CONNECT as recorded: length, checksum 0, type 1, version 300 to 319"
	match hex "00 f6 00 00 01 00 00 00 01 3a 01 2c" fill 230
	match hex "00 3a 00 00 01 00 00 00 01 36 01 2c" fill 40
	miss hex "00 f6 00 00 02 00 00 00 01 3a 01 2c" fill 230
	miss hex "00 f6 00 00 01 00 00 00 02 3a 01 2c" fill 230
}

signature dce-rpc {
	protocol other
	transport tcp
	direction original
	pattern "\x05\x00\x0b[\x03\x07\x17]\x10\x00\x00\x00"
	strength proof
	structural "clears, does not accuse"
	source "DCE 1.1 RPC, 12.6: version 5.0, bind, first and last fragment, little endian"
	match hex "05 00 0b 03 10 00 00 00 48 00 00 00" fill 60
	match hex "05 00 0b 07 10 00 00 00 a0 00 00 00" fill 148
	miss hex "05 00 00 00 00 12 34 56 78"
	miss hex "05 01 00"
}

signature kerberos {
	protocol other
	transport tcp
	direction original
	pattern "\x00\x00[\x00-\x1f].[\x6a\x6c]\x82..\x30\x82"
	strength proof
	structural "clears, does not accuse"
	source "RFC 4120, 5.4.1 and 7.2.2: length, AS-REQ or TGS-REQ"
	match hex "00 00 01 24 6a 82 01 20 30 82 01 1c" fill 280
	match hex "00 00 05 a4 6c 82 05 a0 30 82 05 9c" fill 300
	miss hex "00 00 01 24 6b 82 01 20 30 82 01 1c" fill 280
}

signature rdp {
	protocol other
	transport tcp
	direction original
	pattern "\x03\x00\x00[\x0b-\xff][\x06-\xfe][\xe0\xf0]\x00\x00"
	strength proof
	structural "clears, does not accuse"
	source "RFC 1006 and ITU-T X.224, 13.3: TPKT, connection request; RDP, S7, MMS"
	match hex "03 00 00 2f 2a e0 00 00 00 00 00" "Cookie: mstshash=user\r\n" fill 8
	match hex "03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03 00 00 00"
	miss hex "03 00 5a 00 00 05"
	miss hex "03 00 00 00 00 00 00 00 00"
}

signature mongodb {
	protocol other
	transport tcp
	direction original
	pattern ".[\x00-\x03]\x00\x00"
	where u32le@8 == 0
	where u32le@12 in { 2004, 2013 }
	strength proof
	source "MongoDB wire protocol: length, request, no answer to anything, OP_QUERY 2004 or OP_MSG 2013"
	match hex "3a 01 00 00 01 00 00 00 00 00 00 00 d4 07 00 00" fill 298
	match hex "8f 00 00 00 07 00 00 00 00 00 00 00 dd 07 00 00" fill 127
	miss hex "3a 01 00 00 01 00 00 00 00 00 00 00 d3 07 00 00" fill 298
	miss hex "48 00 00 00 01 00 00 00 08 00 00 00" "username" hex "08 00 00 00" "password"
}

signature diameter {
	protocol other
	transport tcp
	direction original
	pattern "\x01\x00[\x00-\x0f].[\x80\xc0]\x00\x01\x01\x00\x00\x00\x00"
	strength proof
	source "RFC 6733, 5.3: Capabilities-Exchange-Request"
	match hex "01 00 01 04 c0 00 01 01 00 00 00 00" fill 248
	match hex "01 00 00 90 80 00 01 01 00 00 00 00" fill 132
	miss hex "01 00 00 90 80 00 01 02 00 00 00 00" fill 132
}

signature fix {
	protocol other
	transport tcp
	direction original
	pattern "8=FIX"
	strength proof
	structural "clears, does not accuse"
	source "FIX 4.4, volume 1: BeginString is the first field"
	match "8=FIX.4.4\x019=100\x0135=A\x01"
	match "8=FIXT.1.1\x019=100\x0135=A\x01"
	miss "8=FOX"
}

signature spotify {
	protocol other
	transport tcp
	direction original
	pattern "\x00\x04\x00\x00..\x52[\x0e\x0f]\x50"
	strength proof
	structural "clears, does not accuse"
	source "as recorded by nDPI: hello to an access point"
	match hex "00 04 00 00 01 49 52 0f 50 02 a0 01" fill 300
	match hex "00 04 00 00 00 f2 52 0e 50 00" fill 200
	miss hex "00 04 00 00 01 49 52 10 50 02" fill 300
}

# --- UDP ---

signature quic {
	protocol other
	transport udp
	direction original
	pattern "[\xc0-\xff](\x00\x00\x00\x01|\x6b\x33\x43\xcf)[\x00-\x14]"
	where len >= 1200
	strength proof
	structural "clears, does not accuse; a client's first datagrams are this long, and nothing else begins so"
	source "RFC 9000, 14.1 and 17.2; RFC 9369, 3.1: long header, version 1 or 2, at most 20 bytes of id"
	match hex "c3 00 00 00 01 08" fill 194 len 1200 dport 443
	match hex "d3 6b 33 43 cf 08" fill 194 len 1250 dport 443
	miss hex "c3 00 00 00 01 08" fill 194 len 1199 dport 443
	miss hex "c3 00 00 00 01 15" fill 194 len 1200 dport 443
	miss hex "43 00 00 00 01 08" fill 194 len 1200 dport 443
	miss hex "c3 00 00 00 01 08" fill 194 len 1200 direction reply
}

signature dtls {
	protocol other
	transport udp
	direction original
	pattern "\x16\xfe[\xfd\xff]\x00\x00\x00\x00\x00\x00\x00[\x00-\x07]"
	strength proof
	source "RFC 6347, 4.1: handshake record of epoch 0, with one of the first numbers"
	match hex "16 fe fd 00 00 00 00 00 00 00 00 00 bb 01 00 00 af" fill 180
	match hex "16 fe ff 00 00 00 00 00 00 00 01 00 bb 01 00 00 af" fill 180
	miss hex "16 fe fc 00 00 00 00 00 00 00 00 00 bb 01" fill 180
	miss hex "17 fe fd 00 01 00 00 00 00 00 01 00 43" fill 67
}

signature wireguard {
	protocol other
	transport udp
	direction original
	pattern "\x01\x00\x00\x00"
	where len == 148
	strength proof
	structural "clears, does not accuse; uTP would have connection id 0 and this very length"
	source "WireGuard, 5.4.2: initiation"
	match hex "01 00 00 00" fill 144 dport 51820
	match hex "01 00 00 00" fill 144 dport 40000
	miss hex "01 00 00 00" fill 143 dport 51820
	miss hex "01 00 5b 2e" fill 144
}

signature dns {
	protocol other
	transport udp
	direction original
	pattern "."
	where u16be@4 == 1
	where u32be@6 == 0
	where u16be@10 in { 0-2 }
	where u16be@2 & 0xfecf == 0
	where dport in { 53, 5353, 5355 }
	strength proof
	source "RFC 1035, 4.1.1; RFC 6891: a query, one question, no answers, at most two additional records"
	match hex "12 34 01 00 00 01 00 00 00 00 00 00 07" "example" hex "03" "org" hex "00 00 01 00 01" dport 53
	match hex "41 00 01 20 00 01 00 00 00 00 00 01 02" "io" hex "00 00 01 00 01" fill 11 dport 53
	miss hex "12 34 01 00 00 01 00 00 00 00 00 00 07" "example" hex "03" "org" hex "00 00 01 00 01" dport 5300
	miss hex "12 34 81 00 00 01 00 00 00 00 00 00 07" "example" hex "03" "org" hex "00 00 01 00 01" dport 53
	miss hex "12 34 01 00 00 02 00 00 00 00 00 00 07" "example" hex "03" "org" hex "00 00 01 00 01" dport 53
	miss hex "00 00 04 17 27 10 19 80 00 00 00 00 12 34 56 78" dport 53
	miss "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe" dport 53
}

signature ntp {
	protocol other
	transport udp
	direction original
	pattern "[\x1b\x23\xdb\xe3]\x00"
	where len == 48
	where u32be@12 == 0
	where dport == 123
	strength proof
	structural "clears, does not accuse"
	source "RFC 5905, 7.3: client, version 3 or 4, no stratum, no reference"
	match hex "23 00 06 20 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" fill 28 dport 123
	match hex "e3 00 06 ec 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" fill 28 dport 123
	miss hex "e3 00 06 ec 00 00 00 00 00 00 00 00 00 00 00 00" fill 32 dport 4672
	miss hex "23 00 06 20 00 00 00 00 00 00 00 00 00 00 00 00" fill 31 dport 123
	miss hex "e4 21 0b" fill 32 dport 123
}

signature ike {
	protocol other
	transport udp
	direction original
	pattern "."
	where u32be@8 == 0 and u32be@12 == 0
	where u8@17 in { 0x10, 0x20 }
	where u8@18 in { 2, 4, 0x22 }
	where u32be@24 == len
	where dport == 500
	strength proof
	source "RFC 7296, 3.1; RFC 2408, 3.1: the first message has no responder yet"
	match hex "55 aa 55 aa 55 aa 55 aa 00 00 00 00 00 00 00 00 21 20 22 08 00 00 00 00 00 00 00 40" fill 36 dport 500
	match hex "55 aa 55 aa 55 aa 55 aa 00 00 00 00 00 00 00 00 01 10 02 00 00 00 00 00 00 00 00 40" fill 36 dport 500
	miss hex "55 aa 55 aa 55 aa 55 aa 00 00 00 00 00 00 00 01 21 20 22 08 00 00 00 00 00 00 00 40" fill 36 dport 500
	miss hex "55 aa 55 aa 55 aa 55 aa 00 00 00 00 00 00 00 00 21 20 22 08 00 00 00 00 00 00 00 40" fill 37 dport 500
	miss hex "00 00 04 17 27 10 19 80 00 00 00 00 00 00 00 00" dport 500
}

signature openvpn {
	protocol other
	transport udp
	direction original
	pattern "\x38"
	where len == 14
	where u32be@9 == 0
	where u8@13 == 0
	strength proof
	structural "clears, does not accuse"
	source "OpenVPN protocol: P_CONTROL_HARD_RESET_CLIENT_V2, session, nothing acknowledged, packet 0"
	match hex "38 11 22 33 44 55 66 77 88 00 00 00 00 00" dport 1194
	match hex "38 a1 b2 c3 d4 e5 f6 07 18 00 00 00 00 00" dport 443
	miss hex "38 11 22 33 44 55 66 77 88 00 00 00 00 01" dport 1194
	miss hex "38 11 22 33 44 55 66 77 88 00 00 00 00 00 00" dport 1194
}

signature sip {
	protocol other
	transport udp
	direction original
	pattern "(REGISTER|INVITE|OPTIONS|SUBSCRIBE|PUBLISH|NOTIFY|MESSAGE) sips?:"
	strength proof
	source "RFC 3261, 7.1"
	match "REGISTER sip:example.org SIP/2.0\r\nVia: " dport 5060
	match "OPTIONS sip:100@192.0.2.1 SIP/2.0\r\n" dport 5060
	miss "OPTIONS * RTSP/1.0\r\n"
	miss "NOTIFY * HTTP/1.1\r\n"
}

signature ssdp {
	protocol other
	transport udp
	direction original
	pattern "(M-SEARCH|NOTIFY) \* HTTP/1\.1\r\n"
	strength proof
	source "UPnP Device Architecture 1.1, 1.2.2 and 1.3.2"
	match "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n" dport 1900
	match "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n" dport 1900
	miss "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\n" dport 6771
}

signature game-query {
	protocol other
	transport udp
	direction original
	pattern "\xff\xff\xff\xffTSource Engine Query"
	strength proof
	source "Valve Developer Community, Server queries: A2S_INFO"
	match hex "ff ff ff ff" "TSource Engine Query" hex "00 12 34 56 78" dport 27016
	match hex "ff ff ff ff" "TSource Engine Query\x00" dport 27015
	miss hex "ff ff ff ff" "getinfo xxx" dport 27960
}

signature raknet {
	protocol other
	transport udp
	direction original
	pattern "[\x05\x07]\x00\xff\xff\x00\xfe\xfe\xfe\xfe\xfd\xfd\xfd\xfd"
	strength proof
	source "RakNet: open connection request and the offline message id"
	match hex "05 00 ff ff 00 fe fe fe fe fd fd fd fd 12 34 56 78 0b" fill 200 dport 19132
	match hex "07 00 ff ff 00 fe fe fe fe fd fd fd fd 12 34 56 78" fill 20 dport 19132
	miss hex "05 00 ff ff 00 fe fe fe fe fd fd fd fc" fill 200 dport 19132
}
