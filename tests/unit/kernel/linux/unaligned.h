/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNALIGNED_H
#define TESTS_UNALIGNED_H

#define get_unaligned(pointer) ({ __typeof__(*(pointer)) value_; memcpy((void *)&value_, pointer, sizeof(value_)); value_; })

#endif
