/* SPDX-License-Identifier: GPL-2.0 */
/* What the module must answer to an operation, and what it must hold afterwards. */
#ifndef TRANSACTION_H
#define TRANSACTION_H

#include "operation.h"

/**
 * struct model - all that there is in a namespace
 * @holder: socket that began the transaction, while @open
 * @loading: a content list was begun and is not complete
 * @loading_name: of it; likewise its head, and the ids that came
 * @rulesets: that may be loaded
 * @begun: the one that is being loaded and is not complete, or NULL
 * @begun_filled: bytes of it that came
 */
struct model {
	uint64_t generation;
	uint8_t bypass;
	struct config running;
	struct config staged;
	bool open;
	unsigned int holder;
	bool loading;
	unsigned int loading_name;
	struct list loading_list;
	unsigned int loading_filled;
	const struct p2p_blob_header *rulesets[RULESETS];
	const struct p2p_blob_header *begun;
	uint32_t begun_filled;
};

/* What a message carries that depends on what came before. */
struct details {
	uint8_t ids[IDS_BYTES * 2];
	unsigned int ids_length;
	const struct p2p_blob_header *ruleset;
	uint32_t chunk_offset;
	uint32_t chunk_length;
};

void model_init(struct model *model, const struct p2p_blob_header *const rulesets[RULESETS]);
void model_resolve(const struct model *model, const struct operation *operation, struct details *details);

/* Return: 0 or the error number that the module must answer with */
int model_predict(struct model *model, const struct operation *operation, const struct details *details);

#endif
