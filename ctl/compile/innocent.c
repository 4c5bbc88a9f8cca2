// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/innocent.h"

#include <netinet/in.h>
#include <string.h>

#define TCP(name, port, length, bytes) { name, bytes, sizeof(bytes) - 1, length, port, IPPROTO_TCP }
#define UDP(name, port, length, bytes) { name, bytes, sizeof(bytes) - 1, length, port, IPPROTO_UDP }

const struct innocent innocents[] = {
	TCP("TLS", 443, 517, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
	TCP("SSLv2 hello", 443, 46, "\x80\x2c\x01\x03\x01\x00\x03\x00\x00\x00\x20"),
	TCP("SSH", 22, 41, "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u2\r\n"),
	TCP("HTTP", 80, 300, "GET / HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: "),
	TCP("HTTP", 80, 300, "POST /api HTTP/1.1\r\nHost: www.example.org\r\n"),
	TCP("HTTP", 80, 300, "HEAD / HTTP/1.0\r\n\r\n"),
	TCP("HTTP", 80, 300, "PUT /x HTTP/1.1\r\n"),
	TCP("HTTP", 80, 300, "CONNECT example.org:443 HTTP/1.1\r\n\r\n"),
	TCP("HTTP", 80, 300, "OPTIONS * HTTP/1.1\r\n\r\n"),
	TCP("HTTP answer", 80, 300, "HTTP/1.1 200 OK\r\nServer: "),
	TCP("HTTP/2", 80, 60, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
	TCP("RTSP", 554, 200, "DESCRIBE rtsp://example.org/ RTSP/1.0\r\n"),
	TCP("SIP", 5060, 300, "REGISTER sip:example.org SIP/2.0\r\n"),
	TCP("SMTP", 25, 60, "220 mail.example.org ESMTP Postfix\r\n"),
	TCP("SMTP", 25, 60, "EHLO mail.example.org\r\n"),
	TCP("FTP", 21, 60, "220 ProFTPD Server ready\r\n"),
	TCP("POP3", 110, 60, "+OK Dovecot ready.\r\n"),
	TCP("IMAP", 143, 60, "* OK [CAPABILITY IMAP4rev1] ready\r\n"),
	TCP("SMB2", 445, 200, "\x00\x00\x00\xc4\xfeSMB\x40\x00\x00\x00"),
	TCP("SMB1", 445, 140, "\x00\x00\x00\x85\xffSMBr\x00\x00\x00\x00"),
	TCP("MQTT", 1883, 40, "\x10\x26\x00\x04MQTT\x04\x02\x00\x3c"),
	TCP("RDP", 3389, 47, "\x03\x00\x00\x2f\x2a\xe0\x00\x00\x00\x00\x00Cookie: mstshash="),
	TCP("RDP", 3389, 19, "\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00"),
	TCP("MySQL", 3306, 80, "\x4a\x00\x00\x00\x0a" "8.0.36\x00"),
	TCP("PostgreSQL", 5432, 8, "\x00\x00\x00\x08\x04\xd2\x16\x2f"),
	TCP("DNS", 53, 42, "\x00\x28\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03www"),
	TCP("LDAP", 389, 20, "\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80\x00"),
	TCP("BGP", 179, 45, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x2d\x01\x04"),
	TCP("VNC", 5900, 12, "RFB 003.008\n"),
	TCP("XMPP", 5222, 120, "<?xml version='1.0'?><stream:stream "),
	TCP("SOCKS5", 1080, 3, "\x05\x01\x00"),
	TCP("Redis", 6379, 30, "*1\r\n$4\r\nPING\r\n"),
	TCP("RTMP", 1935, 300, "\x03\x00\x00\x00\x00\x00\x00\x00\x00"),
	TCP("OpenVPN", 1194, 16, "\x00\x0e\x38"),
	TCP("WhatsApp", 5222, 60, "WA\x06\x03\x00\x00"),
	TCP("WhatsApp with routing", 443, 300, "ED\x00\x01\x00\x00\x04\x08\x02\x08\x05WA\x06\x03"),
	TCP("Spotify", 4070, 300, "\x00\x04\x00\x00\x01\x49\x52\x0f\x50\x02\xa0\x01"),
	TCP("STUN", 3478, 106, "\x00\x68\x00\x01\x00\x54\x21\x12\xa4\x42"),
	TCP("H.323", 1720, 200, "\x03\x00\x00\xc8\x08\x02\x12\x34\x05"),
	TCP("S7", 102, 22, "\x03\x00\x00\x16\x11\xe0\x00\x00\x00\x01\x00\xc1\x02\x01\x00"),
	TCP("SMB, session request", 139, 72, "\x81\x00\x00\x44\x20" "CKFDENECFDEFFCFGEFFCCACACACACACA"),
	TCP("MySQL answer", 3306, 200, "\xb6\x00\x00\x01\x85\xa6\xff\x01\x00\x00\x00\x01"),
	TCP("PostgreSQL startup", 5432, 84, "\x00\x00\x00\x54\x00\x03\x00\x00user\x00postgres\x00"),
	TCP("SQL Server", 1433, 94, "\x12\x01\x00\x5e\x00\x00\x00\x00\x00\x00\x1f\x00\x06"),
	TCP("Oracle", 1521, 246, "\x00\xf6\x00\x00\x01\x00\x00\x00\x01\x3a\x01\x2c\x00\x41"),
	TCP("MongoDB", 27017, 313, "\x39\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\xd4\x07\x00\x00"),
	TCP("MongoDB answer", 27017, 313, "\x39\x01\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00"),
	TCP("Kerberos", 88, 296, "\x00\x00\x01\x24\x6a\x82\x01\x20\x30\x82\x01\x1c"),
	TCP("NFS", 2049, 152, "\x80\x00\x00\x94\x12\x34\x56\x78\x00\x00\x00\x00\x00\x00\x00\x02"),
	TCP("DCE RPC", 135, 72, "\x05\x00\x0b\x03\x10\x00\x00\x00\x48\x00\x00\x00"),
	TCP("PPTP", 1723, 156, "\x00\x9c\x00\x01\x1a\x2b\x3c\x4d\x00\x01\x00\x00"),
	TCP("Diameter", 3868, 144, "\x01\x00\x00\x90\x80\x00\x01\x01\x00\x00\x00\x00"),
	TCP("SMPP", 2775, 47, "\x00\x00\x00\x2f\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x01"),
	TCP("Kafka", 9092, 30, "\x00\x00\x00\x1a\x00\x12\x00\x03\x00\x00\x00\x01\x00\x08"),
	TCP("Cassandra", 9042, 31, "\x04\x00\x00\x00\x01\x00\x00\x00\x16"),
	TCP("AJP", 8009, 200, "\x12\x34\x00\xc4\x02\x02\x00\x08HTTP/1.1"),
	TCP("git", 9418, 60, "003cgit-upload-pack /project.git\x00host="),
	TCP("FIX", 9878, 120, "8=FIX.4.4\x01" "9=100\x01" "35=A\x01"),
	TCP("IRC", 6667, 40, "NICK somebody\r\nUSER "),
	TCP("IRC", 6667, 60, "USER somebody 0 * :Somebody\r\n"),
	TCP("NNTP", 119, 60, "200 news.example.org ready\r\n"),
	TCP("rsync", 873, 14, "@RSYNCD: 31.0\n"),
	TCP("SOCKS4", 1080, 9, "\x04\x01\x00\x50\xc0\x00\x02\x01\x00"),
	TCP("WebSocket", 80, 300, "GET /socket HTTP/1.1\r\nUpgrade: websocket\r\n"),
	TCP("web page of a number", 80, 300, "GET /get/17/name HTTP/1.1\r\n"),
	TCP("search with a question mark", 80, 300, "GET /data?fid=17&size=10 HTTP/1.1\r\n"),
	TCP("Minecraft", 25565, 20, "\x10\x00\xfd\x05\x0b" "example.org"),
	TCP("OpenVPN with tls-crypt-v2", 1194, 420, "\x01\xa2\x50"),
	TCP("length-prefixed, big endian", 9000, 300, "\x00\x00\x01\x28\x00\x00\x00\x01"),
	TCP("length-prefixed, short", 9000, 9, "\x00\x00\x00\x05\x04"),
	TCP("zeros", 9000, 300, "\x00\x00\x00\x00"),
	TCP("length-prefixed", 9000, 300, "\x28\x01\x00\x00\x01\x00\x00\x00"),

	UDP("DTLS", 443, 200, "\x16\xfe\xfd\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbb\x01\x00\x00\xaf"),
	UDP("DTLS 1.0", 443, 200, "\x16\xfe\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\xbb\x01"),
	UDP("DTLS data", 443, 80, "\x17\xfe\xfd\x00\x01\x00\x00\x00\x00\x00\x01\x00\x43"),
	UDP("STUN", 3478, 20, "\x00\x01\x00\x00\x21\x12\xa4\x42"),
	UDP("STUN answer", 3478, 32, "\x01\x01\x00\x0c\x21\x12\xa4\x42"),
	UDP("STUN indication", 3478, 28, "\x00\x11\x00\x08\x21\x12\xa4\x42"),
	UDP("TURN channel", 3478, 100, "\x40\x00\x00\x60"),
	UDP("QUIC", 443, 1200, "\xc3\x00\x00\x00\x01\x08"),
	UDP("QUIC 2", 443, 1200, "\xd3\x6b\x33\x43\xcf\x08"),
	UDP("QUIC short header", 443, 60, "\x41\x8e\x10\x22"),
	UDP("DNS", 53, 33, "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07" "example\x03org\x00\x00\x01\x00\x01"),
	UDP("DNS with id 0x4100", 53, 20, "\x41\x00\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x02io\x00\x00\x01\x00\x01"),
	UDP("DNS answer", 53, 60, "\x12\x34\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\x07" "example\x03org\x00"),
	UDP("mDNS", 5353, 60, "\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x09_services"),
	UDP("NTP", 123, 48, "\x23\x00\x06\xec"),
	UDP("NTP answer", 123, 48, "\x24\x02\x06\xe9"),
	UDP("NTP unsynchronised client", 123, 48, "\xe3\x00\x06\xec\x00\x00\x00\x00"),
	UDP("NTP unsynchronised server", 123, 48, "\xe4\x00\x06\xec\x00\x00\x00\x00"),
	UDP("NTP unsynchronised broadcast", 123, 48, "\xe5\x00\x06\xec\x00\x00\x00\x00"),
	UDP("NTP unsynchronised, other port", 40123, 48, "\xe3\x00\x06\xec\x00\x00\x00\x00"),
	UDP("NTP unsynchronised, other port", 40123, 48, "\xe4\x00\x06\xec\x00\x00\x00\x00"),
	UDP("WireGuard initiation", 51820, 148, "\x01\x00\x00\x00"),
	UDP("WireGuard answer", 51820, 92, "\x02\x00\x00\x00"),
	UDP("WireGuard cookie", 51820, 64, "\x03\x00\x00\x00"),
	UDP("WireGuard data", 51820, 96, "\x04\x00\x00\x00"),
	UDP("OpenVPN", 1194, 14, "\x38"),
	UDP("OpenVPN with tls-auth", 1194, 42, "\x38"),
	UDP("OpenVPN answer", 1194, 26, "\x40"),
	UDP("IKE", 500, 300, "\x55\xaa\x55\xaa\x55\xaa\x55\xaa\x00\x00\x00\x00\x00\x00\x00\x00\x21\x20\x22\x08"),
	UDP("IKE behind NAT", 4500, 300, "\x00\x00\x00\x00\x55\xaa\x55\xaa"),
	UDP("ESP in UDP", 4500, 120, "\xc1\x23\x45\x67\x00\x00\x00\x01"),
	UDP("NAT keep-alive", 4500, 1, "\xff"),
	UDP("RTP", 16384, 172, "\x80\x00\x00\x01"),
	UDP("RTP with marker", 16384, 172, "\x80\x88\x00\x01"),
	UDP("RTCP", 16385, 52, "\x80\xc8\x00\x06"),
	UDP("SIP", 5060, 400, "INVITE sip:bob@example.org SIP/2.0\r\nVia: "),
	UDP("SIP", 5060, 400, "SIP/2.0 200 OK\r\n"),
	UDP("SSDP", 1900, 120, "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"),
	UDP("SSDP", 1900, 250, "NOTIFY * HTTP/1.1\r\n"),
	UDP("RADIUS", 1812, 100, "\x01\x05\x00\x64"),
	UDP("CAPWAP", 5246, 100, "\x00\x10\x02\x00\x00\x00\x00\x00"),
	UDP("Teredo", 3544, 61, "\x00\x01\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08\x00\x60\x00\x00\x00\x00"),
	UDP("Teredo data", 3544, 100, "\x60\x00\x00\x00\x00\x3c\x3a\x40"),
	UDP("GTP-U", 2152, 80, "\x30\xff\x00\x48\x00\x00\x00\x01"),
	UDP("GTP-C", 2123, 80, "\x48\x20\x00\x4c"),
	UDP("VXLAN", 4789, 100, "\x08\x00\x00\x00\x00\x00\x01\x00"),
	UDP("L2TP", 1701, 60, "\xc8\x02\x00\x3c\x00\x00\x00\x00"),
	UDP("DHCP", 67, 300, "\x01\x01\x06\x00"),
	UDP("TFTP", 69, 20, "\x00\x01" "boot.img\x00octet\x00"),
	UDP("SNMP", 161, 43, "\x30\x29\x02\x01\x01\x04\x06public\xa0\x1c"),
	UDP("syslog", 514, 80, "<34>Oct 11 22:14:15 host su: "),
	UDP("NetFlow v9", 2055, 100, "\x00\x09\x00\x01"),
	UDP("sFlow", 6343, 100, "\x00\x00\x00\x05\x00\x00\x00\x01"),
	UDP("Source engine", 27015, 25, "\xff\xff\xff\xffTSource Engine Query\x00"),
	UDP("RakNet", 19132, 33, "\x01\x00\x00\x00\x00\x00\x00\x00\x01\x00\xff\xff\x00\xfe\xfe\xfe\xfe"),
	UDP("NetBIOS name", 137, 50, "\x12\x34\x01\x10\x00\x01\x00\x00\x00\x00\x00\x00\x20"),
	UDP("CoAP", 5683, 20, "\x40\x01\x12\x34\xbb"),
	UDP("DNS, padded", 53, 128, "\x12\x34\x01\x20\x00\x01\x00\x00\x00\x00\x00\x01\x07" "example\x03org\x00\x00\x01\x00\x01"
	    "\x00\x00\x29\x10\x00\x00\x00\x00\x00\x00\x58\x00\x0c\x00\x54"),
	UDP("DNS, padded, other port", 5300, 128, "\x12\x34\x01\x20\x00\x01\x00\x00\x00\x00\x00\x01\x07" "example\x03org\x00"),
	UDP("NetBIOS registration", 137, 68, "\x9c\x29\x29\x10\x00\x01\x00\x00\x00\x00\x00\x01\x20"),
	UDP("Sun RPC", 111, 56, "\x12\x34\x56\x78\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x86\xa0\x00\x00\x00\x02"),
	UDP("Sun RPC answer", 111, 28, "\x12\x34\x56\x78\x00\x00\x00\x01\x00\x00\x00\x00"),
	UDP("NTP unsynchronised, stratum 16", 40123, 48, "\xe4\x10\x06\xec\x00\x00\x00\x00"),
	UDP("NTP unsynchronised, other port", 40123, 48, "\xe5\x00\x06\xec\x00\x00\x00\x00"),
	UDP("NTP with authentication", 40123, 68, "\xe3\x00\x06\xec\x00\x00\x00\x00"),
	UDP("NTP version 3, unsynchronised", 123, 48, "\xdb\x00\x11\xe9\x00\x00\x00\x00"),
	UDP("WireGuard keep-alive", 51820, 32, "\x04\x00\x00\x00"),
	UDP("WireGuard data", 51820, 1452, "\x04\x00\x00\x00"),
	UDP("STUN, with attributes", 3478, 108, "\x00\x01\x00\x58\x21\x12\xa4\x42"),
	UDP("STUN before 2008", 3478, 28, "\x00\x01\x00\x08"),
	UDP("STUN refusal", 3478, 60, "\x01\x11\x00\x28\x21\x12\xa4\x42"),
	UDP("QUIC, version negotiation", 443, 40, "\xc0\x00\x00\x00\x00\x08"),
	UDP("QUIC, Google's", 443, 1350, "\xc3Q046\x50"),
	UDP("QUIC short header", 443, 1200, "\x41\x00\x10\x22"),
	UDP("QUIC short header", 443, 30, "\x41\x02\x10\x22"),
	UDP("RTP, dynamic type", 16384, 1200, "\x90\x60\x12\x34"),
	UDP("RTP to a phone", 40000, 172, "\x80\x00\xe4\x21\x00\x00\x00\xa0"),
	UDP("CAPWAP data", 5247, 60, "\x00\x20\x03\x20\x00\x00\x00\x00"),
	UDP("GTP echo", 2152, 12, "\x32\x01\x00\x04\x00\x00\x00\x00\x12\x34\x00\x00"),
	UDP("RADIUS accounting", 1813, 150, "\x04\x07\x00\x96"),
	UDP("RADIUS change", 3799, 60, "\x2b\x01\x00\x3c"),
	UDP("L2TP, first", 1701, 120, "\xc8\x02\x00\x78\x00\x00\x00\x00\x00\x00\x00\x00\x80\x08"),
	UDP("OpenVPN with tls-crypt", 1194, 54, "\x38"),
	UDP("OpenVPN data", 1194, 120, "\x48\x00\x00\x01"),
	UDP("ESP in UDP, like Kad", 4500, 100, "\xe4\x21\x0b\x67\x00\x00\x00\x01"),
	UDP("zeros with a one", 9000, 300, "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"),
	UDP("one, then zeros", 9000, 300, "\x00\x00\x00\x01\x00\x00\x00\x00"),
	UDP("zeros of 16 bytes", 9000, 16, "\x00\x00\x00\x00"),
	UDP("TeamSpeak 3", 9987, 34, "TS3INIT1\x00\x65\x00\x00\x88"),
	UDP("id software", 27960, 15, "\xff\xff\xff\xffgetinfo xxx"),
	UDP("zeros", 9000, 300, "\x00\x00\x00\x00"),
};

const size_t innocent_count = sizeof(innocents) / sizeof(innocents[0]);

static uint8_t filler_byte(enum innocent_filler filler, uint32_t *state)
{
	static const char text[] = "abcdefghijklmnopqrstuvwxyz012345";

	/* a fixed sequence (Numerical Recipes' generator): the lint must not say today what it did not say yesterday */
	*state = *state * 1664525 + 1013904223;
	switch (filler) {
	case INNOCENT_ZERO:
		return 0;
	case INNOCENT_TEXT:
		return text[*state >> 27];
	default:
		return *state >> 24;
	}
}

void innocent_payload(const struct innocent *innocent, enum innocent_filler filler, uint8_t *to)
{
	uint32_t state = innocent->length;

	memcpy(to, innocent->bytes, innocent->size);
	for (unsigned int i = innocent->size; i < innocent->length; i++)
		to[i] = filler_byte(filler, &state);
}
