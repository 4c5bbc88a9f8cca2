// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "watch.h"

#include <time.h>

enum exit_code cmd_stats(struct session *session, int argc, char **argv)
{
	struct stats stats;

	if (command_no_arguments(session, argc, argv) || session_connect(session) || client_stats(&session->client, &stats))
		return session_failed(session);
	output_object(&session->out, NULL);
	for (unsigned int i = 0; i < __P2P_STATS_A_MAX; i++) {
		if (client_stat_names[i])
			output_number(&session->out, client_stat_names[i], stats.value[i]);
	}
	output_end(&session->out);
	return EXIT_OK;
}

static void print_counter(struct output *out, unsigned int i, const struct stats *before, const struct stats *stats,
			  double seconds)
{
	output_object(out, NULL);
	output_string(out, "name", client_stat_names[i]);
	output_number(out, "value", stats->value[i]);
	output_real(out, "per_s", (stats->value[i] - before->value[i]) / seconds);
	output_end(out);
}

static void print_rates(struct output *out, const struct stats *before, const struct stats *stats, double seconds)
{
	static const struct column columns[] = {
		{ "name", 24, NULL, NULL },
		{ "value", 16, NULL, NULL },
		{ "per_s", 1, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};

	output_object(out, NULL);
	output_time(out, "time", time(NULL));
	output_real(out, "interval_s", seconds);
	output_list(out, "counters", columns);
	for (unsigned int i = 0; i < __P2P_STATS_A_MAX; i++) {
		if (client_stat_names[i])
			print_counter(out, i, before, stats, seconds);
	}
	output_end(out);
	output_end(out);
}

static int watch_stats(struct session *session, struct watch *watch)
{
	struct stats before, stats;
	uint64_t then_ns = watch_now_ns();

	if (client_stats(&session->client, &before))
		return -1;
	while (watch_wait(watch)) {
		uint64_t now_ns = watch_now_ns();

		if (client_stats(&session->client, &stats))
			return -1;
		watch_open(watch);
		print_rates(&session->out, &before, &stats, (now_ns - then_ns) / 1e9);
		watch_close(watch);
		before = stats;
		then_ns = now_ns;
	}
	return 0;
}

static enum exit_code stats_watch(struct session *session, int argc, char **argv)
{
	struct watch watch;
	uint32_t seconds = 1;

	if (argc && command_seconds(session, *argv++, &seconds))
		return session_failed(session);
	if (command_no_arguments(session, argc ? argc - 1 : 0, argv) || session_connect(session))
		return session_failed(session);
	watch_begin(&watch, &session->out, seconds, false);
	watch_stats(session, &watch);
	return session_failed(session);
}

const struct command stats_verbs[] = {
	{ "show", cmd_stats, NULL, NULL, "all counters" },
	{ "watch", stats_watch, NULL, "[SECONDS]", "all counters and how much they grow, every second" },
	{ "--watch", stats_watch, NULL, "[SECONDS]", "the same" },
	{ NULL, NULL, NULL, NULL, NULL }
};
