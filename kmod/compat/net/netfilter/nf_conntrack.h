/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_COMPAT_NET_NETFILTER_NF_CONNTRACK_H
#define P2P_COMPAT_NET_NETFILTER_NF_CONNTRACK_H

#include <linux/version.h>
#include_next <net/netfilter/nf_conntrack.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 19, 0)
struct nf_ct_iter_data {
	struct net *net;
	void *data;
	u32 portid;
	int report;
};

static inline void p2p_compat_iterate_cleanup_net(int (*iter)(struct nf_conn *i, void *data),
						  const struct nf_ct_iter_data *iter_data)
{
	nf_ct_iterate_cleanup_net(iter_data->net, iter, iter_data->data, iter_data->portid, iter_data->report);
}

#define nf_ct_iterate_cleanup_net p2p_compat_iterate_cleanup_net
#endif /* LINUX_VERSION_CODE < KERNEL_VERSION(5, 19, 0) */

#endif
