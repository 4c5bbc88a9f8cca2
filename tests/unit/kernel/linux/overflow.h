/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_OVERFLOW_H
#define TESTS_OVERFLOW_H

#define struct_size(pointer, member, count) (sizeof(*(pointer)) + sizeof((pointer)->member[0]) * (count))

#endif
