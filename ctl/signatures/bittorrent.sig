# SPDX-License-Identifier: GPL-2.0-or-later
# BitTorrent: peers over TCP and uTP, web seeds, the DHTs, UDP trackers, local discovery.
# Of several proofs in one packet the first one with a content-id is reported: the more telling ones stand first.
#
# Shipped as hint, because other traffic looks the same: uTP headers (DNS, STUN, WireGuard), short messages between peers,
# the answer and the scrape of UDP trackers, Vuze's requests. Off: BEP 19 web seeds, which are HTTP range requests, and
# WebTorrent, which is TLS and DTLS.

# --- Peers ---

signature bittorrent-handshake {
	protocol bittorrent
	transport tcp
	pattern "\x13BitTorrent protocol"
	strength proof
	capture content-id @28 size 20
	source "BEP 3: 19, the string, 8 reserved bytes (never all zero in practice), info-hash, peer id"
	match "\x13BitTorrent protocol" hex "00 00 00 00 00 10 00 05" fill 40
	match "\x13BitTorrent protocol"
	miss "\x13BitTorrent Protocol" fill 48
	miss "\x13BitTorrent protoc"
	miss " \x13BitTorrent protocol" fill 48
}

# The same where the first packets of the flow were not seen: connection tracking was flushed, or took another way.
signature bittorrent-handshake-midflow {
	protocol bittorrent
	transport tcp midflow
	pattern "\x13BitTorrent protocol"
	strength proof
	capture content-id @28 size 20
	source "BEP 3"
	match "\x13BitTorrent protocol" hex "65 78 00 00 00 10 00 05" fill 40 direction reply
	match "\x13BitTorrent protocol" fill 48
	miss "BitTorrent protocol" fill 48
}

# A flow whose start was not seen shows its messages at the beginning of segments. A request is for 16 KiB at a multiple
# of 16 KiB.
signature bittorrent-request {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00\x00\x0d\x06"
	where u32be@9 & 0x3fff == 0
	where u32be@13 == 0x4000
	strength proof
	source "BEP 3: length 13, id 6, index, begin, length"
	match hex "00 00 00 0d 06 00 00 00 00 00 00 00 00 00 00 40 00 00 00 00 0d 06 00 00 00 00 00 00 40 00 00 00 40 00"
	match hex "00 00 00 0d 06 00 00 01 2c 00 04 00 00 00 00 40 00"
	miss hex "00 00 00 0d 06 00 00 01 2c 00 04 00 01 00 00 40 00"
	miss hex "00 00 00 0d 06 00 00 01 2c 00 04 00 00 00 00 80 00"
	miss hex "00 00 00 0d 08 00 00 01 2c 00 04 00 00 00 00 40 00"
	miss hex "00 00 00 0d 06 00 00 01 2c 00 04 00 00"
}

signature bittorrent-piece {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00\x40\x09\x07\x00"
	where u32be@9 & 0x3fff == 0
	strength evidence
	source "BEP 3: length 9 + 16 KiB, id 7, index (below 2^24), begin, block"
	match hex "00 00 40 09 07 00 00 00 00 00 00 40 00"
	match hex "00 00 40 09 07 00 00 01 2c 00 04 00 00" fill 200
	miss hex "00 00 40 09 07 00 00 01 2c 00 04 00 01" fill 200
	miss hex "00 00 40 09 08 00 00 01 2c 00 04 00 00" fill 200
}

signature bittorrent-extended-handshake {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00..\x14\x00d(1:md|1:ei[01]e|1:[vp]|12:complete_agoi|6:yourip|13:metadata_sizei)"
	strength proof
	structural "a length, id 20, extended id 0 and a dictionary whose first key is one of BEP 10: nothing else begins so"
	source "BEP 10: message 20, extended message 0, bencoded dictionary; e, complete_ago as clients send them"
	match hex "00 00 00 6e 14 00" "d1:md11:ut_metadatai3e6:ut_pexi1ee13:metadata_sizei31235e4:reqqi512e1:v15:Transmission 3.00e"
	match hex "00 00 00 9a 14 00" "d1:ei0e4:ipv44:" hex "c0 00 02 01" "12:complete_agoi1e1:md"
	match hex "00 00 01 0f 14 00" "d12:complete_agoi1e1:md11:lt_donthavei7e"
	miss hex "00 00 00 6e 14 01" "d1:md11:ut_metadatai3e6:ut_pexi1ee"
	miss hex "00 00 00 6e 15 00" "d1:md11:ut_metadatai3e6:ut_pexi1ee"
	miss hex "00 00 00 6e 14 00" "d2:idi3e"
	miss hex "00 01 00 6e 14 00" "d1:md11:ut_metadatai3e6:ut_pexi1ee"
}

signature bittorrent-peer-exchange {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00..\x14[\x01-\xff]d(5:added|8:msg_typei[0-2]e5:piecei)"
	strength proof
	source "BEP 11 and BEP 9: message 20, peers that were added, pieces of the metadata"
	match hex "00 00 00 5b 14 01" "d5:added12:" hex "c0 00 02 01 1a e1 c0 00 02 02 1a e1" "7:added.f2:" fill 2
	match hex "00 00 00 1b 14 03" "d8:msg_typei0e5:piecei0ee"
	miss hex "00 00 00 5b 14 00" "d5:added12:" fill 30
	miss hex "00 00 00 5b 14 01" "d5:adder12:" fill 30
	miss hex "00 00 00 1b 14 03" "d8:msg_typei3e5:piecei0ee"
}

# 40 bits that a message of 3 bytes in another protocol may have as well.
signature bittorrent-port {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00\x00\x03\x09[\x04-\xff]"
	strength hint
	source "BEP 5: length 3, id 9, the port of the DHT"
	match hex "00 00 00 03 09 1a e1"
	match hex "00 00 00 03 09 c8 d5 00 00 00 01 02"
	miss hex "00 00 00 03 08 1a e1"
	miss hex "00 00 00 03 09 00 50"
}

