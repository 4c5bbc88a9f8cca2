/* SPDX-License-Identifier: GPL-2.0-or-later */
/* nDPI: packets of a flow until it has a name for it, or until so many were seen that its own reader gives up. */
#ifndef BENCH_INSPECTOR_H
#define BENCH_INSPECTOR_H

#include "contestant.h"

enum inspector_scope {
	INSPECTOR_ALL,			/* every protocol */
	INSPECTOR_P2P,			/* those of file sharing alone */
	INSPECTOR_DETAILS,		/* every protocol, and on behind the name for details, as its own reader does */
};

struct inspector {
	struct ndpi_detection_module_struct *module;	/* owned */
	enum inspector_scope scope;
	size_t flow_size;
	unsigned char *flows;		/* owned; structures of nDPI, when they are prepared */
	bool *found;			/* owned; by flow: it is file sharing */
};

struct contestant inspector_contestant(struct inspector *inspector, enum inspector_scope scope, bool prepared);

#endif
