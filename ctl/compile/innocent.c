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
