/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_SWEEP_H
#define P2P_SWEEP_H

struct p2p_net;

int p2p_sweep_init_queue(void);			/* of the module. Return: 0 or -ENOMEM */
void p2p_sweep_exit_queue(void);		/* no namespace sweeps any more */

void p2p_sweep_init(struct p2p_net *pn);
void p2p_sweep_start(struct p2p_net *pn);	/* from the first transaction on, once a second; may be called again */
void p2p_sweep_exit(struct p2p_net *pn);

#endif
