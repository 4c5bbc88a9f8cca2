/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the module asks of a connection. */
#ifndef TESTS_NF_CONNTRACK_H
#define TESTS_NF_CONNTRACK_H

#include "pure.h"

#include <linux/netfilter/nf_conntrack_tuple_common.h>

struct net;

struct nf_conn {
	u32 mark;
	u8 protocol;
};

static inline u8 nf_ct_protonum(const struct nf_conn *ct)
{
	return ct->protocol;
}

#endif
