/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SIGINT and SIGTERM end what would go on for ever, with success. */
#ifndef P2PCTL_INTERRUPT_H
#define P2PCTL_INTERRUPT_H

#include <stdbool.h>

/* From now on they are let in only by a wait that does so, as ppoll() with an empty mask: none can slip between looking at
 * interrupted() and the wait.
 */
void interrupt_catch(void);
bool interrupted(void);

#endif
