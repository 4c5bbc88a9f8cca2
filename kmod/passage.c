// SPDX-License-Identifier: GPL-2.0-only
#include "passage.h"

#include "mark.h"
#include "packet.h"
#include "standing.h"

#include <linux/timekeeping.h>
#include <net/netfilter/nf_conntrack_zones.h>

/* --- packet, flow --- */

/* Class bits on the first packet of an expected connection are the master's, and what is no class is nobody's. */
static u8 reset_class(const struct p2p_passage *pass, u8 class)
{
	if (!p2p_state_works(pass->state))
		return 0;	/* our bits may be others by the time that we have something to do */
	if (class > P2P_CLASS_LAST)
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_MARK_UNKNOWN);
	else if (test_bit(IPS_EXPECTED_BIT, &pass->ct->status))
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_MARK_INHERITED);
	else
		return class;
	p2p_mark_advance(pass->ct, &pass->state->settings, class, 0);
	return 0;
}

/* What the first packet of a flow finds in a later hook is what was decided in the first. */
u8 p2p_passage_class(const struct p2p_passage *pass, bool first_hook)
{
	u8 class;

	if (!pass->ct)
		return P2P_CLASS_UNDECIDED;
	class = p2p_mark_read(pass->ct, &pass->state->settings);
	if (likely(class <= P2P_CLASS_LAST && (!class || !first_hook || nf_ct_is_confirmed(pass->ct))))
		return class;
	return reset_class(pass, class);
}

/* --- subscriber --- */

static struct p2p_subscriber *find_address(const struct p2p_passage *pass, u8 family, const void *address)
{
	u16 zone = pass->ct ? nf_ct_zone(pass->ct)->id : NF_CT_DEFAULT_ZONE_ID;

	return p2p_subscriber_lookup(&pass->pn->subscribers, pass->state->generation, family, address, zone);
}

static void find_ends_of_packet(struct p2p_passage *pass)
{
	u8 end;

	for (end = 0; end < 2; end++)
		pass->ends[end] = find_address(pass, pass->family, p2p_packet_address(pass->skb, pass->family, end));
}

/* What was found while a transaction began is good for this packet, but not for those to come. A packet that was packed into
 * another one on its way may still belong to a connection of the other family.
 */
static void find_ends_of_flow(struct p2p_passage *pass)
{
	const u64 *coming = &pass->pn->subscribers.coming;
	u8 reply = CTINFO2DIR(pass->info) == IP_CT_DIR_REPLY;
	struct p2p_subscriber **ends = pass->ends;
	u64 before = READ_ONCE(*coming);
	enum ip_conntrack_dir dir;

	smp_rmb();	/* pairs with p2p_transaction_begin() */
	for (dir = 0; dir < IP_CT_DIR_MAX; dir++)
		ends[dir ^ reply] = find_address(pass, nf_ct_l3num(pass->ct), &pass->ct->tuplehash[dir].tuple.src.u3);
	smp_rmb();	/* likewise */
	/* Until it is confirmed its addresses may still be translated. */
	if (nf_ct_is_confirmed(pass->ct) && READ_ONCE(*coming) == before)
		p2p_memo_note(&pass->pn->memos, pass->ct, pass->state->generation, ends[reply], ends[!reply]);
}

static bool recall(struct p2p_passage *pass)
{
	struct p2p_recollection known;

	if (!pass->ct || !nf_ct_is_confirmed(pass->ct) ||
	    !p2p_memo_recall(&pass->pn->memos, pass->ct, pass->state->generation, CTINFO2DIR(pass->info), pass->class,
			     &known))
		return false;
	pass->ends[0] = known.source;
	pass->ends[1] = known.destination;
	pass->told = p2p_memo_still_told(&known);
	pass->judged = pass->class && known.judged;
	pass->verdict = known.verdict;
	return true;
}

void p2p_passage_find_ends(struct p2p_passage *pass)
{
	if (pass->sought)
		return;
	pass->sought = true;
	if (recall(pass))
		return;
	if (pass->ct)
		find_ends_of_flow(pass);
	else
		find_ends_of_packet(pass);
}

/* --- verdict --- */

static void read_clocks(struct p2p_now *now)
{
	now->wall_s = ktime_get_real_seconds();
	now->boot_s = ktime_divns(ktime_get_coarse_boottime(), NSEC_PER_SEC);
}

