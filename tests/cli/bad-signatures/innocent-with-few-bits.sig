# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 16.0 fixed bits are too few: below 24 a signature can only be a hint
signature s {
	protocol other
	transport tcp
	pattern "ab"
	strength proof
}
