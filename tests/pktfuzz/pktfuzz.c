// SPDX-License-Identifier: GPL-2.0
/* pktfuzz - send damaged packets through a router, the same ones for the same seed. */
#include "die.h"
#include "damage.h"
#include "template.h"
#include "traffic.h"

#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
"pktfuzz --seed N --packets N [--a NETNS] [--b NETNS] [--cpu N]\n"
"Sends packets both ways between the eth0 of two network namespaces until N of them were damaged ones, and prints what\n"
"they were.\n"
"\n"
"  --a, --b     namespaces: subscribers in a (default sub1), the internet in b (default inet); any other b has\n"
"               subscribers, too\n"
"  --cpu        stay on that processor, so that the packets arrive in the order in which they were sent\n";

static unsigned long number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 0);

	if (!*text || *end)
		die("'%s' is no number", text);
	return value;
}

static void stay_on(unsigned long cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		die("there is no processor %lu", cpu);
}

int main(int argc, char *argv[])
{
	static const struct option table[] = {
		{ "seed", required_argument, NULL, 's' }, { "packets", required_argument, NULL, 'p' },
		{ "a", required_argument, NULL, 'a' }, { "b", required_argument, NULL, 'b' },
		{ "cpu", required_argument, NULL, 'c' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	const char *netns[2] = { "sub1", "inet" };
	struct output output = { 0 };
	struct traffic traffic = { .output = &output };
	unsigned long packets = 0;
	bool all;
	int value;

	while ((value = getopt_long(argc, argv, "", table, NULL)) != -1) {
		switch (value) {
		case 's':
			traffic.rng.state = number(optarg);
			break;
		case 'p':
			packets = number(optarg);
			break;
		case 'a':
		case 'b':
			netns[value - 'a'] = optarg;
			break;
		case 'c':
			stay_on(number(optarg));
			break;
		default:
			fputs(usage, value == 'h' ? stdout : stderr);
			return value == 'h' ? EXIT_MET : EXIT_USAGE;
		}
	}
	if (!packets)
		die("--packets is missing (--help)");
	traffic.far_is_subscriber = strcmp(netns[1], "inet");
	templates_load();
	output_open(&output, netns);
	while (output.damaged < packets)
		traffic_turn(&traffic);
	output_flush(&output);
	all = traffic_report();
	all &= damage_report();
	printf("datagrams in one: %lu\nrefused: %lu\nsent: %lu\ndamaged: %lu\n", output.datagram_sends, output.refused, output.sent,
	       output.damaged);
	return all ? EXIT_MET : EXIT_UNMET;
}
