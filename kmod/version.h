/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_VERSION_H
#define P2P_VERSION_H

#define P2P_VERSION "0.1.0"

#endif
