/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_COMPAT_LINUX_NETLINK_H
#define P2P_COMPAT_LINUX_NETLINK_H

#include_next <linux/netlink.h>

/* Before 6.1 an answer cannot name the attribute that is missing; the sentence beside the check still does. */
#ifndef NL_REQ_ATTR_CHECK
#define NL_REQ_ATTR_CHECK(extack, nest, tb, type) ((void)(nest), !(tb)[type])
#endif /* !NL_REQ_ATTR_CHECK */

#endif