signature bittorrent-state {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00\x00(\x01[\x00-\x03\x0e\x0f]|\x05[\x04\x0d\x11]\x00|\x0d\x08\x00|\x0d\x10\x00)"
	strength hint
	source "BEP 3 and BEP 6: choke to not interested, have all and none, have, suggest, allowed fast, cancel, reject"
	match hex "00 00 00 01 02"
	match hex "00 00 00 05 04 00 00 01 2c"
	match hex "00 00 00 0d 08 00 00 01 2c 00 04 00 00 00 00 40 00"
	miss hex "00 00 00 01 04"
	miss hex "00 00 00 05 05 00 00 01 2c"
	miss hex "00 00 00 00"
}

signature bittorrent-variant-handshake {
	protocol bittorrent
	transport tcp
	pattern "\x13#WW-XX#@77"
	strength proof
	source "as recorded by libprotoident: a handshake under another name, in one client's network"
	match "\x13#WW-XX#@77" fill 57
	match "\x13#WW-XX#@77" direction reply
	miss "\x13#WW-XX#@78" fill 57
	miss "#WW-XX#@77" fill 57
}

# Behind the handshake Vuze frames its messages in its own way: length, length of the name, name, version.
signature bittorrent-vuze-messaging {
	protocol bittorrent
	transport tcp midflow
	pattern "\x00\x00..\x00\x00\x00(\x05AZVER|\x0cAZ_HANDSHAKE|\x10AZ_PEER_EXCHANGE|\x0aBT_REQUEST|\x08BT_PIECE|\x0bBT_BITFIELD)[\x01-\x09]"
	strength proof
	source "Azureus messaging; Emerging Threats 2010139 and l7-filter name AZVER 01"
	match hex "00 00 01 3a 00 00 00 0c" "AZ_HANDSHAKE" hex "01" "d8:identity20:" fill 40
	match hex "00 00 00 2a 00 00 00 05" "AZVER" hex "01" fill 30
	match hex "00 00 00 1b 00 00 00 0a" "BT_REQUEST" hex "02 00 00 00 01 00 00 40 00 00 00 40 00"
	miss hex "00 00 01 3a 00 00 00 0d" "AZ_HANDSHAKE" hex "01" fill 40
	miss hex "00 00 01 3a 00 00 00 0c" "AZ_HANDSHAKF" hex "01" fill 40
	miss "AZ_HANDSHAKE" hex "01" fill 40
}

signature bittorrent-vuze-messaging-first {
	protocol bittorrent
	transport tcp
	pattern "\x00\x00..\x00\x00\x00(\x05AZVER|\x0cAZ_HANDSHAKE)[\x01-\x09]"
	strength proof
	source "the same where no handshake goes before it"
	match hex "00 00 01 3a 00 00 00 0c" "AZ_HANDSHAKE" hex "01" fill 40
	match hex "00 00 00 2a 00 00 00 05" "AZVER" hex "01" fill 30
	miss hex "00 00 00 2a 00 00 00 05" "AZVES" hex "01" fill 30
	miss hex "00 00 00 54 00 03 00 00" "user" hex "00" fill 60
}

# --- Web seeds ---

signature bittorrent-persistent-seed {
	protocol bittorrent
	transport tcp
	direction original
	pattern "GET /data\?fid=[0-9A-Fa-f]{40}&size="
	strength proof
	source "as recorded by nDPI: BitComet, info-hash in hexadecimal from byte 14, &size= at 54"
	match "GET /data?fid=0123456789ABCDEF0123456789abcdef01234567&size=1048576 HTTP/1.1\r\n"
	match "GET /data?fid=ffffffffffffffffffffffffffffffffffffffff&size=0"
	miss "GET /data?fid=0123456789ABCDEF0123456789abcdef0123456&size=1048576 HTTP/1.1\r\n"
	miss "GET /data?fid=17&size=1048576 HTTP/1.1\r\n"
	miss "GET /data?fid=0123456789ABCDEF0123456789abcdef01234567&size=1" direction reply
}

signature bittorrent-web-seed {
	protocol bittorrent
	transport tcp
	direction original
	pattern "GET /webseed\?info_hash="
	strength proof
	source "BEP 17: info_hash, piece, ranges"
	match "GET /webseed?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&piece=17 HTTP/1.1\r\n"
	match "GET /webseed?info_hash="
	miss "GET /webseed?hash=%124Vx%9A HTTP/1.1\r\n"
	miss "GET / HTTP/1.1\r\nHost: www.example.org\r\n"
}

# uTP carries the same handshake. The header alone proves nothing: DNS, STUN and WireGuard look like it.
signature bittorrent-utp-handshake {
	protocol bittorrent
	transport udp
	pattern "\x01\x00"
	where bytes@20 == "\x13BitTorrent protocol"
	strength proof
	capture content-id @48 size 20
	source "BEP 29: type DATA, version 1, no extension, header of 20 bytes"
	match hex "01 00 00 01 0a 1b 2c 3d ff ff ff fe 00 03 20 00 ff ff 00 00" "\x13BitTorrent protocol" hex "00 00 00 00 00 18 00 05" fill 40 dport 6881
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01" "\x13BitTorrent protocol" fill 48
	miss hex "21 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01" "\x13BitTorrent protocol" fill 48
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01" fill 68
	miss hex "01 00 00 00" fill 144 len 148 dport 51820
}

