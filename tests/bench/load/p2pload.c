// SPDX-License-Identifier: GPL-2.0
/* p2pload - send the packets of a scripted flow through a router again and again, and count instructions.
 *
 * In a machine whose clock counts instructions (QEMU's -icount), on one CPU: what a packet sets off, up to the far end of
 * the second cable, is done before send() returns, so no idle time is counted.
 */
#include "die.h"
#include "frames.h"
#include "meter.h"

#include <getopt.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Caches of the kernel are as they will be. */
#define WARM_UP		64

static const char usage[] =
"p2pload [--proto tcp|udp] [--src ADDR[:PORT]] [--dst ADDR[:PORT]] [--new] [--scramble] --repeat N\n"
"        [STEP... loop] STEP...\n"
"Plays a flow between the eth0 of the namespaces sub1 and inet. The steps in front of \"loop\" are played once; those\n"
"behind it N times, and counted. The steps are those of p2pflow: syn, synack, ack, open, a:BYTES, b:BYTES, a-ack, b-ack,\n"
"cut=N and repeat=N. Nobody looks at what arrives, but that it does is counted.\n"
"\n"
"  --scramble   each time all payloads are other octets, by chance, but the same ones in each run\n"
"  --new        each time it is another flow, with the next port of the initiator; else the stream goes on\n"
"\n"
"Prints one line: repetitions, packets sent, packets arrived, instructions; and what the probes of p2pprobe counted in\n"
"the two hooks, when it is loaded: packets, instructions and least instructions of each.\n";

static unsigned long number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 0);

	if (!*text || *end || !value)
		die("'%s' is no number above 0", text);
	return value;
}

static uint8_t protocol(const char *text)
{
	if (!strcmp(text, "tcp"))
		return IPPROTO_TCP;
	if (!strcmp(text, "udp"))
		return IPPROTO_UDP;
	die("'%s' is none of tcp, udp", text);
}

static int find_loop(char *const words[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (!strcmp(words[i], "loop"))
			return i;
	return -1;
}

/* How one round differs from the one before. */
struct variation {
	bool fresh;		/* another flow */
	bool scramble;		/* other octets */
};

static void repeat(struct frames *frames, const struct ends *ends, unsigned long count, struct variation variation)
{
	while (count--) {
		if (variation.scramble)
			frames_scramble(frames);
		frames_send(frames, ends);
		if (variation.fresh)
			frames_next_flow(frames);
		else
			frames_continue(frames);
	}
}

static void measure(struct frames *frames, const struct ends *ends, unsigned long count, struct variation variation)
{
	struct meter before, after;

	repeat(frames, ends, WARM_UP, variation);
	before = meter_begin();
	repeat(frames, ends, count, variation);
	after = meter_end();
	meter_print(&before, &after, count, count * frames->count);
}

int main(int argc, char *argv[])
{
	static const struct option table[] = {
		{ "proto", required_argument, NULL, 'p' }, { "src", required_argument, NULL, 's' },
		{ "dst", required_argument, NULL, 'd' }, { "repeat", required_argument, NULL, 'r' },
		{ "new", no_argument, NULL, 'n' }, { "scramble", no_argument, NULL, 'x' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	const char *source = "10.1.0.66", *destination = "203.0.113.66";
	struct flow_state flow = { .protocol = IPPROTO_TCP };
	struct frames prelude, body;
	unsigned long count = 0;
	int value, loop, words;
	struct variation variation = { 0 };
	struct ends ends;

	while ((value = getopt_long(argc, argv, "+", table, NULL)) != -1) {
		switch (value) {
		case 'p':
			flow.protocol = protocol(optarg);
			break;
		case 's':
			source = optarg;
			break;
		case 'd':
			destination = optarg;
			break;
		case 'r':
			count = number(optarg);
			break;
		case 'n':
			variation.fresh = true;
			break;
		case 'x':
			variation.scramble = true;
			break;
		default:
			fputs(usage, value == 'h' ? stdout : stderr);
			return value == 'h' ? EXIT_MET : EXIT_USAGE;
		}
	}
	words = argc - optind;
	loop = find_loop(argv + optind, words);
	if (!count || words - loop < 2)
		die("--repeat or the steps are missing (--help)");
	flow.at[END_A] = address_parse(source, 40000);
	flow.at[END_B] = address_parse(destination, 6881);
	ends_open(&ends, "sub1", "inet");
	prelude = frames_build(&flow, &ends, argv + optind, loop < 0 ? 0 : loop);
	frames_send(&prelude, &ends);
	body = frames_build(&flow, &ends, argv + optind + loop + 1, words - loop - 1);
	measure(&body, &ends, count, variation);
	return EXIT_MET;
}
