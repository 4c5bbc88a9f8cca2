// SPDX-License-Identifier: GPL-2.0-only
/* nf_p2p: recognise peer-to-peer file sharing on a router, and do with it what was ordered for the subscriber. */
#include "flow.h"
#include "net.h"
#include "netlink_family.h"
#include "subscriber.h"
#include "sweep.h"
#include "version.h"

#include <linux/module.h>
#include <linux/rcupdate.h>

static int __init p2p_init(void)
{
	int error;

	error = p2p_flow_init();
	if (error)
		return error;
	error = p2p_subscriber_init();
	if (error)
		goto err_flow_exit;
	error = p2p_sweep_init_queue();
	if (error)
		goto err_subscriber_exit;
	error = p2p_net_init();
	if (error)
		goto err_sweep_exit;
	error = p2p_netlink_init();
	if (error)
		goto err_net_exit;
	return 0;

err_net_exit:
	p2p_net_exit();
err_sweep_exit:
	p2p_sweep_exit_queue();
err_subscriber_exit:
	p2p_subscriber_exit();
err_flow_exit:
	p2p_flow_exit();
	return error;
}

static void __exit p2p_exit(void)
{
	p2p_netlink_exit();
	p2p_net_exit();
	p2p_sweep_exit_queue();
	rcu_barrier();		/* callbacks of this module's text */
	p2p_subscriber_exit();
	p2p_flow_exit();
}

module_init(p2p_init);
module_exit(p2p_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Recognise peer-to-peer file sharing and apply sanctions of subscribers");
MODULE_VERSION(P2P_VERSION);
MODULE_ALIAS_GENL_FAMILY(P2P_GENL_NAME);
