/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PKTFUZZ_DAMAGE_H
#define PKTFUZZ_DAMAGE_H

#include "frame.h"

/* Break something of a packet, and say so in the count of its kind. */
void damage(struct frame *frame, struct rng *rng);

/* Of a payload: bits, length, or a part of another one in it. Return: its size now, at most @room */
size_t damage_payload(uint8_t *data, size_t size, size_t room, struct rng *rng);

/* Prints what was damaged, and how often. Return: whether each kind happened */
bool damage_report(void);

#endif
