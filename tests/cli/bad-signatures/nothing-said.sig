# SPDX-License-Identifier: GPL-2.0-or-later
# expect: signature has no protocol
signature s {
}
