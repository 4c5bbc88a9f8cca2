// SPDX-License-Identifier: GPL-2.0-only
/* What may be said to the module, by whom and in which form. What an attribute may be is written here and nowhere else;
 * the handlers check only what involves two of them or what is configured at the moment, and the values of enums: where a
 * policy has a function for an integer, the kernel takes that for its bounds when it shows the policy, and warns.
 */
#include "netlink_family.h"
#include "net.h"
#include "utf8.h"

#include <linux/notifier.h>

/* The length is checked by then. */
static int check_reason(const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	const u8 *text = nla_data(attr);
	int length = nla_len(attr);

	if (!text[length - 1])
		length--;
	if (length && p2p_utf8_printable(text, length))
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "the reason is text in UTF-8, not empty and without control characters");
	return -EINVAL;
}

/* Beyond what NLA_POLICY_RANGE() can express. Never written; older kernels want them without const. */
static struct netlink_range_validation size_range = { .max = P2P_BLOB_MAX };
static struct netlink_range_validation chunk_range = { .min = 1, .max = P2P_CHUNK_MAX };
static struct netlink_range_validation rate_range = { .min = 1, .max = P2P_RATE_MAX };
static struct netlink_range_validation ids_range = { .max = P2P_LIST_IDS_MAX };

#define READ_ONLY(sentence) { .type = NLA_REJECT, .reject_message = sentence }

static const struct nla_policy settings_policy[] = {
	[P2P_SETTINGS_A_MARK_MASK] = { .type = NLA_U32 },
	[P2P_SETTINGS_A_ENFORCE] = NLA_POLICY_MAX(NLA_U8, 1),
	[P2P_SETTINGS_A_CAPTURE] = NLA_POLICY_MAX(NLA_U8, 1),
	[P2P_SETTINGS_A_NESTED] = NLA_POLICY_MAX(NLA_U8, 1),
};

static const struct nla_policy ruleset_policy[] = {
	[P2P_RULESET_A_SIZE] = NLA_POLICY_FULL_RANGE(NLA_U32, &size_range),
	[P2P_RULESET_A_OFFSET] = NLA_POLICY_FULL_RANGE(NLA_U32, &size_range),
	[P2P_RULESET_A_DATA] = NLA_POLICY_FULL_RANGE(NLA_BINARY, &chunk_range),
};

static const struct nla_policy prefix_policy[] = {
	[P2P_PREFIX_A_ADDRESS] = NLA_POLICY_RANGE(NLA_BINARY, 4, 16),
	[P2P_PREFIX_A_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[P2P_PREFIX_A_ZONE] = { .type = NLA_U16 },
};

static const struct nla_policy sanction_policy[] = {
	[P2P_SANCTION_A_SCOPE] = { .type = NLA_U8 },
	[P2P_SANCTION_A_ACTION] = { .type = NLA_U8 },
	[P2P_SANCTION_A_MARK_VALUE] = { .type = NLA_U32 },
	[P2P_SANCTION_A_MARK_MASK] = NLA_POLICY_MIN(NLA_U32, 1),
	[P2P_SANCTION_A_END] = NLA_POLICY_MIN(NLA_U64, 1),
	[P2P_SANCTION_A_STATE] = READ_ONLY("the state of a sanction is read only"),
	[P2P_SANCTION_A_LEFT_S] = READ_ONLY("the time left of a sanction is read only"),
	[P2P_SANCTION_A_RATE] = NLA_POLICY_FULL_RANGE(NLA_U64, &rate_range),
	[P2P_SANCTION_A_BURST] = NLA_POLICY_MIN(NLA_U32, 1),
	[P2P_SANCTION_A_START] = NLA_POLICY_MIN(NLA_U64, 1),
	[P2P_SANCTION_A_WAIT_S] = READ_ONLY("the time until a sanction begins is read only"),
	[P2P_SANCTION_A_REASON] = NLA_POLICY_VALIDATE_FN(NLA_STRING, check_reason, P2P_REASON_MAX),
};

static const struct nla_policy subscriber_policy[] = {
	[P2P_SUBSCRIBER_A_KEY] = NLA_POLICY_RANGE(NLA_BINARY, 1, P2P_KEY_MAX),
	[P2P_SUBSCRIBER_A_PREFIX] = NLA_POLICY_NESTED(prefix_policy),
	[P2P_SUBSCRIBER_A_SANCTION] = NLA_POLICY_NESTED(sanction_policy),
	[P2P_SUBSCRIBER_A_COUNTERS] = READ_ONLY("the counters of a subscriber are read only"),
	[P2P_SUBSCRIBER_A_HISTORY] = READ_ONLY("the history of a subscriber is read only"),
	[P2P_SUBSCRIBER_A_DEFAULT] = { .type = NLA_FLAG },
};

static const struct nla_policy garden_policy[] = {
	[P2P_GARDEN_A_ADDRESS] = NLA_POLICY_RANGE(NLA_BINARY, 4, 16),
	[P2P_GARDEN_A_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[P2P_GARDEN_A_PROTOCOL] = NLA_POLICY_MIN(NLA_U8, 1),
	[P2P_GARDEN_A_PORT_MIN] = NLA_POLICY_MIN(NLA_U16, 1),
	[P2P_GARDEN_A_PORT_MAX] = NLA_POLICY_MIN(NLA_U16, 1),
};

static const struct nla_policy key_policy[] = {
	[P2P_SUBSCRIBER_A_KEY] = NLA_POLICY_RANGE(NLA_BINARY, 1, P2P_KEY_MAX),
	[P2P_SUBSCRIBER_A_DEFAULT] = { .type = NLA_FLAG },
};

static const struct nla_policy content_policy[] = {
	[P2P_CONTENT_A_NAME] = { .type = NLA_STRING, .len = P2P_NAME_MAX },
	[P2P_CONTENT_A_EXCEPT] = { .type = NLA_FLAG },
	[P2P_CONTENT_A_COUNT20] = NLA_POLICY_FULL_RANGE(NLA_U32, &ids_range),
	[P2P_CONTENT_A_COUNT16] = NLA_POLICY_FULL_RANGE(NLA_U32, &ids_range),
	[P2P_CONTENT_A_IDS] = NLA_POLICY_FULL_RANGE(NLA_BINARY, &chunk_range),
};

static const struct nla_policy content_name_policy[] = {
	[P2P_CONTENT_A_NAME] = { .type = NLA_STRING, .len = P2P_NAME_MAX },
};

/* One for each form of message. All have a member: an operation without any would not look at those that it gets. */
static const struct nla_policy empty_message[P2P_A_PAD + 1] = {};

static const struct nla_policy cookie_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
};

static const struct nla_policy abort_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_FORCE] = { .type = NLA_FLAG },
};

