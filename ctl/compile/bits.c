// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/bits.h"

double bits_of(double possibilities)
{
	double bits = 0;

	for (; possibilities >= 2; possibilities /= 2)
		bits++;
	/* squaring doubles the logarithm: each time it passes 2, a binary digit of it is 1 */
	for (double digit = 0.5; digit > 1e-5; digit /= 2) {
		possibilities *= possibilities;
		if (possibilities >= 2) {
			possibilities /= 2;
			bits += digit;
		}
	}
	return bits;
}

double bits_of_either(double a, double b)
{
	double low = a < b ? a : b, high = a < b ? b : a;
	double apart = high - low, second = 1;

	/* 2^-apart; the last part of it along the chord, which lies above the curve */
	for (; apart >= 1 && second > 1e-9; apart--)
		second /= 2;
	if (apart < 1)
		second *= 1 - apart / 2;
	low -= bits_of(1 + second);
	return low > 0 ? low : 0;
}
