// SPDX-License-Identifier: GPL-2.0
/* A step is played for all flows at once: its packets are built, sent and entered in a batch; what comes out of the two
 * wires meanwhile is looked up there; then we wait until nothing is missing or nothing more can be hoped for.
 */
#include "play.h"

#include "batch.h"
#include "die.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Packets sent between two looks at the wires, and packets that may be on their way while all must arrive: both keep
 * the queues of the kernels in between (1000 packets by default) from overflowing in a flood.
 */
#define LOOK_EVERY	16
#define AFLOAT_MAX	256

/* To wait for what must come costs nothing unless it does not, so a stall of a loaded machine shall not look like a loss. */
#define PATIENCE_MS	3000

/* Something that should not come may come a moment after the last packet. */
#define SETTLE_MS	10

struct player {
	const struct cast *cast;
	struct flow_table table;
	struct report report;
	struct reassembly reassembly[2];
	/* Set by steps: */
	struct shape shape;
	enum expectation expectation;
	enum order order;
	uint32_t seed;
	size_t cut;
	size_t gso;
	size_t fragment;
	long timeout_ms;
	/* The step being played: */
	const struct step *step;
	struct batch batch;
	int64_t progress_ms;		/* when a packet last left or arrived */
	bool paced;			/* more than AFLOAT_MAX packets on their way are waited for */
	uint16_t id;
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What came as a reset or an ICMP error, or from nowhere. */
static void count_stranger(struct player *player, enum end at, const struct seen *seen)
{
	bool to_sender = at == player->step->from;

	report_stranger(&player->report, at, seen);
	if (to_sender && seen->error)
		player->batch.errors++;
	else if (to_sender && seen->protocol == IPPROTO_TCP && seen->flags & TH_RST)
		player->batch.resets++;
	else
		player->batch.strangers++;
}

/* The addresses of @seen in the order of the flow: what arrives at b comes from the initiator. */
static struct tuple tuple_of(enum end at, const struct seen *seen)
{
	struct tuple tuple = { seen->source, seen->destination };

	if (at == END_A)
		tuple = (struct tuple){ seen->destination, seen->source };
	return tuple;
}

/* The addresses of the packet that an ICMP error quotes, which left from @at. */
static struct tuple tuple_quoted(enum end at, const struct seen *seen)
{
	struct tuple tuple = { seen->quoted.source, seen->quoted.destination };

