/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nobody listens. */
#ifndef TESTS_NF_CONNTRACK_ECACHE_H
#define TESTS_NF_CONNTRACK_ECACHE_H

#define nf_conntrack_event_cache(event, ct) ((void)(ct))

#endif
