/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_COMPAT_LINUX_COMPILER_H
#define P2P_COMPAT_LINUX_COMPILER_H

#include_next <linux/compiler.h>

/* Older ones of the stable series do not have it. */
#ifndef __uninitialized
#define __uninitialized
#endif

#endif
