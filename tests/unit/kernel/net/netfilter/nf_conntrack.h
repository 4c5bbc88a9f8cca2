/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the module asks of a connection. */
#ifndef TESTS_NF_CONNTRACK_H
#define TESTS_NF_CONNTRACK_H

#include <linux/list.h>
#include <linux/spinlock.h>

#include "nf_conntrack_tuple.h"

struct net;

struct ip_ct_tcp_state {
	u32 td_maxack;
	u8 flags;
};

struct nf_conn {
	u32 mark;
	u8 protocol;
	u16 zone;
	bool confirmed;
	spinlock_t lock;
	struct {
		struct nf_conntrack_tuple tuple;
	} tuplehash[IP_CT_DIR_MAX];
	union {
		struct {
			struct ip_ct_tcp_state seen[IP_CT_DIR_MAX];
		} tcp;
	} proto;
};

#define nf_ct_protonum(ct) ((ct)->protocol)
#define nf_ct_is_confirmed(ct) ((ct)->confirmed)

#endif
