# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: pattern and checks take at least 18 bytes of payload (headers not counted)
# the gate counts other headers than the fields do
signature s {
	protocol edonkey
	transport udp
	pattern "\xe3\x9a"
	where len == 16
	where u32le@14 == 0x01020304
	strength evidence
}
