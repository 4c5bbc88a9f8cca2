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
	double second = 1;

	/* 2^(low - high), rounded up */
	for (double i = low + 1; i <= high && second > 1e-9; i++)
		second /= 2;
	low -= bits_of(1 + second);
	return low > 0 ? low : 0;
}
