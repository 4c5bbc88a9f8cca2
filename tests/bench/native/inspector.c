// SPDX-License-Identifier: GPL-2.0-or-later
#include "inspector.h"

#include <stdlib.h>

#include <ndpi_api.h>

/* After so many packets nDPI's own reader gives up. */
#define PACKETS_MAX_TCP	80
#define PACKETS_MAX_UDP	24

static const unsigned short p2p_protocols[] = {
	NDPI_PROTOCOL_BITTORRENT, NDPI_PROTOCOL_EDONKEY, NDPI_PROTOCOL_GNUTELLA, NDPI_PROTOCOL_DIRECTCONNECT,
	NDPI_PROTOCOL_FASTTRACK, NDPI_PROTOCOL_OPENFT, NDPI_PROTOCOL_APPLEJUICE,
};

#define P2P_PROTOCOLS (sizeof(p2p_protocols) / sizeof(p2p_protocols[0]))

static bool is_p2p(unsigned int protocol)
{
	for (size_t i = 0; i < P2P_PROTOCOLS; i++)
		if (p2p_protocols[i] == protocol)
			return true;
	return false;
}

/* A new one each time: it remembers addresses and ports, and must not know them from the last time. */
static void create_module(struct inspector *inspector)
{
	NDPI_PROTOCOL_BITMASK wanted;

	inspector->module = memory_or_exit(ndpi_init_detection_module(ndpi_no_prefs));
	if (inspector->scope != INSPECTOR_P2P) {
		NDPI_BITMASK_SET_ALL(wanted);
	} else {
		NDPI_BITMASK_RESET(wanted);
		for (size_t i = 0; i < P2P_PROTOCOLS; i++)
			NDPI_BITMASK_ADD(wanted, p2p_protocols[i]);
	}
	ndpi_set_protocol_detection_bitmask2(inspector->module, &wanted);
	ndpi_finalize_initialization(inspector->module);
}

static void prepare(void *self, const struct traffic *traffic)
{
	struct inspector *inspector = self;

	create_module(inspector);
	inspector->found = memory_alloc(traffic->count * sizeof(*inspector->found));
}

/* The pages are touched: otherwise the clock would see the kernel zero them. */
static void prepare_flows(void *self, const struct traffic *traffic)
{
	struct inspector *inspector = self;

	prepare(self, traffic);
	inspector->flows = memory_or_exit(malloc(traffic->count * inspector->flow_size));
	memset(inspector->flows, 0, traffic->count * inspector->flow_size);
}

static bool is_done(struct inspector *inspector, struct ndpi_flow_struct *state, const ndpi_protocol *name)
{
	if (name->app_protocol == NDPI_PROTOCOL_UNKNOWN && name->master_protocol == NDPI_PROTOCOL_UNKNOWN)
		return false;
	return inspector->scope != INSPECTOR_DETAILS || !ndpi_extra_dissection_possible(inspector->module, state);
}

static ndpi_protocol read_flow(struct inspector *inspector, const struct traffic_flow *flow,
			       struct ndpi_flow_struct *state, struct tally *tally)
{
	size_t most = flow->tcp ? PACKETS_MAX_TCP : PACKETS_MAX_UDP;
	ndpi_protocol name = { 0 };
	u_int8_t guessed;

	for (size_t i = 0; i < flow->count && i < most && !state->fail_with_unknown; i++) {
		const struct traffic_packet *packet = &flow->packets[i];

		name = ndpi_detection_process_packet(inspector->module, state, packet->ip.data, packet->ip.size,
						     packet->time_ms);
		tally->packets++;
		tally->bytes += packet->piece.payload.size;
		if (is_done(inspector, state, &name))
			return name;
	}
	return ndpi_detection_giveup(inspector->module, state, 1, &guessed);
}

static void note(struct inspector *inspector, size_t number, const ndpi_protocol *name)
{
	inspector->found[number] = is_p2p(name->app_protocol) || is_p2p(name->master_protocol);
}

static void read_prepared(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct inspector *inspector = self;

	for (size_t i = 0; i < traffic->count; i++) {
		void *state = inspector->flows + i * inspector->flow_size;
		ndpi_protocol name = read_flow(inspector, &traffic->flows[i], state, tally);

		note(inspector, i, &name);
	}
}

static void read_allocating(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct inspector *inspector = self;

	for (size_t i = 0; i < traffic->count; i++) {
		struct ndpi_flow_struct *state = memory_or_exit(ndpi_flow_malloc(inspector->flow_size));
		ndpi_protocol name;

		memset(state, 0, inspector->flow_size);
		name = read_flow(inspector, &traffic->flows[i], state, tally);
		note(inspector, i, &name);
		ndpi_free_flow(state);
	}
}

static void tidy(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct inspector *inspector = self;

	for (size_t i = 0; i < traffic->count; i++) {
		tally->found += inspector->found[i];
		if (inspector->flows)
			ndpi_free_flow_data((void *)(inspector->flows + i * inspector->flow_size));
	}
	free(inspector->flows);
	inspector->flows = NULL;
	free(inspector->found);
	ndpi_exit_detection_module(inspector->module);
}

static const char *const names[][2] = {
	[INSPECTOR_ALL] = { "ndpi", "ndpi-prepared" },
	[INSPECTOR_P2P] = { "ndpi-p2p", "ndpi-p2p-prepared" },
	[INSPECTOR_DETAILS] = { "ndpi-details", "ndpi-details-prepared" },
};

struct contestant inspector_contestant(struct inspector *inspector, enum inspector_scope scope, bool prepared)
{
	*inspector = (struct inspector){ .scope = scope,
					 .flow_size = ndpi_detection_get_sizeof_ndpi_flow_struct() };
	return (struct contestant){
		.name = names[scope][prepared],
		.what = prepared ? "detection; the structure of each flow was allocated and zeroed before, and is freed "
				   "behind" :
				   "a structure allocated and zeroed for each flow, detection, and freed",
		.prepared = prepared,
		.self = inspector,
		.prepare = prepared ? prepare_flows : prepare,
		.run = prepared ? read_prepared : read_allocating,
		.tidy = tidy,
	};
}
