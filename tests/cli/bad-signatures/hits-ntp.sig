# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of NTP unsynchronised client, which is innocent
signature s {
	protocol bittorrent
	transport udp
	pattern "[\xe3-\xe5]\x00[\x04-\x07]\xec"
	strength evidence
	where len == 48
}
