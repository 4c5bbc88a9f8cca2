# SPDX-License-Identifier: GPL-2.0-or-later
# expect: the block that begins here is never closed with }
signature s {
	protocol ares
