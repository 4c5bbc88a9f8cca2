# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: pattern and checks take at least 10 bytes of payload (headers not counted)
# the gate counts other headers than the fields do
signature s {
	protocol edonkey
	transport udp
	pattern "\xe3\x98"
	where len == 8
	where u32le@6 == 0x01020304
	strength evidence
}
