# SPDX-License-Identifier: GPL-2.0-or-later
# expect: string has no closing quote on its line
signature s {
	pattern "abc
}
