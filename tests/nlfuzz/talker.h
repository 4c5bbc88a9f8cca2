/* SPDX-License-Identifier: GPL-2.0 */
/* A socket to a generic netlink family of this network namespace. */
#ifndef TALKER_H
#define TALKER_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stdint.h>

#define TALKER_ANSWER_MAX (256u << 10)

struct talker {
	struct mnl_socket *socket;
	uint32_t portid;
	uint32_t sequence;
	uint8_t *answer;		/* of TALKER_ANSWER_MAX bytes */
};

struct talker_family {
	uint16_t id;
	uint32_t group;			/* number of its multicast group */
};

void talker_open(struct talker *talker);
void talker_close(struct talker *talker);
bool talker_is_open(const struct talker *talker);
void talker_find_family(struct talker *talker, const char *name, struct talker_family *family);
void talker_send(struct talker *talker, const void *data, size_t length);
void talker_join(struct talker *talker, uint32_t group, bool join);

/* Return: bytes in talker->answer, 0 when there is nothing, -1 when answers were lost */
ssize_t talker_receive(struct talker *talker, bool wait);

/* Leave this network namespace, and all that the module holds in it, for a new one. */
void talker_new_namespace(void);

#endif
