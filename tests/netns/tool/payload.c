// SPDX-License-Identifier: GPL-2.0
/* The messages, each as a client really sends it: lengths, counts and check fields inside them are right, so that a
 * signature that checks them must match. Related messages belong together: utp-syn, utp-state and utp-bt are one
 * connection, tracker, tracker-reply and tracker-announce are one exchange.
 */
#include "payload.h"

#include <string.h>

#define NODE_ID		"t:abcdefghij0123456789"
#define PEER_ID		"t:-TR3000-............"
#define RANDOM_32	"x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

/* eMule marks the user hash: octet 5 is 0e, octet 14 is 6f. */
#define USER_HASH	"xa1a2a3a4a50ea7a8a9aaabacadae6fb0"
#define USER_ID		"x01020304"
/* TCP port 4662, two tags: nick name "emule", version 60. */
#define USER_TAGS	"x3612+x02000000+x020100010500+t:emule+x030100113c000000"
#define SERVER		"xc00002011236"

#define KAD_ID		"x101112131415161718191a1b1c1d1e1f"
/* Identity, address, UDP port, TCP port, version 8. */
#define KAD_CONTACT	KAD_ID "+xc6336402+x4012+x3612+x08"

#define EXAMPLE_COM	"x076578616d706c6503636f6d00"
#define END_OF_LINE	"+x0d0a+"

