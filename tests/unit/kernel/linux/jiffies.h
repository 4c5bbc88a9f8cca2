/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time passes when the test lets it. */
#ifndef TESTS_JIFFIES_H
#define TESTS_JIFFIES_H

static unsigned long jiffies;

#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)

#endif
