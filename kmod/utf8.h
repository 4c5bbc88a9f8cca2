/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_UTF8_H
#define P2P_UTF8_H

#include "pure.h"

/**
 * p2p_utf8_printable - is this a text that may be shown
 * @bytes: not terminated
 *
 * UTF-8 without overlong forms, surrogates and what a terminal or a log would obey: control characters, line separators,
 * marks that turn the direction of writing.
 */
bool p2p_utf8_printable(const u8 *bytes, size_t length);

#endif