	if (at == END_B)
		tuple = (struct tuple){ seen->quoted.destination, seen->quoted.source };
	return tuple;
}

static bool learn(struct player *player, const struct seen *seen)
{
	struct tuple tuple = tuple_of(END_B, seen);

	if (player->table.learned || !batch_arrive(&player->batch, &player->table.flows[0], 0, END_B, seen))
		return false;
	flow_learn(&player->table, &tuple);
	report_learned(&tuple);
	return true;
}

static void take_packet(struct player *player, enum end at, const struct seen *seen)
{
	struct tuple tuple = seen->error ? tuple_quoted(at, seen) : tuple_of(at, seen);
	uint8_t protocol = seen->error ? seen->quoted.protocol : seen->protocol;
	struct flow *flow;

	if (protocol != player->cast->protocol)
		return;
	flow = flow_lookup(&player->table, at, &tuple);
	if (!flow) {
		if (at != END_B || seen->error || !learn(player, seen))
			return;
		player->progress_ms = now_ms();
		return;
	}
	if (!seen->error && at != player->step->from &&
	    batch_arrive(&player->batch, flow, (size_t)(flow - player->table.flows), at, seen))
		player->progress_ms = now_ms();
	else
		count_stranger(player, at, seen);
}

static void look(struct player *player)
{
	static uint8_t packet[2 * PACKET_MAX];
	struct seen seen;
	size_t length;
	int at;

	for (at = END_A; at <= END_B; at++)
		while ((length = wire_receive(&player->cast->wires[at], packet, sizeof(packet))))
			if (dissect(&player->reassembly[at], packet, length, &seen))
				take_packet(player, (enum end)at, &seen);
}

/* Is something still missing without which the expectation is not met? */
static bool must_come(const struct player *player)
{
	const struct batch *batch = &player->batch;

	switch (player->expectation) {
	case EXPECT_PASS:
		return batch->arrived < batch->sent && !batch->resets && !batch->errors && !batch->strangers;
	case EXPECT_SOME:
		return !batch->arrived;
	case EXPECT_RESET:
		return !batch->resets;
	case EXPECT_ICMP:
		return !batch->errors;
	default:
		return false;
	}
}

/* Waits until at most @afloat packets have not arrived, or the timeout is over. Return: whether it is so. */
static bool await(struct player *player, size_t afloat)
{
	int64_t left, timeout_ms;

	for (;;) {
		look(player);
		timeout_ms = player->timeout_ms;
		if (must_come(player) && timeout_ms < PATIENCE_MS)
			timeout_ms = PATIENCE_MS;
		left = player->progress_ms + timeout_ms - now_ms();
		if (player->batch.sent - player->batch.arrived <= afloat)
			return true;
		if (left <= 0)
			return false;
		wire_wait(player->cast->wires, (int)left);
	}
}

/* Listens while nothing is sent. Return: whether it was as silent as the expectation in force demands. */
static bool listen_only(struct player *player, long ms)
{
	bool demands_silence = player->expectation == EXPECT_PASS || player->expectation == EXPECT_LOST;
	int64_t end = now_ms() + ms, left;
	bool met;

	player->batch = (struct batch){ 0 };
	while ((left = end - now_ms()) > 0) {
		wire_wait(player->cast->wires, (int)left);
		look(player);
	}
	met = !demands_silence || batch_meets(&player->batch, player->expectation);
	if (!met)
		report_unmet(player->step, &player->batch, player->expectation);
	return met;
}

static struct packet packet_of(struct player *player, const struct flow *flow, const struct sent *sent)
{
	const struct cast *cast = player->cast;
	enum end from = player->step->from;
	const struct tuple *tuple = &flow->at[from];
	struct packet packet = {
		.source = from == END_A ? tuple->initiator : tuple->responder,
		.destination = from == END_A ? tuple->responder : tuple->initiator,
		.protocol = cast->protocol,
		.flags = sent->flags,
		.id = ++player->id,
		.sequence = cast->protocol == IPPROTO_TCP ? sent->sequence : player->id,
		.acknowledgement = cast->initial_sequence[other_end(from)] + 1 + (uint32_t)flow->sides[from].received,
		.reply = from == END_B,
		.payload = sent->payload,
		.length = sent->length,
	};

