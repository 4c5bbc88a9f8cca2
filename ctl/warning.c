// SPDX-License-Identifier: GPL-2.0-or-later
#include "warning.h"

#include <inttypes.h>
#include <stdarg.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Without a stream, which needs memory: that there is none must not look like a file that is not there. */
static uint64_t read_number(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	char text[32];
	ssize_t size;

	if (file < 0)
		return 0;
	size = read(file, text, sizeof(text) - 1);
	close(file);
	text[size > 0 ? size : 0] = '\0';
	return strtoull(text, NULL, 10);
}

struct conntrack_size conntrack_size_read(void)
{
	return (struct conntrack_size){
		.count = read_number("/proc/sys/net/netfilter/nf_conntrack_count"),
		.max = read_number("/proc/sys/net/netfilter/nf_conntrack_max"),
	};
}

static void __attribute__((format(printf, 2, 3))) warn(struct warnings *warnings, const char *format, ...)
{
	char *sentence = warnings->sentences[warnings->count++];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(warnings->sentences[0]), format, arguments);
	va_end(arguments);
}

void warnings_make(struct warnings *warnings, const struct status *status, const struct conntrack_size *conntrack)
{
	uint64_t wanted = (uint64_t)WARNING_CONNECTIONS * status->subscribers;

	warnings->count = 0;
	if (status->clock_held)
		warn(warnings, "the wall clock is before the module's build date: timed sanctions are held");
	if (conntrack->max && conntrack->max < wanted)
		warn(warnings, "conntrack has room for %" PRIu64 " connections, fewer than %u for each of the %u subscribers: "
		     "raise net.netfilter.nf_conntrack_max to %" PRIu64, conntrack->max, WARNING_CONNECTIONS,
		     status->subscribers, wanted);
	if (conntrack->count * 100 > conntrack->max * WARNING_FULL_PERCENT && conntrack->max)
		warn(warnings, "conntrack is full to %" PRIu64 " %% (%" PRIu64 " of %" PRIu64 " connections): a full table "
		     "drops packets", conntrack->count * 100 / conntrack->max, conntrack->count, conntrack->max);
}
