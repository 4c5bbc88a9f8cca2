/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much a match is worth: the number of bits that a payload of random bytes would have to hit. */
#ifndef P2PCTL_STRENGTH_H
#define P2PCTL_STRENGTH_H

#include "lang/signature.h"

/* Below, a signature is hit by chance too often to be anything but a hint. */
#define STRENGTH_EVIDENCE_BITS	24
/* From here on, one packet convinces. */
#define STRENGTH_PROOF_BITS	64
/* To call an opening innocent, fewer do: being wrong means to miss one flow in 2^24. */
#define STRENGTH_INNOCENT_BITS	24

double signature_bits(const struct signature *signature);

#endif
