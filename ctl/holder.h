/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which process has a netlink socket. */
#ifndef P2PCTL_HOLDER_H
#define P2PCTL_HOLDER_H

#include <stdbool.h>
#include <stdint.h>

struct holder {
	int pid;
	char name[32];
};

/* The owner of the generic netlink socket with that port id, in the present network namespace. A port id is often the
 * number of its process, but nobody has to choose it so: the socket's inode is looked for among the open files.
 *
 * Return: false when it is not to be found, or not to be seen
 */
bool holder_find(uint32_t port, struct holder *holder);

#endif
