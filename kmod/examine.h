/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_EXAMINE_H
#define P2P_EXAMINE_H

#include <linux/types.h>

struct p2p_passage;

/**
 * p2p_examine - what is not known of a flow yet, or must not be taken for the flow itself
 * @pass: its class is replaced by what is found
 * @first_hook: in which packets of connections are judged
 *
 * Return: false when no sanction may touch the packet
 */
bool p2p_examine(struct p2p_passage *pass, bool first_hook);

/* A flow may say what it is about only after it was decided. */
void p2p_examine_content(struct p2p_passage *pass);

#endif
