/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_COMPAT_NET_GENETLINK_H
#define P2P_COMPAT_NET_GENETLINK_H

#include <linux/version.h>
#include_next <net/genetlink.h>

#ifndef GENL_REQ_ATTR_CHECK
#define GENL_REQ_ATTR_CHECK(info, attr) (!(info)->attrs[attr])
#endif /* !GENL_REQ_ATTR_CHECK */

/* Kernels without this name read the flag of a multicast group as that of a command. Where both names exist they are
 * different bits, and the wrong one is ignored without a word.
 */
#ifndef GENL_MCAST_CAP_NET_ADMIN
#define GENL_MCAST_CAP_NET_ADMIN GENL_UNS_ADMIN_PERM
#endif /* !GENL_MCAST_CAP_NET_ADMIN */

/* Only the member attrs is ours to use: it has the same name in what a dump knew of its request before 6.6. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
#define genl_info_dump(cb) genl_dumpit_info(cb)
#endif /* LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0) */

#endif
