# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 6.4 fixed bits are too few: below 24 a signature can only be a hint
signature s {
	protocol edonkey
	transport udp
	pattern "[\xe3-\xe5]"
	strength evidence
}