# Extensions of any number and length stand between the header and the handshake.
signature bittorrent-utp-handshake-extended {
	protocol bittorrent
	transport udp
	pattern "\x01[\x01-\x04]"
	search "\x13B" within 128
	where bytes@+0 == "itTorrent protocol"
	strength proof
	capture content-id @+26 size 20
	source "BEP 29: type DATA, then selective acknowledgement (4 bytes and more), extension bits (8), close reason (4)"
	match hex "01 01 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 04 01 00 00 00" "\x13BitTorrent protocol" fill 48
	match hex "01 01 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 0c 01 00 00 00 00 00 00 00 00 00 00 00" "\x13BitTorrent protocol" fill 48
	match hex "01 02 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 01 08 00 00 00 00 00 00 00 00 00 04 01 00 00 00" "\x13BitTorrent protocol" fill 48
	match hex "01 03 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 04 00 00 00 01" "\x13BitTorrent protocol" fill 48
	miss hex "01 05 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 04 01 00 00 00" "\x13BitTorrent protocol" fill 48
	miss hex "01 01 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 04 01 00 00 00" "\x13BitTorrent Protocol" fill 48
	miss hex "01 01 00 0c 21 12 a4 42" fill 24
}

# Connection tracking forgets UDP soon, and a transfer comes back as a new flow.
signature bittorrent-utp-request {
	protocol bittorrent
	transport udp
	pattern "\x01\x00"
	where bytes@20 == "\x00\x00\x00\x0d\x06"
	where u32be@29 & 0x3fff == 0
	where u32be@33 == 0x4000
	strength proof
	source "BEP 29 and BEP 3: type DATA, then a request for 16 KiB"
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 00 0d 06 00 00 01 2c 00 04 00 00 00 00 40 00"
	match hex "01 00 00 01 0a 1b 2c 3d 00 00 00 00 00 10 00 00 ff ff 00 01 00 00 00 0d 06 00 00 00 00 00 00 00 00 00 00 40 00" fill 17
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 00 0d 06 00 00 01 2c 00 04 00 00 00 00 80 00"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 00 0d 08 00 00 01 2c 00 04 00 00 00 00 40 00"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 00 0d 06 00 00 01 2c 00 04 00 01 00 00 40 00"
}

signature bittorrent-utp-piece {
	protocol bittorrent
	transport udp
	pattern "\x01\x00"
	where bytes@20 == "\x00\x00\x40\x09\x07\x00"
	where u32be@29 & 0x3fff == 0
	strength evidence
	source "BEP 29 and BEP 3: type DATA, then the head of a block of 16 KiB"
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 40 09 07 00 00 01 2c 00 04 00 00" fill 200
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 40 09 07 00 00 00 00 00 00 00 00"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 40 09 07 00 00 01 2c 00 04 00 01" fill 200
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 00 40 08 07 00 00 01 2c 00 04 00 00" fill 200
}

# One packet of uTP, and all that looks like it: no more than a hint.
signature bittorrent-utp-syn {
	protocol bittorrent
	transport udp
	pattern "\x41[\x00\x02]"
	where len in { 20, 30 }
	where u32be@8 == 0
	where port not in { 53, 5353, 3478, 3544, 5246, 5247, 51820 }
	strength hint
	source "BEP 29: type SYN, no extension or 8 bytes of extension bits, nothing measured yet; anybody may use uTP"
	match hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00"
	match hex "41 02 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00 00 08 00 00 00 00 00 00 00 00"
	miss hex "41 00 01 00 00 01 00 00 00 00 00 00 02" "io" hex "00 00 01 00 01" dport 53
	miss hex "21 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00"
	miss hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 01 00 10 00 00 00 01 00 00"
	miss hex "41 8e 10 22" fill 56
}

# --- DHT ---

# "I have this, or am downloading it." The strongest statement of all.
signature bittorrent-dht-announce-implied-port {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	where bytes@32 == "12:implied_porti"
	where bytes@49 == "e9:info_hash20:"
	strength proof
	capture content-id @64 size 20
	source "BEP 5: announce_peer; keys are sorted, so implied_port stands before info_hash"
	match "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij012345678912:implied_porti0e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"
	miss "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe"
}

signature bittorrent-dht-announce {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	where bytes@32 == "9:info_hash20:"
	where bytes@66 == "4:porti"
	strength proof
	capture content-id @46 size 20
	source "BEP 5: announce_peer; port stands directly behind info_hash"
	match "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti80e4:seedi1e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"
	miss "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe"
}

signature bittorrent-dht-get-peers {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	where bytes@32 == "9:info_hash20:"
	where u32be@66 != 0x343a706f		# "4:po": an announcement
	strength proof
	capture content-id @46 size 20
	source "BEP 5: get_peers"
	match "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234566:noseedi1ee1:q9:get_peers1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234566:scrapei1ee1:q9:get_peers1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:wantl2:n6ee1:q9:get_peers2:roi1e1:t2:aa1:y1:qe"
	miss "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"
	miss "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe"
}

signature bittorrent-dht-query {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	strength proof
	source "BEP 5, 32, 43, 44, 51: arguments begin with the id of the node; ping, find_node, get, put, vote, sample_infohashes"
	match "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe" dport 80
	match "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz1234564:wantl2:n42:n6ee1:q9:find_node2:roi1e1:t2:aa1:v4:UT\xb5\x091:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567893:seqi1e6:target20:mnopqrstuvwxyz123456e1:q3:get1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q17:sample_infohashes1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567891:v12:Hello World!5:token8:aoeusnthe1:q3:put1:t2:aa1:y1:qe"
	miss "d1:ad2:id21:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	miss " d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	miss "D1:AD2:ID20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	miss "d1:ad2:id20"
}

# bs sorts before id.
signature bittorrent-dht-bootstrap {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:bsi1e2:id20:"
	strength proof
	source "libtorrent: the first get_peers of a node that knows nobody"
	match "d1:ad2:bsi1e2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:v4:LT\x01\x021:y1:qe"
	match "d1:ad2:bsi1e2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:wantl2:n42:n6ee1:q9:get_peers1:t2:aa1:y1:qe"
	miss "d1:ad2:bsi2e2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe"
	miss "d1:ad2:bs2:id20:abcdefghij0123456789"
}

