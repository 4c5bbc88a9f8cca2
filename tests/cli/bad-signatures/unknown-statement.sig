# SPDX-License-Identifier: GPL-2.0-or-later
# expect: "pattexn" is not understood here; "pattern" was probably meant
signature s {
	pattexn "abc"
}
