/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_NETNS_H
#define P2PFLOW_NETNS_H

/**
 * netns_enter() - move the calling thread to a network namespace
 * @name: name in /run/netns (ip netns add); "" stays where we are
 *
 * Sockets made meanwhile stay in that namespace for good.
 *
 * Return: what netns_leave() needs to go back.
 */
int netns_enter(const char *name);

void netns_leave(int previous);

#endif