signature bittorrent-dht-put {
	protocol bittorrent
	transport udp
	pattern "d1:ad3:casi"
	strength proof
	source "BEP 44: put with compare-and-swap; cas is sorted before id"
	match "d1:ad3:casi1e2:id20:abcdefghij01234567891:k32:" fill 100
	match "d1:ad3:casi4096e2:id20:abcdefghij01234567891:k32:" fill 32 "4:salt6:foobar3:seqi2e3:sig64:" fill 64
	miss "d1:ad3:cat" fill 100
}

signature bittorrent-dht-reply {
	protocol bittorrent
	transport udp
	pattern "d1:rd2:id20:"
	strength proof
	source "BEP 5, 32, 44, 51: whatever else is told stands behind the id"
	match "d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	match "d1:rd2:id20:mnopqrstuvwxyz1234566:nodes638:" fill 38 "e1:t2:aa1:y1:re"
	match "d1:rd2:id20:mnopqrstuvwxyz1234568:intervali21600e5:nodes26:" fill 26 "3:numi2e7:samples40:" fill 40 "e1:t2:aa1:y1:re"
	match "d1:rd2:id20:mnopqrstuvwxyz1234565:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re"
	miss "d1:rd2:ip20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
}

signature bittorrent-dht-error {
	protocol bittorrent
	transport udp
	pattern "d1:eli(20[1-7]|30[12])e[0-9]{1,3}:"
	strength proof
	source "BEP 5: codes 201 to 204; BEP 44: 205 to 207, 301 and 302"
	match "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee"
	match "d1:eli202e12:Server Errore2:ip6:" hex "c0 00 02 01 1a e1" "1:t2:aa1:y1:ee"
	match "d1:eli203e14:Protocol Errore1:t2:aa1:y1:ee"
	match "d1:eli204e14:Method Unknowne1:t2:aa1:v4:LT" hex "01 02" "1:y1:ee"
	match "d1:eli301e33:CAS mismatched, re-read and try againe1:t2:aa1:y1:ee"
	miss "d1:eli208e23:A Generic Error Ocurrede1:t2:aa1:y1:ee"
	miss "d1:eli404e9:Not Founde1:t2:aa1:y1:ee"
	miss "d1:eli201ee1:t2:aa1:y1:ee"
}

# Bloom filters of seeds and peers, whose names sort before id.
signature bittorrent-dht-scrape-reply {
	protocol bittorrent
	transport udp
	pattern "d1:rd4:BF(pe|sd)256:"
	strength proof
	source "BEP 33: BFpe, BFsd"
	match "d1:rd4:BFpe256:" fill 180 len 620
	match "d1:rd4:BFsd256:" fill 180 len 330
	miss "d1:rd4:BFxx256:" fill 180 len 620
	miss "d1:rd4:BFpe255:" fill 180 len 620
}

signature bittorrent-dht-scrape-reply-ip4 {
	protocol bittorrent
	transport udp
	pattern "d2:ip6:"
	where bytes@13 == "1:rd4:BF"
	where bytes@23 == "256:"
	strength proof
	source "BEP 33 and BEP 42"
	match "d2:ip6:" hex "c0 00 02 01 1a e1" "1:rd4:BFpe256:" fill 180 len 633
	match "d2:ip6:" hex "c0 00 02 01 1a e1" "1:rd4:BFsd256:" fill 180 len 343
	miss "d2:ip6:" hex "c0 00 02 01 1a e1 00" "1:rd4:BFpe256:" fill 180 len 633
	miss "d2:ip6:" hex "c0 00 02 01 1a e1" "1:rd4:BFpe255:" fill 180 len 633
}

signature bittorrent-dht-scrape-reply-ip6 {
	protocol bittorrent
	transport udp
	pattern "d2:ip18:"
	where bytes@26 == "1:rd4:BF"
	where bytes@36 == "256:"
	strength proof
	source "BEP 33 and BEP 42"
	match "d2:ip18:" fill 18 "1:rd4:BFpe256:" fill 180 len 645
	match "d2:ip18:" fill 18 "1:rd4:BFsd256:" fill 180 len 355
	miss "d2:ip18:" fill 17 "1:rd4:BFpe256:" fill 180 len 645
	miss "d2:ip18:" fill 18 "1:rd4:BFpe255:" fill 180 len 645
	miss "d2:ip18:" fill 18 "1:rd4:BGpe256:" fill 180 len 645
}

# What stands before the arguments or results: the address that the node sees (BEP 42), or, from programs that do not sort
# their keys, anything.
signature bittorrent-dht-any-order {
	protocol bittorrent
	transport udp
	pattern "d(1:[qtvy]|2:(ip|ro))[1-9i]"
	search "[ar]d2:" within 256
	where bytes@+0 == "id20:"
	strength proof
	source "BEP 42: ip of 6 or 18 bytes, 4 or 16 in its first versions; BEP 5: the keys a and r wherever they stand"
	match "d2:ip6:" hex "c0 00 02 01 1a e1" "1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	match "d2:ip6:" hex "c6 33 64 07 c8 d5" "1:rd2:id20:mnopqrstuvwxyz1234565:nodes26:" fill 26 "e1:t2:aa1:v4:LT" hex "01 02" "1:y1:re"
	match "d2:ip4:" hex "c0 00 02 01" "1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	match "d2:ip18:" fill 18 "1:rd2:id20:mnopqrstuvwxyz1234566:nodes638:" fill 38 "e1:t2:aa1:y1:re"
	match "d1:y1:q1:q4:ping1:t2:aa1:ad2:id20:abcdefghij0123456789ee"
	match "d1:y1:r1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aae"
	match "d1:t4:abcd1:v4:UT" hex "b5 09" "1:y1:r1:rd2:id20:mnopqrstuvwxyz123456ee"
	miss "d2:ip6:" hex "c0 00 02 01 1a e1" "1:rd3:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	miss "d1:q4:ping4:txid8:abcdefghe"
	miss "d4:addr1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
}

