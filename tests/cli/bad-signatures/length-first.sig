# SPDX-License-Identifier: GPL-2.0-or-later
# expect: 8.0 fixed bits are too few: below 24 a signature can only be a hint
# every protocol that puts a length before its messages
signature s {
	protocol soulseek
	transport tcp midflow
	pattern "."
	where u32le@0 == len - 4
	strength evidence
}
