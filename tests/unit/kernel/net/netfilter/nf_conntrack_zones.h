/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_NF_CONNTRACK_ZONES_H
#define TESTS_NF_CONNTRACK_ZONES_H

#include "nf_conntrack.h"

struct nf_conntrack_zone {
	u16 id;
};

#define nf_ct_zone(ct) (&(struct nf_conntrack_zone){ (ct)->zone })

#endif