# Vuze has a DHT of its own. A question begins with a connection id whose top bit is set; the answer repeats id and number.
signature vuze-dht-reply {
	protocol bittorrent
	transport udp
	pattern "\x00\x00\x04[\x01\x03\x05\x07\x08\x09]"
	where u8@8 & 0x80 == 0x80
	where u8@16 in { 8-80 }
	where len >= 25
	strength evidence
	source "Azureus, DHTUDPPacketHelper: action, number of the question, connection id, protocol version"
	match hex "00 00 04 01 12 34 56 78 9a 11 22 33 44 55 66 77 33 00 00 00 00 01" fill 10
	match hex "00 00 04 05 12 34 56 78 ff 11 22 33 44 55 66 77 36 00 00 00 00 01" fill 200
	miss hex "00 00 04 02 12 34 56 78 9a 11 22 33 44 55 66 77 33 00 00 00 00 01" fill 10
	miss hex "00 00 04 01 12 34 56 78 1a 11 22 33 44 55 66 77 33 00 00 00 00 01" fill 10
	miss hex "00 00 04 01 12 34 56 78 9a 11 22 33 44 55 66 77 03 00 00 00 00 01" fill 10
	miss hex "00 00 04 17 27 10 19 80 00 00 00 00 12 34 56 78"
}

signature vuze-dht-request {
	protocol bittorrent
	transport udp
	pattern "[\x80-\xff]"
	where u32be@8 in { 1024, 1026, 1028, 1030, 1034, 1036, 1038 }
	where u8@16 in { 8-80 }
	where len >= 32
	strength hint
	source "Azureus, DHTUDPPacketHelper: connection id, action, number, protocol version"
	match hex "9a 11 22 33 44 55 66 77 00 00 04 00 12 34 56 78 33 00 00 00 00 01" fill 30
	match hex "ff 11 22 33 44 55 66 77 00 00 04 04 12 34 56 78 36 00 00 00 00 01" fill 60
	miss hex "1a 11 22 33 44 55 66 77 00 00 04 00 12 34 56 78 33 00 00 00 00 01" fill 30
	miss hex "9a 11 22 33 44 55 66 77 00 00 04 01 12 34 56 78 33 00 00 00 00 01" fill 30
	miss hex "9a 11 22 33 44 55 66 77 00 00 04 00 12 34 56 78 63 00 00 00 00 01" fill 30
}

# --- Trackers and neighbours ---

signature bittorrent-udp-tracker-connect {
	protocol bittorrent
	transport udp
	pattern "\x00\x00\x04\x17\x27\x10\x19\x80\x00\x00\x00\x00"
	where len >= 16
	strength proof
	source "BEP 15: the protocol's number and action 0; trackers do use ports below 1024"
	match hex "00 00 04 17 27 10 19 80 00 00 00 00 12 34 56 78" dport 6969
	match hex "00 00 04 17 27 10 19 80 00 00 00 00 12 34 56 78" dport 80
	match hex "00 00 04 17 27 10 19 80 00 00 00 00 12 34 56 78 02 0c" "/announce" dport 443
	miss hex "00 00 04 17 27 10 19 81 00 00 00 00 12 34 56 78"
	miss hex "00 00 04 17 27 10 19 80 00 00 00 01 12 34 56 78"
	miss hex "00 00 04 17 27 10 19 80 00 00 00 00 12 34"
}

# 2^40 bytes are a terabyte. DNS with EDNS has a 1 at the same place; its 1 question stands where nothing else tells.
signature bittorrent-udp-tracker-announce {
	protocol bittorrent
	transport udp
	direction original
	pattern "."
	where u32be@8 == 1
	where len >= 98
	where u32be@56 < 256 and u32be@72 < 256
	where u32be@80 <= 3
	where u16be@96 != 0
	where u16be@4 != 1
	where port not in { 53, 5353 }
	strength evidence
	capture content-id @16 size 20
	source "BEP 15, 41: action 1, downloaded, uploaded, event, port; extensions behind byte 98. Without the tracker's id: no proof"
	match hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969
	match hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-qB4500-abcdefghijkl" hex "00 00 00 01 00 00 00 00 7f ff ff ff ff ff ff ff 00 00 00 00 00 00 40 00 00 00 00 03 00 00 00 00 aa bb cc dd ff ff ff ff c8 d5 02 09" "/announce" dport 80
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 82
	miss hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1"
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 04 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1"
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 00 00"
	miss hex "12 34 01 20 00 01 00 00 00 00 00 01 07" "example" hex "03" "org" hex "00 00 01 00 01 00 00 29 10 00 00 00 00 00 00 57 00 0c 00 53" len 128 dport 5300
}

signature bittorrent-udp-tracker-announce-answer {
	protocol bittorrent
	transport udp
	direction reply
	pattern "\x00\x00\x00\x01"
	where u32be@8 in { 60-86400 }
	where u32be@12 < 0x1000000 and u32be@16 < 0x1000000
	where port not in { 53, 5353 }
	strength evidence
	source "BEP 15: action 1, interval of a minute to a day, leechers, seeders. Peers of 6 bytes: a remainder that cannot be said yet"
	match hex "00 00 00 01 12 34 56 78 00 00 07 08 00 00 00 03 00 00 00 11 c0 00 02 01 1a e1" sport 6969
	match hex "00 00 00 01 12 34 56 78 00 00 0e 10 00 00 00 00 00 00 00 00" sport 80
	miss hex "00 00 00 01 12 34 56 78 00 00 00 08 00 00 00 03 00 00 00 11 c0 00 02 01 1a e1"
	miss hex "00 00 00 01 12 34 56 78 00 00 07 08 01 00 00 03 00 00 00 11 c0 00 02 01 1a e1"
	miss hex "00 00 00 00 12 34 56 78 00 00 07 08 00 00 00 03 00 00 00 11"
	miss hex "00 00 00 01 12 34 56 78 00 00 07 08 00 00 00 03 00 00 00 11" direction original
}

