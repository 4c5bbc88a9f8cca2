/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_TIMEKEEPING_H
#define TESTS_TIMEKEEPING_H

#include "ktime.h"

#endif
