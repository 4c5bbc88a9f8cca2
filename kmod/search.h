/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_SEARCH_H
#define P2P_SEARCH_H

#include "blob.h"

/* Note what the searches of a checked blob pass over. */
void p2p_search_prepare(struct p2p_blob *blob);

/**
 * p2p_search_on - search on, up to a byte behind which the automaton accepts, or one that closes an open gate
 * @id: of the searching automaton, which is not empty
 * @state: where it stands; moved on
 * @gates: the open ones, one at least
 * @from: the bytes that follow
 * @to: where they end
 *
 * Return: behind that byte; @to when there is none
 */
const u8 *p2p_search_on(const struct p2p_blob *blob, enum p2p_automaton_id id, u16 *state, u16 gates, const u8 *from, const u8 *to);

#endif