# Four zeros and 12 bytes: what it answers is the proof.
signature bittorrent-udp-tracker-connect-answer {
	protocol bittorrent
	transport udp
	direction reply
	pattern "\x00\x00\x00\x00"
	where len == 16
	where u32be@4 != 0
	where u32be@12 != 0
	strength hint
	source "BEP 15: action 0, number of the question, connection id"
	match hex "00 00 00 00 12 34 56 78 11 22 33 44 55 66 77 88" sport 6969
	match hex "00 00 00 00 00 00 00 01 00 00 00 00 55 66 77 88" sport 443
	miss hex "00 00 00 00 12 34 56 78 11 22 33 44 55 66 77 88 00"
	miss hex "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
}

# Sun RPC has its version, 2, at the same place.
signature bittorrent-udp-tracker-scrape {
	protocol bittorrent
	transport udp
	direction original
	pattern "."
	where u32be@8 == 2
	where len in { 36, 56, 76, 96, 116, 136, 156, 176, 196, 216 }
	where u32be@4 != 0
	strength hint
	capture content-id @16 size 20
	source "BEP 15: action 2, info-hashes"
	match hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 20 dport 6969
	match hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 60 dport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 21 dport 6969
	miss hex "12 34 56 78 00 00 00 00 00 00 00 02 00 01 86 a0" fill 40 dport 111
}

signature bittorrent-udp-tracker-error {
	protocol bittorrent
	transport udp
	direction reply
	pattern "\x00\x00\x00\x03"
	where u8@8 in { 0x20-0x7e } and u8@9 in { 0x20-0x7e } and u8@10 in { 0x20-0x7e } and u8@11 in { 0x20-0x7e }
	strength hint
	source "BEP 15: action 3, number of the question, a text"
	match hex "00 00 00 03 12 34 56 78" "Connection ID mismatch." sport 6969
	match hex "00 00 00 03 12 34 56 78" "unregistered torrent" sport 1337
	miss hex "00 00 00 03 12 34 56 78 00 00 00 01"
	miss hex "00 00 00 02 12 34 56 78" "Connection ID mismatch."
}

signature bittorrent-local-discovery {
	protocol bittorrent
	transport udp
	pattern "BT-SEARCH \* HTTP/1\.1\r\n"
	strength proof
	source "BEP 14: multicast, so it is seen only where that is routed"
	match "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6881\r\nInfohash: 0123456789ABCDEF0123456789ABCDEF01234567\r\ncookie: 1a2b3c\r\n\r\n\r\n" dport 6771
	match "BT-SEARCH * HTTP/1.1\r\nHost: [ff15::efc0:988f]:6771\r\nPort: 51413\r\nInfohash: " fill 40 dport 6771
	miss "BT-SEARCH * HTTP/1.0\r\nHost: 239.192.152.143:6771\r\n"
	miss "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"
}

# --- HTTP trackers ---

# The path is the tracker's, the order of the parameters the client's; a proxy is given the whole URL. Exactly 20 decoded bytes are what tells an info-hash
# from a word.
signature bittorrent-http-announce {
	protocol bittorrent
	transport tcp
	direction original
	pattern "GET (/|http://)"
	search "[?&]info_hash=" within 1024 until "[ \r\n]"
	where escaped@+0 == 20
	capture content-id @+0 size 20 escaped
	strength proof
	structural "a request of HTTP with a parameter of this name and exactly 20 decoded bytes"
	source "BEP 3, 7, 23: announce; BEP 48: scrape, whose last path component is the only difference"
	match "GET /announce?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-TR3000-abcdefghijkl&port=51413 HTTP/1.1\r\n"
	match "GET /0123456789abcdef0123456789abcdef/announce.php?peer_id=-qB4500-abcdefghijkl&port=6881&info_hash=abcdefghijklmnopqrst&left=0 HTTP/1.1\r\n"
	match "GET /scrape?info_hash=%00%01%02%03%04%05%06%07%08%09%0a%0b%0c%0d%0e%0f%10%11%12%13&info_hash=abcdefghijklmnopqrst HTTP/1.0\r\n"
	match "GET http://tracker.example.org:6969/announce?info_hash=%124Vx%9a%bc%de%f1%23Eg%89%ab%cd%ef%124Vx%9a&port=1 HTTP/1.1\r\n" dport 3128
	match "GET /announce?info_hash=%124Vx%9A%BC" / "%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-TR3000-abcdefghijkl HTTP/1.1\r\n"
	miss "GET /announce?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx&peer_id=-TR3000-abcdefghijkl HTTP/1.1\r\n"
	miss "GET /announce?info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A%00&peer_id=-TR3000-abcdefghijkl HTTP/1.1\r\n"
	miss "GET /torrents?my_info_hash=abcdefghijklmnopqrst HTTP/1.1\r\n"
	miss "GET / HTTP/1.1\r\nReferer: http://example.org/?info_hash=abcdefghijklmnopqrst\r\n"
	miss "POST /announce?info_hash=abcdefghijklmnopqrst HTTP/1.1\r\n"
}