static const struct nla_policy settings_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_SETTINGS] = NLA_POLICY_NESTED(settings_policy),
};

static const struct nla_policy ruleset_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_RULESET] = NLA_POLICY_NESTED(ruleset_policy),
};

static const struct nla_policy subscriber_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_SUBSCRIBER] = NLA_POLICY_NESTED(subscriber_policy),
};

static const struct nla_policy subscriber_del_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_SUBSCRIBER] = NLA_POLICY_NESTED(key_policy),
};

static const struct nla_policy subscriber_get_message[] = {
	[P2P_A_SUBSCRIBER] = NLA_POLICY_NESTED(key_policy),
	[P2P_A_ADDRESS] = NLA_POLICY_RANGE(NLA_BINARY, 4, 16),
	[P2P_A_ZONE] = { .type = NLA_U16 },
	[P2P_A_COUNTED] = { .type = NLA_FLAG },
};

static const struct nla_policy garden_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_GARDEN] = NLA_POLICY_NESTED(garden_policy),
};

static const struct nla_policy content_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_CONTENT] = NLA_POLICY_NESTED(content_policy),
};

static const struct nla_policy content_del_message[] = {
	[P2P_A_COOKIE] = { .type = NLA_U64 },
	[P2P_A_CONTENT] = NLA_POLICY_NESTED(content_name_policy),
};

static const struct nla_policy content_get_message[] = {
	[P2P_A_CONTENT] = NLA_POLICY_NESTED(content_name_policy),
};

static const struct nla_policy bypass_message[] = {
	[P2P_A_BYPASS] = NLA_POLICY_MAX(NLA_U8, 1),
};

#define MESSAGE(table) .policy = (table), .maxattr = ARRAY_SIZE(table) - 1

