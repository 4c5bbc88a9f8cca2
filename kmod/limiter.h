/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_LIMITER_H
#define P2P_LIMITER_H

#include <linux/atomic.h>
#include <linux/jiffies.h>

#include "bucket.h"

/**
 * struct p2p_limiter - the bucket of a limit in one direction, of IPv4 and IPv6 together
 * @parts: what is in it
 * @leaked: up to this tick
 * @room: that it had then; an order may bring another
 *
 * Without a lock: several CPUs may see that it is not full, and pour in a packet each; and until the one that lets something
 * leak is done with that, the others see it as it was.
 */
struct p2p_limiter {
	atomic64_t parts;
	atomic64_t leaked;
	u64 room;
};

/* Let out what leaked up to now. One of those who see that it is time does. What a smaller bucket than before has no room for is
 * not to be waited for.
 */
static inline void p2p_limiter_leak(struct p2p_limiter *limiter, u64 rate, u64 room, u64 now)
{
	s64 leaked = atomic64_read(&limiter->leaked), parts = atomic64_read(&limiter->parts);
	u64 ticks = now - leaked, most;

	if ((s64)ticks <= 0 || atomic64_cmpxchg(&limiter->leaked, leaked, now) != leaked)
		return;
	most = READ_ONCE(limiter->room) == room ? U64_MAX : room;
	WRITE_ONCE(limiter->room, room);
	while (!atomic64_try_cmpxchg(&limiter->parts, &parts, p2p_bucket_leak(min_t(u64, parts, most), rate, ticks)))
		;
}

/* May a packet pass? It is paid for by p2p_limiter_take(). @rate, @burst: see p2p_bucket_leak(), p2p_bucket_room() */
static inline bool p2p_limiter_open(struct p2p_limiter *limiter, u64 rate, u32 burst)
{
	u64 now = get_jiffies_64(), room = p2p_bucket_room(rate, burst);

	if (unlikely((u64)atomic64_read(&limiter->leaked) != now))
		p2p_limiter_leak(limiter, rate, room, now);
	return atomic64_read(&limiter->parts) < room;
}

static inline void p2p_limiter_take(struct p2p_limiter *limiter, u32 bytes)
{
	atomic64_add((u64)bytes * HZ, &limiter->parts);
}

#endif