# The hash of the info-hash, and not comparable with lists of those: not captured.
signature bittorrent-http-announce-obfuscated {
	protocol bittorrent
	transport tcp
	direction original
	pattern "GET (/|http://)"
	search "[?&]sha_ih=" within 1024 until "[ \r\n]"
	where escaped@+0 == 20
	strength evidence
	source "BEP 8: sha_ih, SHA-1 of the info-hash; seldom used, the name is short"
	match "GET /announce?sha_ih=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A&peer_id=-TR3000-abcdefghijkl HTTP/1.1\r\n"
	match "GET /a?port=6881&sha_ih=abcdefghijklmnopqrst HTTP/1.1\r\n"
	miss "GET /announce?sha_ih=abcdefghijklmnopqrs HTTP/1.1\r\n"
}

# --- A key exchange with a plain handshake behind it ---

# MSE, crypto_select 1: after it all is plain. Each side's handshake stands behind its key, its padding and the
# encrypted select: at 96 to 628 bytes and more.
signature bittorrent-behind-key-exchange {
	protocol bittorrent
	transport tcp
	opening unknown 96-608
	search "\x13BitTorrent protocol" within 1400
	capture content-id @+8 size 20
	strength proof
	source "Message Stream Encryption: first flights of 96 to 608 bytes, then 20 + 20 + 8 + 4 + 2 + pad + 2; handshake"
	match fill 198 / fill 424 / fill 471 / fill 240 / "\x13BitTorrent protocol" hex "00 00 00 00 00 18 00 05" fill 40 direction reply
	match fill 96 / fill 96 / fill 56 "\x13BitTorrent protocol" fill 48
	miss fill 95 / fill 96 / fill 56 "\x13BitTorrent protocol" fill 48
	miss fill 609 / fill 96 / fill 56 "\x13BitTorrent protocol" fill 48
	miss "GET / HTTP/1.1\r\n" fill 100 / fill 300 / "\x13BitTorrent protocol" fill 48
	miss fill 198 / fill 424 / fill 471 / fill 240 / "\x13BitTorrent Protocol" fill 48
}

# --- uTP: both ways ---

# A header of one packet is a hint. Three packets that agree in three numbers of 16 bits are not chance.
signature bittorrent-utp {
	protocol bittorrent
	transport udp
	pattern "\x41[\x00-\x04]"
	where len in { 20, 26, 30, 36 }			# no extension, one of 4 or 8 bytes, two
	where u32be@8 == 0
	keep id u16be@2
	keep seq u16be@16
	then answer
	pattern "\x21[\x00-\x03]"
	where u16be@2 == id and u16be@18 == seq
	then follow
	pattern "[\x01\x11\x21][\x00-\x03]"
	where u16be@2 == id + 1
	strength proof
	structural "id, seq and id + 1: 48 bits that the other side must repeat, behind 50 of headers"
	source "BEP 29: SYN with id and seq, STATE with the same id and ack = seq, then packets with id + 1"
	match hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" / hex "01 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68
	match hex "41 02 ff ff 0a 1b 2c 3d 00 00 00 00 00 10 00 00 c3 50 00 00 00 08 00 00 00 00 00 00 00 00" / hex "21 00 ff ff 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 c3 50" / hex "21 00 00 00 0a 1b 2d 3d 00 00 12 34 00 10 00 00 c3 51 7a 31"
	match hex "41 01 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00 00 04 00 00 00 00" direction reply / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" direction original / hex "01 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68 direction reply
	match hex "41 02 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00 01 08 00 00 00 00 00 00 00 00 00 04 00 00 00 00" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" / hex "11 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31"
	miss hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 02" / hex "01 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68
	miss hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00" / hex "21 00 5b 2e 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" / hex "01 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68
	miss hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" / hex "01 00 5b 2d 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68
	miss hex "41 00 01 00 00 01 00 00 00 00 00 00 02" "io" hex "00 00 01 00 01" dport 53 / hex "41 00 81 80 00 01 00 01 00 00 00 00 02" "io" hex "00 00 01 00 01" fill 16 sport 53
	miss hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 00 00 10 00 00 00 01 00 00 00" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" / hex "01 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68
	miss hex "41 00 5b 2d 0a 1b 2c 3d 00 00 00 01 00 10 00 00 00 01 00 00" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 01" / hex "01 00 5b 2e 0a 1b 2d 3d 00 00 12 34 00 10 00 00 00 02 7a 31" fill 68
}

# Connection tracking forgets UDP soon: what comes then has no SYN. The one who was called has an id, the caller the next.
signature bittorrent-utp-midflow-called {
	protocol bittorrent
	transport udp
	pattern "\x01\x00"
	where len > 20
	keep id u16be@2
	keep seq u16be@16
	then answer
	pattern "\x21\x00"
	where len == 20
	where u16be@2 == id - 1 and u16be@18 == seq
	strength proof
	source "BEP 29: DATA of the caller, STATE of the other side with the id before and the same number acknowledged"
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07"
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 1 direction reply / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07" direction original
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2e 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 08"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2d 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07" fill 1
}

signature bittorrent-utp-midflow-calling {
	protocol bittorrent
	transport udp
	pattern "\x01\x00"
	where len > 20
	keep id u16be@2
	keep seq u16be@16
	then answer
	pattern "\x21\x00"
	where len == 20
	where u16be@2 == id + 1 and u16be@18 == seq
	strength proof
	source "BEP 29: DATA of the one who was called, STATE of the caller with the next id and the same number acknowledged"
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2f 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07"
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 1 direction reply / hex "21 00 5b 2f 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07" direction original
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" / hex "21 00 5b 2f 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2e 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2f 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 08"
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 07 7a 31" fill 100 / hex "21 00 5b 2f 0a 1b 2c 99 00 00 01 02 00 10 00 00 7a 31 00 07" fill 1
}

# --- UDP trackers: question and answer ---

