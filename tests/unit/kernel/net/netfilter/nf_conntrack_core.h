/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_NF_CONNTRACK_CORE_H
#define TESTS_NF_CONNTRACK_CORE_H

#include "nf_conntrack.h"

struct nf_ct_iter_data {
	struct net *net;
	void *data;
};

/* The test is the table. */
void nf_ct_iterate_cleanup_net(int (*visit)(struct nf_conn *ct, void *data), const struct nf_ct_iter_data *iter);

#endif
