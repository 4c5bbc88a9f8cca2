# SPDX-License-Identifier: GPL-2.0-or-later
# BitTorrent: peers over TCP and uTP, the DHT, UDP trackers, local discovery.
# Of several proofs in one packet the first one with a content-id is reported: the more telling ones stand first.

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
	match hex "00 00 40 09 07 00 00 01 2c 00 04 00 00" fill 200
	miss hex "00 00 40 09 07 00 00 01 2c 00 04 00 01" fill 200
	miss hex "00 00 40 09 08 00 00 01 2c 00 04 00 00" fill 200
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
	match hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01" "\x13BitTorrent protocol" fill 48
	miss hex "21 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01" "\x13BitTorrent protocol" fill 48
	miss hex "01 00 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01" fill 68
	miss hex "01 00 00 00" fill 144 len 148 dport 51820
}

signature bittorrent-utp-handshake-sack {
	protocol bittorrent
	transport udp
	pattern "\x01\x01"
	where bytes@20 == "\x00\x04"
	where bytes@26 == "\x13BitTorrent protocol"
	strength proof
	capture content-id @54 size 20
	source "BEP 29: type DATA, a selective acknowledgement of 4 bytes behind the header"
	match hex "01 01 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 04 01 00 00 00" "\x13BitTorrent protocol" fill 48
	miss hex "01 01 5b 2e 0a 1b 2c 3d 00 00 12 34 00 10 00 00 00 02 00 01 00 08 01 00 00 00" "\x13BitTorrent protocol" fill 48
	miss hex "01 01 00 0c 21 12 a4 42" fill 24
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
	miss "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"
	miss "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe"
}

signature bittorrent-dht-query {
	protocol bittorrent
	transport udp
	pattern "d1:ad2:id20:"
	strength proof
	source "BEP 5: a dictionary whose arguments begin with the id of the node; ping, find_node and the rest"
	match "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	match "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe" dport 80
	miss "d1:ad2:id21:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	miss " d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	miss "D1:AD2:ID20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
	miss "d1:ad2:id20"
}

signature bittorrent-dht-put {
	protocol bittorrent
	transport udp
	pattern "d1:ad3:casi"
	strength proof
	source "BEP 44: put with compare-and-swap; cas is sorted before id"
	match "d1:ad3:casi1e2:id20:abcdefghij01234567891:k32:" fill 100
	miss "d1:ad3:cat" fill 100
}

signature bittorrent-dht-reply {
	protocol bittorrent
	transport udp
	pattern "d1:rd2:id20:"
	strength proof
	source "BEP 5"
	match "d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	miss "d1:rd2:ip20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
}

signature bittorrent-dht-reply-ip4 {
	protocol bittorrent
	transport udp
	pattern "d2:ip6:"
	where bytes@13 == "1:rd2:id20:"
	strength proof
	source "BEP 42: the address that the node sees, IPv4"
	match "d2:ip6:" hex "c0 00 02 01 1a e1" "1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	miss "d2:ip6:" hex "c0 00 02 01 1a e1 00" "1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
}

signature bittorrent-dht-reply-ip6 {
	protocol bittorrent
	transport udp
	pattern "d2:ip18:"
	where bytes@26 == "1:rd2:id20:"
	strength proof
	source "BEP 42: the address that the node sees, IPv6"
	match "d2:ip18:" fill 18 "1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
	miss "d2:ip18:" fill 17 "1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
}

signature bittorrent-dht-error {
	protocol bittorrent
	transport udp
	pattern "d1:eli20[1-4]e"
	strength proof
	source "BEP 5: codes 201 to 204"
	match "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee"
	miss "d1:eli205e23:A Generic Error Ocurrede1:t2:aa1:y1:ee"
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

signature bittorrent-local-discovery {
	protocol bittorrent
	transport udp
	pattern "BT-SEARCH \* HTTP/1\.1\r\n"
	strength proof
	source "BEP 14: multicast, so it is seen only where that is routed"
	match "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6881\r\nInfohash: "
	miss "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"
}
