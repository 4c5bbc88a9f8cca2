// SPDX-License-Identifier: GPL-2.0-or-later
#include <stddef.h>
#include <string.h>

#include "client_message.h"

static const struct origin nowhere;

static const struct attr_rule settings_rules[] = {
	[P2P_SETTINGS_A_MARK_MASK] = ATTR_U32,
	[P2P_SETTINGS_A_ENFORCE] = ATTR_U8,
	[P2P_SETTINGS_A_CAPTURE] = ATTR_U8,
	[P2P_SETTINGS_A_NESTED] = ATTR_U8,
};

static int settings_read(const struct nlattr *attr, void *data)
{
	struct settings *settings = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_SETTINGS_A_MARK_MASK:
		settings->has_mark_mask = true;
		settings->mark_mask = mnl_attr_get_u32(attr);
		break;
	case P2P_SETTINGS_A_ENFORCE:
		settings->has_enforce = true;
		settings->enforce = mnl_attr_get_u8(attr);
		break;
	case P2P_SETTINGS_A_CAPTURE:
		settings->has_capture = true;
		settings->capture = mnl_attr_get_u8(attr);
		break;
	case P2P_SETTINGS_A_NESTED:
		settings->has_nested = true;
		settings->nested = mnl_attr_get_u8(attr);
		break;
	}
	return 0;
}

static const struct attr_rule status_rules[] = {
	[P2P_STATUS_A_VERSION] = ATTR_STRING(255),
	[P2P_STATUS_A_BYPASS] = ATTR_U8,
	[P2P_STATUS_A_ACTIVE] = ATTR_U8,
	[P2P_STATUS_A_CLOCK_HELD] = ATTR_U8,
	[P2P_STATUS_A_SIGNATURES] = ATTR_U32,
	[P2P_STATUS_A_RULESET_SIZE] = ATTR_U32,
	[P2P_STATUS_A_SUBSCRIBERS] = ATTR_U32,
	[P2P_STATUS_A_PREFIXES] = ATTR_U32,
	[P2P_STATUS_A_SANCTIONS] = ATTR_U32,
	[P2P_STATUS_A_GARDEN] = ATTR_U32,
	[P2P_STATUS_A_FLOWS] = ATTR_U32,
	[P2P_STATUS_A_FLOWS_MAX] = ATTR_U32,
	[P2P_STATUS_A_HOLDER] = ATTR_U32,
	[P2P_STATUS_A_HELD_S] = ATTR_U32,
	[P2P_STATUS_A_LISTS] = ATTR_U32,
	[P2P_STATUS_A_LISTED] = ATTR_U32,
};

/* Where the plain numbers go. */
static const size_t status_numbers[__P2P_STATUS_A_MAX] = {
	[P2P_STATUS_A_SIGNATURES] = offsetof(struct status, signatures),
	[P2P_STATUS_A_RULESET_SIZE] = offsetof(struct status, ruleset_size),
	[P2P_STATUS_A_SUBSCRIBERS] = offsetof(struct status, subscribers),
	[P2P_STATUS_A_PREFIXES] = offsetof(struct status, prefixes),
	[P2P_STATUS_A_SANCTIONS] = offsetof(struct status, sanctions),
	[P2P_STATUS_A_GARDEN] = offsetof(struct status, garden),
	[P2P_STATUS_A_FLOWS] = offsetof(struct status, flows),
	[P2P_STATUS_A_FLOWS_MAX] = offsetof(struct status, flows_max),
	[P2P_STATUS_A_HOLDER] = offsetof(struct status, holder),
	[P2P_STATUS_A_HELD_S] = offsetof(struct status, held_s),
	[P2P_STATUS_A_LISTS] = offsetof(struct status, lists),
	[P2P_STATUS_A_LISTED] = offsetof(struct status, listed),
};

static int status_read(const struct nlattr *attr, void *data)
{
	struct status *status = data;
	uint16_t type = mnl_attr_get_type(attr);
	uint32_t value;

	switch (type) {
	case P2P_STATUS_A_VERSION:
		strncpy(status->version, mnl_attr_get_str(attr), sizeof(status->version) - 1);
		break;
	case P2P_STATUS_A_BYPASS:
		status->bypass = mnl_attr_get_u8(attr);
		break;
	case P2P_STATUS_A_ACTIVE:
		status->active = mnl_attr_get_u8(attr);
		break;
	case P2P_STATUS_A_CLOCK_HELD:
		status->clock_held = mnl_attr_get_u8(attr);
		break;
	default:
		value = mnl_attr_get_u32(attr);
		memcpy((char *)status + status_numbers[type], &value, sizeof(value));
		status->busy |= type == P2P_STATUS_A_HOLDER;
	}
	return 0;
}

static const struct attr_rule answer_rules[] = {
	[P2P_A_GENERATION] = ATTR_U64,
	[P2P_A_STATUS] = ATTR_NEST,
	[P2P_A_SETTINGS] = ATTR_NEST,
};

