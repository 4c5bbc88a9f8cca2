# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this never holds: pattern and checks take at least 34 bytes of payload (headers not counted)
# the gate counts other headers than the fields do
signature s {
	protocol edonkey
	transport udp
	pattern "\xe4\x20"
	where len == 26
	where u32le@30 == 0x01020304
	strength evidence
}
