/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_COMPAT_NET_NETNS_GENERIC_H
#define P2P_COMPAT_NET_NETNS_GENERIC_H

#include <linux/version.h>

/* That of 5.10 looks into struct net and does not say where that is. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
#include <net/net_namespace.h>
#endif /* LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0) */
#include_next <net/netns/generic.h>

#endif