	return packet;
}

static void send_fragment(void *context, const uint8_t *fragment, size_t length)
{
	struct player *player = context;

	wire_send(&player->cast->wires[player->step->from], fragment, length, NULL);
}

static void send_gso(struct player *player, const struct packet *packet, const struct layout *layout, uint8_t *built)
{
	struct offload offload = {
		.version = packet->source.version,
		.udp = packet->protocol == IPPROTO_UDP,
		.segment_size = (uint16_t)player->gso,
		.transport = (uint16_t)layout->transport,
		.checksum = (uint16_t)(layout->checksum - layout->transport),
		.payload = (uint16_t)layout->payload,
	};

	packet_offload(packet, layout, built);
	wire_send(&player->cast->wires[player->step->from], built, layout->end, &offload);
}

static void send_packet(struct player *player, const struct flow *flow, const struct sent *sent)
{
	const struct wire *wire = &player->cast->wires[player->step->from];
	struct packet packet = packet_of(player, flow, sent);
	static uint8_t built[PACKET_MAX + HEADERS_MAX];
	struct layout layout;

	if (packet_overhead(&packet, &player->shape) + packet.length > PACKET_MAX)
		die("step %u '%s': longer than an IP packet can be", player->step->number, player->step->text);
	layout = packet_build(&packet, &player->shape, built);
	if (player->gso && packet.length > player->gso)
		send_gso(player, &packet, &layout, built);
	else if (player->fragment)
		packet_fragment(built, &layout, player->fragment, send_fragment, player);
	else if (layout.end > (size_t)wire->link.mtu)
		die("step %u '%s': %zu octets of payload make a packet of %zu, the MTU is %d (cut=, frag=, gso=)",
		    player->step->number, player->step->text, packet.length, layout.end, wire->link.mtu);
	else
		wire_send(wire, built, layout.end, NULL);
}

static void account_sent(struct player *player, size_t count)
{
	size_t before = player->batch.sent;

	player->batch.sent += count;
	player->progress_ms = now_ms();
	if (before / LOOK_EVERY != player->batch.sent / LOOK_EVERY)
		look(player);
	/* Once they are lost, there is nothing to wait for with each further packet. */
	if (player->paced && player->batch.sent - player->batch.arrived > AFLOAT_MAX)
		player->paced = await(player, AFLOAT_MAX);
}

/* Where the segment that leaves as number @i of @count begins in the payload, in segments. A GSO packet is one piece. */
static void arrange(const struct player *player, size_t *position, size_t count)
{
	enum order order = player->gso ? ORDER_FORWARD : player->order;
	unsigned int seed = player->seed;
	size_t i;

	for (i = 0; i < count; i++)
		position[i] = order == ORDER_REVERSE ? count - 1 - i : i;
	for (i = count; order == ORDER_SHUFFLE && i > 1; i--) {
		size_t other = (size_t)rand_r(&seed) % i, swap = position[i - 1];

		position[i - 1] = position[other];
		position[other] = swap;
	}
}

/* Octets per segment of the present step. */
static size_t segment_size(const struct player *player)
{
	const struct step *step = player->step;
	size_t size = player->gso ? player->gso : player->cut;
	bool plain = !(step->flags & (TH_SYN | TH_FIN));

	return size && plain && step->data.length > size ? size : step->data.length;
}

static size_t segment_count(const struct player *player)
{
	size_t size = segment_size(player);

	return size ? (player->step->data.length + size - 1) / size : 1;
}

/* Where the payload of the step begins in the stream, and where the sender is after it. */
static int64_t place(const struct step *step, struct side *side)
{
	int64_t first = step->has_offset ? step->offset : side->next, end;

	if (step->flags & TH_SYN)
		first = 0;
	end = first + (int64_t)step->data.length + (step->flags & TH_FIN ? 1 : 0);
	if (end > side->next)
		side->next = end;
	return first;
}

static void fill_segment(const struct player *player, struct sent *sent, int64_t first, size_t position)
{
	const struct step *step = player->step;
	size_t size = segment_size(player), done = position * size;
	size_t left = step->data.length - done;

	sent->payload = step->data.data + done;
	sent->length = (uint32_t)(left < size ? left : size);
	sent->flags = step->flags;
	/* As from a socket: the segments in front of the last are not pushed, which is what lets GRO merge them. */
	if (left > size)
		sent->flags &= (uint8_t)~TH_PUSH;
	sent->offset = first + (int64_t)done - (step->flags & TH_SYN ? 1 : 0);
	sent->sequence = player->cast->initial_sequence[step->from] + 1 + (uint32_t)sent->offset;
}

/* Sends the step's payload once in one flow; @sent has room for its segments. */
static void send_once(struct player *player, struct flow *flow, struct sent *sent, const size_t *position)
{
	const struct step *step = player->step;
	int64_t first = place(step, &flow->sides[step->from]);
	size_t count = segment_count(player), i;

	for (i = 0; i < count; i++)
		fill_segment(player, &sent[i], first, position[i]);
	if (player->gso) {
		struct sent whole = sent[0];

		whole.length = (uint32_t)step->data.length;
		whole.flags = step->flags;
		send_packet(player, flow, &whole);
		account_sent(player, count);
		return;
	}
	for (i = 0; i < count; i++) {
		send_packet(player, flow, &sent[i]);
		account_sent(player, 1);
	}
}

static void send_all(struct player *player)
{
	size_t segments = segment_count(player), repeat, *position = calloc(segments, sizeof(*position));
	struct sent *sent = player->batch.packets;
	unsigned int i;

	if (!position)
		die("out of memory");
	arrange(player, position, segments);
	for (i = 0; i < player->table.count; i++) {
		player->table.flows[i].open = 0;
		for (repeat = 0; repeat < player->step->repeat; repeat++, sent += segments)
			send_once(player, &player->table.flows[i], sent, position);
	}
	free(position);
}

static bool play_send(struct player *player)
{
	const struct step *step = player->step;
	struct batch *batch = &player->batch;
	bool met;

	if (step->from == END_B && !player->table.learned)
		die("step %u '%s': b cannot send before it has learned the addresses from a packet of a", step->number, step->text);
	*batch = batch_create(player->table.count, step->repeat * segment_count(player));
	player->progress_ms = now_ms();
	player->paced = player->expectation == EXPECT_PASS;
	send_all(player);
	await(player, 0);
	met = batch_meets(batch, player->expectation);
	report_batch(&player->report, step, batch, player->cast->protocol);
	if (!met)
		report_unmet(step, batch, player->expectation);
	batch_destroy(batch);
	return met;
}

/* Fragments of IPv6 need a fragment header; one is added in front of the transport header if --ext has none. */
static void set_fragment(struct player *player, size_t size)
{
	struct shape *shape = &player->shape;
	unsigned int i;

	memcpy(shape->extensions, player->cast->shape.extensions, sizeof(shape->extensions));
	shape->extension_count = player->cast->shape.extension_count;
	player->fragment = size;
	if (!size || player->cast->at[END_A].initiator.version == 4)
		return;
	for (i = 0; i < shape->extension_count; i++)
		if (shape->extensions[i] == EXTENSION_FRAGMENT)
			return;
	if (shape->extension_count == EXTENSIONS_MAX)
		die("frag=%zu: --ext has no room for a fragment header", size);
	shape->extensions[shape->extension_count++] = EXTENSION_FRAGMENT;
}

static void apply(struct player *player, const struct step *step)
{
	size_t value = (size_t)step->value;

	switch (step->kind) {
	case STEP_CUT:
		player->cut = value;
		break;
	case STEP_GSO:
		player->gso = value;
		break;
	case STEP_FRAGMENT:
		set_fragment(player, value);
		break;
	case STEP_ORDER:
		player->order = (enum order)value;
		break;
	case STEP_SHUFFLE:
		player->order = ORDER_SHUFFLE;
		player->seed = (uint32_t)value;
		break;
	case STEP_EXPECT:
		player->expectation = (enum expectation)value;
		break;
	case STEP_HOP_LIMIT:
		player->shape.hop_limit = (uint8_t)value;
		break;
	case STEP_CHECKSUM:
		player->shape.bad_checksum = !value;
		break;
	case STEP_TIMEOUT:
		player->timeout_ms = step->value;
		break;
	case STEP_SEND:
	case STEP_WAIT:
		break;
	}
}

static bool play_step(struct player *player, const struct step *step)
{
	player->step = step;
	if (step->kind == STEP_SEND)
		return play_send(player);
	if (step->kind == STEP_WAIT)
		return listen_only(player, step->value);
	apply(player, step);
	return true;
}

bool play(const struct cast *cast, const struct script *script)
{
	bool has_ports = cast->protocol == IPPROTO_TCP || cast->protocol == IPPROTO_UDP || cast->protocol == IPPROTO_ICMP;
	static struct player player;
	unsigned int i;
	bool met = true;

	player.cast = cast;
	player.table = flow_table_create(cast->at, cast->flows, has_ports, cast->learn);
	player.report.quiet = cast->quiet;
	player.shape = cast->shape;
	player.timeout_ms = cast->timeout_ms;
	for (i = 0; i < script->count && met; i++)
		met = play_step(&player, &script->steps[i]);
	if (script->count && met)
		met = listen_only(&player, SETTLE_MS);
	report_totals(&player.report);
	flow_table_destroy(&player.table);
	return met;
}
