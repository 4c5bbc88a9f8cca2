// SPDX-License-Identifier: GPL-2.0-or-later
#include "attr.h"

#include <linux/genetlink.h>
#include <stdbool.h>

static bool attr_has_rule(const struct attr_rule *rule)
{
	return rule->max_size > 0;
}

static bool attr_keeps_rule(const struct nlattr *attr, const struct attr_rule *rule)
{
	size_t size = mnl_attr_get_payload_len(attr);

	if (size < rule->min_size || size > rule->max_size)
		return false;
	/* An empty nest is lawful; mnl wants a header in it. */
	return size == 0 || mnl_attr_validate(attr, rule->type) == 0;
}

int attr_each(const void *attributes, size_t size, const struct attr_rule *rules, size_t rule_count, attr_visitor visit,
	      void *data)
{
	const struct nlattr *attr = attributes;
	const char *end = (const char *)attributes + size;

	while ((const char *)attr < end) {
		uint16_t type;

		if (!mnl_attr_ok(attr, end - (const char *)attr))
			return -1;
		type = mnl_attr_get_type(attr);
		if (type < rule_count && attr_has_rule(&rules[type])) {
			if (!attr_keeps_rule(attr, &rules[type]) || visit(attr, data))
				return -1;
		}
		attr = mnl_attr_next(attr);
	}
	return 0;
}

int attr_each_nested(const struct nlattr *nest, const struct attr_rule *rules, size_t rule_count, attr_visitor visit,
		     void *data)
{
	return attr_each(mnl_attr_get_payload(nest), mnl_attr_get_payload_len(nest), rules, rule_count, visit, data);
}

int attr_each_message(const struct nlmsghdr *message, const struct attr_rule *rules, size_t rule_count,
		      attr_visitor visit, void *data)
{
	size_t size = mnl_nlmsg_get_payload_len(message);

	if (message->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN)
		return -1;
	return attr_each(mnl_nlmsg_get_payload_offset(message, GENL_HDRLEN), size - GENL_HDRLEN, rules, rule_count, visit,
			 data);
}
