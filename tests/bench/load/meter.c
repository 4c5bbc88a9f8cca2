// SPDX-License-Identifier: GPL-2.0
#include "meter.h"

#include "die.h"
#include "netns.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <x86intrin.h>

#define PROBE	"/sys/module/p2pprobe/parameters/"

static const char *const names[METER_HOOKS] = { "classify", "judge", "reject" };

/* Packets that came to a namespace's eth0. */
static uint64_t arrived(const char *netns)
{
	int previous = netns_enter(netns);
	FILE *file = fopen("/proc/thread-self/net/dev", "re");
	uint64_t packets = 0;
	char line[512];

	if (!file)
		die("cannot read /proc/thread-self/net/dev");
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, " eth0: %*u %" SCNu64, &packets) == 1)
			break;
	fclose(file);
	netns_leave(previous);
	return packets;
}

static void read_array(const char *name, uint64_t values[METER_HOOKS])
{
	FILE *file = fopen(name, "re");

	if (!file)
		return;
	if (fscanf(file, "%" SCNu64 ",%" SCNu64 ",%" SCNu64, &values[0], &values[1], &values[2]) != METER_HOOKS)
		die("cannot read %s", name);
	fclose(file);
}

static void reset_least(void)
{
	FILE *file = fopen(PROBE "least", "we");

	if (!file)
		return;
	fprintf(file, "%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\n", UINT64_MAX, UINT64_MAX, UINT64_MAX);
	fclose(file);
}

static struct meter read_counters(void)
{
	uint64_t packets[METER_HOOKS] = { 0 }, instructions[METER_HOOKS] = { 0 }, least[METER_HOOKS] = { 0 };
	struct meter meter = { .arrived = arrived("sub1") + arrived("inet") };
	int i;

	read_array(PROBE "packets", packets);
	read_array(PROBE "instructions", instructions);
	read_array(PROBE "least", least);
	for (i = 0; i < METER_HOOKS; i++) {
		meter.probe[i].packets = packets[i];
		meter.probe[i].instructions = instructions[i];
		meter.probe[i].least = least[i];
	}
	return meter;
}

struct meter meter_begin(void)
{
	struct meter meter = read_counters();

	reset_least();
	meter.instructions = __rdtsc();
	return meter;
}

struct meter meter_end(void)
{
	uint64_t instructions = __rdtsc();
	struct meter meter = read_counters();

	meter.instructions = instructions;
	return meter;
}

void meter_print(const struct meter *before, const struct meter *after, unsigned long repetitions, unsigned long sent)
{
	int i;

	printf("repetitions=%lu sent=%lu arrived=%" PRIu64 " instructions=%" PRIu64, repetitions, sent,
	       after->arrived - before->arrived, after->instructions - before->instructions);
	for (i = 0; i < METER_HOOKS; i++) {
		uint64_t packets = after->probe[i].packets - before->probe[i].packets;

		printf(" %s_packets=%" PRIu64 " %s_instructions=%" PRIu64 " %s_least=%" PRIu64, names[i], packets, names[i],
		       after->probe[i].instructions - before->probe[i].instructions, names[i],
		       packets ? after->probe[i].least : 0);
	}
	putchar('\n');
}
