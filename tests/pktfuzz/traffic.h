/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PKTFUZZ_TRAFFIC_H
#define PKTFUZZ_TRAFFIC_H

#include "output.h"

/**
 * struct traffic - who talks with whom
 * @far_is_subscriber: the other end is a subscriber, too, else it is somewhere in the internet
 */
struct traffic {
	struct output *output;
	struct rng rng;
	bool far_is_subscriber;
};

/* Send some packets that belong together. */
void traffic_turn(struct traffic *traffic);

/* Prints how many turns there were of each kind. Return: whether each happened */
bool traffic_report(void);

#endif
