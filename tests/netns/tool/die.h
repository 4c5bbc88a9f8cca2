/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_DIE_H
#define P2PFLOW_DIE_H

/* Exit codes of p2pflow and p2pgso. */
enum { EXIT_MET = 0, EXIT_UNMET = 1, EXIT_USAGE = 2 };

/**
 * die() - print "PROGRAM: sentence" to stderr and exit with EXIT_USAGE
 * @format: printf format of the sentence, no newline
 *
 * For misuse and for a set-up that cannot work (no such namespace, no privilege): nothing can be said about the router.
 */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