static int answer_read(const struct nlattr *attr, void *data)
{
	struct status *status = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_A_STATUS:
		return attr_each_nested(attr, status_rules, MNL_ARRAY_SIZE(status_rules), status_read, status);
	case P2P_A_SETTINGS:
		return attr_each_nested(attr, settings_rules, MNL_ARRAY_SIZE(settings_rules), settings_read,
					&status->settings);
	default:
		status->generation = mnl_attr_get_u64(attr);
		return 0;
	}
}

int client_decode_status(const struct nlmsghdr *message, void *status)
{
	return attr_each_message(message, answer_rules, MNL_ARRAY_SIZE(answer_rules), answer_read, status);
}

int client_status(struct client *client, struct status *status)
{
	*status = (struct status){ 0 };
	return client_call(client, client_message(client, P2P_CMD_STATUS_GET), &nowhere, client_decode_status, status);
}

const char *const client_stat_names[__P2P_STATS_A_MAX] = {
	[P2P_STATS_A_CLEARED] = "cleared",
	[P2P_STATS_A_INSPECTED] = "inspected",
	[P2P_STATS_A_P2P_PACKETS] = "p2p_packets",
	[P2P_STATS_A_P2P_BYTES] = "p2p_bytes",
	[P2P_STATS_A_DECIDED_P2P] = "decided_p2p",
	[P2P_STATS_A_DECIDED_OTHER] = "decided_other",
	[P2P_STATS_A_COUNTED] = "counted",
	[P2P_STATS_A_MARKED] = "marked",
	[P2P_STATS_A_DROPPED] = "dropped",
	[P2P_STATS_A_WOULD_DROP] = "would_drop",
	[P2P_STATS_A_WOULD_MARK] = "would_mark",
	[P2P_STATS_A_LIMITED] = "limited",
	[P2P_STATS_A_REJECTED] = "rejected",
	[P2P_STATS_A_GARDEN_PASSED] = "garden_passed",
	[P2P_STATS_A_NO_CONNTRACK] = "no_conntrack",
	[P2P_STATS_A_UNTRACKED] = "untracked",
	[P2P_STATS_A_MIDFLOW] = "midflow",
	[P2P_STATS_A_RELATED_PASSED] = "related_passed",
	[P2P_STATS_A_SHORT_PACKET] = "short_packet",
	[P2P_STATS_A_TABLE_FULL] = "table_full",
	[P2P_STATS_A_NO_MEMORY] = "no_memory",
	[P2P_STATS_A_MARK_UNKNOWN] = "mark_unknown",
	[P2P_STATS_A_MARK_INHERITED] = "mark_inherited",
	[P2P_STATS_A_EVENTS] = "events",
	[P2P_STATS_A_EVENTS_LOST] = "events_lost",
	[P2P_STATS_A_EVENTS_COALESCED] = "events_coalesced",
	[P2P_STATS_A_BITTORRENT_PACKETS] = "bittorrent_packets",
	[P2P_STATS_A_BITTORRENT_BYTES] = "bittorrent_bytes",
	[P2P_STATS_A_EDONKEY_PACKETS] = "edonkey_packets",
	[P2P_STATS_A_EDONKEY_BYTES] = "edonkey_bytes",
	[P2P_STATS_A_GNUTELLA_PACKETS] = "gnutella_packets",
	[P2P_STATS_A_GNUTELLA_BYTES] = "gnutella_bytes",
	[P2P_STATS_A_SOULSEEK_PACKETS] = "soulseek_packets",
	[P2P_STATS_A_SOULSEEK_BYTES] = "soulseek_bytes",
	[P2P_STATS_A_DIRECTCONNECT_PACKETS] = "directconnect_packets",
	[P2P_STATS_A_DIRECTCONNECT_BYTES] = "directconnect_bytes",
	[P2P_STATS_A_ARES_PACKETS] = "ares_packets",
	[P2P_STATS_A_ARES_BYTES] = "ares_bytes",
};

static const struct attr_rule stats_rules[] = {
	[P2P_STATS_A_PAD + 1 ... P2P_STATS_A_MAX] = ATTR_U64,
};

static int stats_read_value(const struct nlattr *attr, void *data)
{
	struct stats *stats = data;

	stats->value[mnl_attr_get_type(attr)] = mnl_attr_get_u64(attr);
	return 0;
}

static int stats_read(const struct nlattr *attr, void *data)
{
	return attr_each_nested(attr, stats_rules, MNL_ARRAY_SIZE(stats_rules), stats_read_value, data);
}

int client_decode_stats(const struct nlmsghdr *message, void *stats)
{
	static const struct attr_rule rules[] = { [P2P_A_STATS] = ATTR_NEST };

	return attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), stats_read, stats);
}

int client_stats(struct client *client, struct stats *stats)
{
	*stats = (struct stats){ 0 };
	return client_call(client, client_message(client, P2P_CMD_STATS_GET), &nowhere, client_decode_stats, stats);
}

int client_bypass(struct client *client, bool on)
{
	struct nlmsghdr *message = client_message(client, P2P_CMD_BYPASS_SET);

	mnl_attr_put_u8(message, P2P_A_BYPASS, on);
	return client_call(client, message, &nowhere, NULL, NULL);
}