/* The flags are set before the family is registered: who may is the same for all. */
static struct genl_ops ops[] __ro_after_init = {
	{
		.cmd = P2P_CMD_STATUS_GET,
		.doit = p2p_netlink_status_get,
		MESSAGE(empty_message),
	}, {
		.cmd = P2P_CMD_STATS_GET,
		.doit = p2p_netlink_stats_get,
		MESSAGE(empty_message),
	}, {
		.cmd = P2P_CMD_RULESET_GET,
		.dumpit = p2p_netlink_ruleset_dump,
		MESSAGE(empty_message),
	}, {
		.cmd = P2P_CMD_SIGNATURE_GET,
		.dumpit = p2p_netlink_signature_dump,
		MESSAGE(empty_message),
	}, {
		.cmd = P2P_CMD_SUBSCRIBER_GET,
		.doit = p2p_netlink_subscriber_get,
		.start = p2p_netlink_subscriber_start,
		.dumpit = p2p_netlink_subscriber_dump,
		MESSAGE(subscriber_get_message),
	}, {
		.cmd = P2P_CMD_TRANSACTION_BEGIN,
		.doit = p2p_netlink_transaction_begin,
		MESSAGE(empty_message),
	}, {
		.cmd = P2P_CMD_TRANSACTION_COMMIT,
		.doit = p2p_netlink_transaction_commit,
		MESSAGE(cookie_message),
	}, {
		.cmd = P2P_CMD_TRANSACTION_ABORT,
		.doit = p2p_netlink_transaction_abort,
		MESSAGE(abort_message),
	}, {
		.cmd = P2P_CMD_SETTINGS_SET,
		.doit = p2p_netlink_settings_set,
		MESSAGE(settings_message),
	}, {
		.cmd = P2P_CMD_RULESET_SET,
		.doit = p2p_netlink_ruleset_set,
		MESSAGE(ruleset_message),
	}, {
		.cmd = P2P_CMD_SUBSCRIBER_SET,
		.doit = p2p_netlink_subscriber_set,
		MESSAGE(subscriber_message),
	}, {
		.cmd = P2P_CMD_SUBSCRIBER_DEL,
		.doit = p2p_netlink_subscriber_del,
		MESSAGE(subscriber_del_message),
	}, {
		.cmd = P2P_CMD_SUBSCRIBER_FLUSH,
		.doit = p2p_netlink_subscriber_flush,
		MESSAGE(cookie_message),
	}, {
		.cmd = P2P_CMD_BYPASS_SET,
		.doit = p2p_netlink_bypass_set,
		MESSAGE(bypass_message),
	}, {
		.cmd = P2P_CMD_GARDEN_GET,
		.dumpit = p2p_netlink_garden_dump,
		MESSAGE(empty_message),
	}, {
		.cmd = P2P_CMD_GARDEN_SET,
		.doit = p2p_netlink_garden_set,
		MESSAGE(garden_message),
	}, {
		.cmd = P2P_CMD_CONTENT_SET,
		.doit = p2p_netlink_content_set,
		MESSAGE(content_message),
	}, {
		.cmd = P2P_CMD_CONTENT_DEL,
		.doit = p2p_netlink_content_del,
		MESSAGE(content_del_message),
	}, {
		.cmd = P2P_CMD_CONTENT_FLUSH,
		.doit = p2p_netlink_content_flush,
		MESSAGE(cookie_message),
	}, {
		.cmd = P2P_CMD_CONTENT_GET,
		.dumpit = p2p_netlink_content_dump,
		MESSAGE(content_get_message),
	},
};

static const struct genl_multicast_group groups[] = {
	[P2P_NETLINK_EVENTS] = { .name = P2P_GENL_EVENTS, .flags = GENL_MCAST_CAP_NET_ADMIN },
};

/* No .resv_start_op: all commands are validated strictly, in the reserved fields of the header too. */
struct genl_family p2p_netlink_family __ro_after_init = {
	.name = P2P_GENL_NAME,
	.version = P2P_GENL_VERSION,
	.module = THIS_MODULE,
	.netnsok = true,
	.parallel_ops = true,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
};

/* In process context, as a blocking notifier: the abort may sleep. */
static int socket_released(struct notifier_block *block, unsigned long event, void *data)
{
	struct netlink_notify *notify = data;

	if (event == NETLINK_URELEASE && notify->protocol == NETLINK_GENERIC)
		p2p_transaction_release(p2p_net(notify->net), notify->portid);
	return NOTIFY_DONE;
}

static struct notifier_block socket_notifier = {
	.notifier_call = socket_released,
};

int __init p2p_netlink_init(void)
{
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(ops); i++)
		ops[i].flags = p2p_net_userns ? GENL_UNS_ADMIN_PERM : GENL_ADMIN_PERM;
	err = netlink_register_notifier(&socket_notifier);
	if (err)
		return err;
	err = genl_register_family(&p2p_netlink_family);
	if (err)
		netlink_unregister_notifier(&socket_notifier);
	return err;
}

void p2p_netlink_exit(void)
{
	genl_unregister_family(&p2p_netlink_family);
	netlink_unregister_notifier(&socket_notifier);
}
