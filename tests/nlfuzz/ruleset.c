// SPDX-License-Identifier: GPL-2.0
#include "ruleset.h"
#include "die.h"
#include "nf_p2p.h"

#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

static void ask(struct talker *talker, uint16_t family)
{
	char buffer[64];
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	message->nlmsg_type = family;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	header->cmd = P2P_CMD_RULESET_GET;
	talker_send(talker, message, message->nlmsg_len);
}

static void append(uint8_t *ruleset, uint32_t *size, const struct nlmsghdr *message)
{
	const struct nlattr *attr, *part;

	mnl_attr_for_each(attr, message, GENL_HDRLEN) {
		if (mnl_attr_get_type(attr) != P2P_A_RULESET)
			continue;
		mnl_attr_for_each_nested(part, attr) {
			uint32_t length = mnl_attr_get_payload_len(part);

			if (mnl_attr_get_type(part) != P2P_RULESET_A_DATA || length > P2P_BLOB_MAX - *size)
				continue;
			memcpy(ruleset + *size, mnl_attr_get_payload(part), length);
			*size += length;
		}
	}
}

uint8_t *ruleset_read(struct talker *talker, uint16_t family, uint32_t *size)
{
	uint8_t *ruleset = calloc(1, P2P_BLOB_MAX);

	if (!ruleset)
		die("no memory");
	*size = 0;
	ask(talker, family);
	for (;;) {
		int length = (int)talker_receive(talker, true);
		const struct nlmsghdr *message = (struct nlmsghdr *)talker->answer;

		for (; mnl_nlmsg_ok(message, length); message = mnl_nlmsg_next(message, &length)) {
			if (message->nlmsg_type != family)
				return ruleset;
			append(ruleset, size, message);
		}
	}
}