/* What was seen to begin has begun, and an ended sanction never comes back, whatever the clocks do next. */
static noinline bool runs(struct p2p_order *order, struct p2p_now *now)
{
	if (!now->wall_s)
		read_clocks(now);
	if (p2p_order_over(order, now)) {
		WRITE_ONCE(order->ended, 1);
		return false;
	}
	if (order->start_wall_s && !READ_ONCE(order->begun) && !p2p_order_waiting(order, now))
		WRITE_ONCE(order->begun, 1);
	return true;
}

static const struct p2p_order *order_of(const struct p2p_subscriber *subscriber, struct p2p_now *now)
{
	struct p2p_order *order = subscriber ? p2p_subscriber_order(subscriber) : NULL;

	if (!order || READ_ONCE(order->ended) || (p2p_order_timed(order) && !runs(order, now)))
		return NULL;
	return order;
}

struct p2p_place p2p_passage_place(const struct p2p_passage *pass, u8 end)
{
	u8 reply = pass->ct && CTINFO2DIR(pass->info) == IP_CT_DIR_REPLY;

	return pass->ct ? p2p_place_of_flow(pass->ct, end ^ reply) : p2p_place_of_packet(pass->skb, pass->family, end);
}

static bool in_garden(const struct p2p_passage *pass, u8 end)
{
	struct p2p_place place = p2p_passage_place(pass, end);

	return p2p_garden_holds(pass->state->garden, &place);
}

/* Which ends lie in the garden; asked only on behalf of a sanction that it could hold back. The default means neither end
 * more than the other: it is held back by both.
 */
static u8 find_garden(const struct p2p_passage *pass, const struct p2p_order *const orders[2])
{
	u8 end, bits = 0;

	if (p2p_order_touches_all(orders[0]) && p2p_subscriber_is_default(pass->ends[0]))
		return (in_garden(pass, 0) || in_garden(pass, 1)) << 1;
	for (end = 0; end < 2; end++)
		bits |= (p2p_order_touches_all(orders[!end]) && in_garden(pass, end)) << end;
	return bits;
}

/* What is to be done with other packets of the flow in the same direction: the same, unless it hangs on more than the flow. That
 * a sanction is over is final.
 */
static void note_verdict(const struct p2p_passage *pass, const struct p2p_order *const orders[2], const struct p2p_now *now)
{
	bool timed = (orders[0] && p2p_order_timed(orders[0])) || (orders[1] && p2p_order_timed(orders[1]));

	if (!pass->ct || !p2p_mark_p2p(pass->class) || !nf_ct_is_confirmed(pass->ct) || pass->verdict.spared ||
	    p2p_standing_heeded(pass->state->contents, orders) || (pass->ends[0] && p2p_subscriber_is_default(pass->ends[0])))
		return;
	p2p_memo_note_verdict(&pass->pn->memos, pass->ct, pass->state->generation, CTINFO2DIR(pass->info), pass->class,
			      timed ? now->wall_s ?: 1 : 0, pass->verdict);
}

static void apply_orders(struct p2p_passage *pass, const struct p2p_order *const orders[2], const struct p2p_now *now)
{
	const struct p2p_state *state = pass->state;
	u8 garden = state->garden ? find_garden(pass, orders) : 0;

	if (pass->ct && p2p_mark_p2p(pass->class))
		pass->standing = p2p_standing_of(&pass->pn->flows, state->contents, pass->ct, orders);
	pass->verdict = p2p_verdict(orders, garden, pass->class, pass->standing, now, now->wall_s < P2P_BUILD_TIME);
}

static void judge(struct p2p_passage *pass)
{
	const struct p2p_state *state = pass->state;
	const struct p2p_order *orders[2];
	struct p2p_now now = {};

	pass->verdict = (struct p2p_verdict) {};
	if (!pass->ends[0] && !pass->ends[1] && state->tally.defaults)
		pass->ends[0] = p2p_subscriber_find_default(&pass->pn->subscribers, state->generation);
	orders[0] = order_of(pass->ends[0], &now);
	orders[1] = order_of(pass->ends[1], &now);
	if (orders[0] || orders[1])
		apply_orders(pass, orders, &now);
	note_verdict(pass, orders, &now);
}

struct p2p_verdict p2p_passage_verdict(struct p2p_passage *pass)
{
	p2p_passage_find_ends(pass);
	if (!pass->judged)
		judge(pass);
	return pass->verdict;
}
