/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RULESET_H
#define RULESET_H

#include "talker.h"

/* What ruleset is loaded in this namespace, to say it again elsewhere. *size is 0 when there is none. */
uint8_t *ruleset_read(struct talker *talker, uint16_t family, uint32_t *size);

#endif