const struct payload payloads[] = {
	{ "bt", "x13+t:BitTorrent protocol+x0000000000100005+hash+" PEER_ID, "BitTorrent handshake, 68 octets" },
	{ "bt-request", "x0000000d06+x00000007+x00008000+x00004000", "BitTorrent request message (mid-flow)" },
	{ "bt-piece", "x0000400907+x00000007+x00008000", "head of a BitTorrent piece message; junk:16384 follows" },
	{ "bt-extended", "x0000001a+x1400+t:d1:md11:ut_metadatai3eee", "BitTorrent extended handshake" },
	{ "http-announce",
	  "t:GET /announce?info_hash=%11%12%13%14%15%16%17%18%19%1a%1b%1c%1d%1e%1f%20%21%22%23%24&peer_id=-TR3000-"
	  "............&port=51413&uploaded=0&downloaded=0&left=0&compact=1 HTTP/1.1"
	  END_OF_LINE "t:Host: tracker.example" END_OF_LINE "x0d0a", "HTTP tracker announce" },
	{ "tracker", "x0000041727101980+x00000000+x11223344", "UDP tracker connect request" },
	{ "tracker-reply", "x00000000+x11223344+x0102030405060708", "UDP tracker connect reply" },
	{ "tracker-announce",
	  "x0102030405060708+x00000001+x55667788+hash+" PEER_ID "+zero:24+x00000002+zero:4+x99aabbcc+xffffffff+xc8d5",
	  "UDP tracker announce request, 98 octets" },
	{ "dht-ping", "t:d1:ad2:id20:+" NODE_ID "+t:e1:q4:ping1:t2:aa1:y1:qe", "DHT ping query" },
	{ "dht-reply", "t:d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re", "DHT reply to a ping" },
	{ "dht-reply-ip", "t:d2:ip6:+xc63364021ae1+t:1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re",
	  "DHT reply with external address (BEP 42)" },
	{ "dht-findnode", "t:d1:ad2:id20:+" NODE_ID "+t:6:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe",
	  "DHT find_node query" },
	{ "dht-getpeers", "t:d1:ad2:id20:+" NODE_ID "+t:9:info_hash20:+hash+t:e1:q9:get_peers1:t2:aa1:y1:qe",
	  "DHT get_peers query, info-hash at 46" },
	{ "dht-announce",
	  "t:d1:ad2:id20:+" NODE_ID "+t:12:implied_porti1e9:info_hash20:+hash+"
	  "t:4:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe", "DHT announce_peer query, info-hash at 64" },
	{ "dht-error", "t:d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee", "DHT error" },
	{ "utp-syn", "x4100+x3039+x00a1b2c3+x00000000+x00100000+x0001+x0000", "uTP SYN, connection id 12345" },
	{ "utp-syn-ext", "x4102+x3039+x00a1b2c3+x00000000+x00100000+x0001+x0000+x0008+zero:8",
	  "uTP SYN with extension bits, 30 octets" },
	{ "utp-state", "x2100+x3039+x00a1c001+x00000d3e+x00100000+x8d2f+x0001", "uTP STATE that answers utp-syn" },
	{ "utp-data", "x0100+x303a+x00a1d5e7+x00000d3e+x00100000+x0002+x8d2e", "header of the uTP DATA that follows" },
	{ "utp-bt", "utp-data+bt", "uTP DATA with a plain handshake in it" },
	{ "utp-fin", "x1100+x303a+x00a1e5e7+x00000d3e+x00100000+x0003+x8d2e", "uTP FIN" },
	{ "lsd", "t:BT-SEARCH * HTTP/1.1" END_OF_LINE "t:Host: 239.192.152.143:6771" END_OF_LINE "t:Port: 6881" END_OF_LINE
	  "t:Infohash: 1112131415161718191A1B1C1D1E1F2021222324" END_OF_LINE "x0d0a0d0a", "BitTorrent local discovery" },

	{ "ed2k-hello", "xe3+x35000000+x01+x10+" USER_HASH "+" USER_ID "+" USER_TAGS "+" SERVER, "eDonkey hello" },
	{ "ed2k-helloanswer", "xe3+x34000000+x4c+" USER_HASH "+" USER_ID "+" USER_TAGS "+" SERVER, "eDonkey hello answer" },
	{ "ed2k-login", "xe3+x2e000000+x01+" USER_HASH "+x00000000+" USER_TAGS, "eDonkey login to a server" },
	{ "ed2k-status", "xe3+x96+xefbe5955", "eDonkey server status request (UDP)" },
	{ "emule-info", "xc5+x0f000000+x01+x3c01+x01000000+x0301002001000000", "eMule info" },
	{ "emule-reask", "xc5+x90+" KAD_ID, "eMule reask ping (UDP)" },
	{ "kad-req", "xe4+x21+x0b+" KAD_ID "+xf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "Kad request, 35 octets" },
	{ "kad-res", "xe4+x29+" KAD_ID "+x02+" KAD_CONTACT "+" KAD_CONTACT, "Kad response, 2 contacts" },

	{ "tls",
	  "x160301006e+x0100006a+x0303+" RANDOM_32 "+x20+" RANDOM_32 "+x0006130113021303+x0100+x001b"
	  "+x00000010000e00000b+t:example.com+x002b0003020304", "TLS ClientHello" },
	{ "tls-server", "x1603030052+x0200004e+x0303+" RANDOM_32 "+x20+" RANDOM_32 "+x1301+x00+x0006+x002b00020304",
	  "TLS ServerHello" },
	{ "ssh", "t:SSH-2.0-OpenSSH_9.2p1+x0d0a", "SSH banner" },
	{ "http", "t:GET / HTTP/1.1" END_OF_LINE "t:Host: example.com" END_OF_LINE "x0d0a", "HTTP request" },
	{ "http-reply", "t:HTTP/1.1 204 No Content" END_OF_LINE "x0d0a", "HTTP reply" },
	{ "dns", "x1234+x0100+x0001000000000000+" EXAMPLE_COM "+x00010001", "DNS query" },
	{ "dns-reply", "x1234+x8180+x0001000100000000+" EXAMPLE_COM "+x00010001+xc00c00010001000000ff0004c0000201",
	  "DNS reply" },
	{ "stun", "x00010000+x2112a442+x0102030405060708090a0b0c", "STUN binding request" },
	{ "stun-reply", "x0101000c+x2112a442+x0102030405060708090a0b0c+x002000080001a147e112a643", "STUN binding reply" },
	{ "quic", "xc3+x00000001+x08+x8394c8f03e515708+x00+x00+x449e+junk:1182", "QUIC Initial, 1200 octets" },
	{ "ntp", "xe3000aec+zero:36+xe8a1b2c3d4e5f607", "NTP client, unsynchronised: begins with e3" },
	{ "wireguard", "x01000000+junk:144", "WireGuard initiation, 148 octets" },
	{ "dtls", "x16feff+zero:8+x0036+x0100002a00000000+x0000002a+xfefd+" RANDOM_32 "+x0000+x0002c02b+x0100",
	  "DTLS ClientHello" },
	{ NULL, NULL, NULL }
};

const struct payload *payload_lookup(const char *name, size_t length)
{
	const struct payload *payload;

	for (payload = payloads; payload->name; payload++)
		if (strlen(payload->name) == length && !memcmp(payload->name, name, length))
			return payload;
	return NULL;
}
