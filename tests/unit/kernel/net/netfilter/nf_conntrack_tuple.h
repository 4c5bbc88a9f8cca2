/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_NF_CONNTRACK_TUPLE_H
#define TESTS_NF_CONNTRACK_TUPLE_H

#include "pure.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_conntrack_tuple_common.h>

struct nf_conntrack_tuple {
	u8 bytes[36];
};

#define nf_ct_tuple_equal(a, b) (!memcmp(a, b, sizeof(*(a))))

#endif