# 8 bytes of connection id in front tell nothing; the tracker repeats the number.
signature bittorrent-udp-tracker-announce-answered {
	protocol bittorrent
	transport udp
	direction original
	pattern "."
	where u32be@8 == 1
	where len >= 98
	where u32be@56 < 256 and u32be@72 < 256
	where u32be@80 <= 3
	where u16be@96 != 0
	where u16be@4 != 1
	keep tid u32be@12
	then answer
	pattern "\x00\x00\x00[\x01\x03]"
	where u32be@4 == tid
	strength proof
	source "BEP 15: the transaction id comes back, with peers or with an error"
	match hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08 00 00 00 03 00 00 00 11 c0 00 02 01 1a e1" sport 6969
	match hex "11 22 33 44 55 66 77 88 00 00 00 01 00 00 00 01" fill 20 "-qB4500-abcdefghijkl" hex "00 00 00 01 00 00 00 00 7f ff ff ff ff ff ff ff 00 00 00 00 00 00 40 00 00 00 00 03 00 00 00 00 aa bb cc dd ff ff ff ff c8 d5 02 09" "/announce" dport 80 / hex "00 00 00 01 00 00 00 01 00 00 07 08 00 00 00 00 00 00 00 00" sport 80
	match hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 03 12 34 56 78" "Connection ID mismatch" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 79 00 00 07 08 00 00 00 03 00 00 00 11 c0 00 02 01 1a e1" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 20 "-TR3000-abcdefghijkl" hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 02 12 34 56 78 00 00 07 08 00 00 00 03" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 40 hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 40 hex "00 00 01 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 40 hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 01 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 40 hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 04 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 40 hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 00 00" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 01 12 34 56 78" fill 40 hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
	miss hex "11 22 33 44 00 01 77 88 00 00 00 01 12 34 56 78" fill 40 hex "00 00 00 00 00 00 00 00 00 00 00 00 3b 9a ca 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 aa bb cc dd ff ff ff ff 1a e1" dport 6969 / hex "00 00 00 01 12 34 56 78 00 00 07 08" sport 6969
}

# The request is proof alone. This is for those who hear of scrapes: number and length agree.
signature bittorrent-udp-tracker-scrape-answered {
	protocol bittorrent
	transport udp
	direction original
	pattern "."
	where u32be@8 == 2
	where len % 20 == 16
	where u32be@4 != 0				# Sun RPC has CALL and version 2 here
	keep tid u32be@12
	then answer
	pattern "\x00\x00\x00\x02"
	where u32be@4 == tid
	where len % 12 == 8
	strength proof
	source "BEP 15: 16 + 20 n, answered by 8 + 12 n with the same number"
	match hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 20 dport 6969 / hex "00 00 00 02 12 34 56 78" fill 12 sport 6969
	match hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 40 dport 6969 / hex "00 00 00 02 12 34 56 78" fill 24 sport 6969
	miss hex "11 22 33 44 55 66 77 88 00 00 00 02 12 34 56 78" fill 20 dport 6969 / hex "00 00 00 02 12 34 56 79" fill 12 sport 6969
	miss hex "11 22 33 44 00 00 00 00 00 00 00 02 12 34 56 78" fill 20 dport 111 / hex "00 00 00 02 12 34 56 78" fill 12 sport 111
}

# --- Vuze's DHT: question and answer ---

signature vuze-dht {
	protocol bittorrent
	transport udp
	pattern "[\x80-\xff]"
	where u32be@8 in { 1024, 1026, 1028, 1030 }
	where len >= 32
	keep id u32be@0
	keep number u32be@12
	then answer
	pattern "\x00\x00\x04[\x01\x03\x05\x07\x08]"
	where u32be@4 == number and u32be@8 == id
	strength proof
	source "Azureus, DHTUDPPacketHelper: the answer repeats number and connection id"
	match hex "9a 11 22 33 44 55 66 77 00 00 04 00 12 34 56 78 33 00 00 00 00 01" fill 30 / hex "00 00 04 01 12 34 56 78 9a 11 22 33 44 55 66 77 33 00 00 00 00 01" fill 10
	match hex "ff 11 22 33 44 55 66 77 00 00 04 04 00 00 00 01 36 00 00 00 00 01" fill 60 / hex "00 00 04 05 00 00 00 01 ff 11 22 33 44 55 66 77 36 00 00 00 00 01" fill 90
	miss hex "9a 11 22 33 44 55 66 77 00 00 04 00 12 34 56 78 33 00 00 00 00 01" fill 30 / hex "00 00 04 01 12 34 56 79 9a 11 22 33 44 55 66 77 33 00 00 00 00 01" fill 10
	miss hex "9a 11 22 33 44 55 66 77 00 00 04 00 12 34 56 78 33 00 00 00 00 01" fill 30 / hex "00 00 04 01 12 34 56 78 9b 11 22 33 44 55 66 77 33 00 00 00 00 01" fill 10
}

# --- Vuze's messages, behind the plain handshake or behind a key exchange ---

# Not anchored: several messages share a segment.
signature bittorrent-vuze-messaging-search {
	protocol bittorrent
	transport tcp
	opening unknown 96-608
	search "\x00\x00\x00\x0cAZ_HANDSHAKE[\x01-\x09]" within 1400
	strength proof
	source "Azureus messaging: length of the name, name, version"
	match fill 198 / fill 424 / fill 56 hex "00 00 01 3a 00 00 00 0c" "AZ_HANDSHAKE" hex "01" fill 40
	match fill 96 / fill 96 / fill 56 / hex "00 00 01 3a 00 00 00 0c" "AZ_HANDSHAKE" hex "02" fill 40 direction reply
	miss fill 198 / fill 424 / fill 56 hex "00 00 01 3a 00 00 00 0d" "AZ_HANDSHAKE" hex "01" fill 40
}
