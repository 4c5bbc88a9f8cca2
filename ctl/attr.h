/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading netlink attributes that nothing is assumed about. */
#ifndef P2PCTL_ATTR_H
#define P2PCTL_ATTR_H

#include <libmnl/libmnl.h>
#include <stdint.h>

/* What an attribute must look like. An attribute without a rule (max_size 0) is skipped: a newer kernel may send more. */
struct attr_rule {
	enum mnl_attr_data_type type;
	uint16_t min_size;		/* bytes of payload */
	uint16_t max_size;
};

#define ATTR_U8			{ MNL_TYPE_U8, 1, 1 }
#define ATTR_U16		{ MNL_TYPE_U16, 2, 2 }
#define ATTR_U32		{ MNL_TYPE_U32, 4, 4 }
#define ATTR_U64		{ MNL_TYPE_U64, 8, 8 }
#define ATTR_FLAG		{ MNL_TYPE_FLAG, 0, 1 }
#define ATTR_NEST		{ MNL_TYPE_NESTED, 0, UINT16_MAX }
#define ATTR_STRING(limit)	{ MNL_TYPE_NUL_STRING, 1, (limit) + 1 }
#define ATTR_BINARY(min, max)	{ MNL_TYPE_BINARY, min, max }

/* Called for each attribute that has a rule and keeps it, in the order of the message. Return: 0, or -1 to refuse it. */
typedef int (*attr_visitor)(const struct nlattr *attr, void *data);

/* Check attributes, and show each to the visitor.
 *
 * Return: 0; -1 when one breaks its rule, the visitor refused one, or the bytes are not a list of attributes. What is
 * to be read may then have been read in part.
 */
int attr_each(const void *attributes, size_t size, const struct attr_rule *rules, size_t rule_count, attr_visitor visit,
	      void *data);

/* The same for what stands in a nest. */
int attr_each_nested(const struct nlattr *nest, const struct attr_rule *rules, size_t rule_count, attr_visitor visit,
		     void *data);

/* The same for what follows the generic netlink header of a message. */
int attr_each_message(const struct nlmsghdr *message, const struct attr_rule *rules, size_t rule_count,
		      attr_visitor visit, void *data);

#endif
