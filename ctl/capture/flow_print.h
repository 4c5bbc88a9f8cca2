/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A flow of a capture as text or JSON. */
#ifndef P2PCTL_FLOW_PRINT_H
#define P2PCTL_FLOW_PRINT_H

#include "capture/capture.h"
#include "output.h"

/* "undecided", or the name of the class. */
const char *flow_class_name(unsigned int class);

/* One line, or one JSON object; with why each match of it too. */
void flow_print(struct output *out, const char *file, const struct capture *capture, const struct flow *flow);

#endif
