/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies before the IP header in a captured frame. */
#ifndef P2PCTL_LINK_H
#define P2PCTL_LINK_H

#include "capture/bytes.h"

enum link_content {
	LINK_IP,			/* the frame begins with an IP header now */
	LINK_NOT_IP,			/* well known, and not IP: ARP, LLDP, ... */
	LINK_UNKNOWN,			/* cut short, or nothing that is known here */
};

/* Whether frames of this type (DLT_*) can be read at all. */
bool link_known(int type);

/* Step over link headers, tags, PPPoE and labels. Safe for any bytes. */
enum link_content link_strip(int type, struct bytes *frame);

#endif
