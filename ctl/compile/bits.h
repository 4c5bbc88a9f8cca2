/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bits of information. */
#ifndef P2PCTL_BITS_H
#define P2PCTL_BITS_H

/* The logarithm to base 2 of a number of possibilities, at least 1; to about 5 decimals, which spares us libm. */
double bits_of(double possibilities);

/* Bits of "one or the other": -log2 of the sum of two probabilities that are given as -log2. Never too many. */
double bits_of_either(double a, double b);

#endif
