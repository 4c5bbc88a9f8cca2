// SPDX-License-Identifier: GPL-2.0-only
#include "bypass.h"

#include "mark.h"

#include <linux/mutex.h>

DEFINE_STATIC_KEY_FALSE(p2p_bypass_any);

static void adopt_flows(struct p2p_net *pn)
{
	struct p2p_settings settings;

	rcu_read_lock();
	settings = rcu_dereference(pn->state)->settings;
	rcu_read_unlock();
	if (READ_ONCE(pn->prerouting))
		p2p_mark_adopt_all(pn->net, &settings);
}

void p2p_bypass_set(struct p2p_net *pn, bool on)
{
	static DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	if (pn->bypass == on)
		goto unlock;
	if (on) {
		WRITE_ONCE(pn->bypass, true);
		static_branch_inc(&p2p_bypass_any);
		goto unlock;
	}
	adopt_flows(pn);
	WRITE_ONCE(pn->bypass, false);
	p2p_offload_end(pn);
	static_branch_dec(&p2p_bypass_any);
	adopt_flows(pn);	/* those that came during the first walk */
unlock:
	mutex_unlock(&lock);
}
