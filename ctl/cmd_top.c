// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "key.h"
#include "lang/words.h"
#include "top.h"
#include "watch.h"

/* Of the subscribers, these are shown where no terminal cuts them off. */
#define BUSIEST	20

struct request {
	bool batch;
	uint32_t count;			/* of batches; 0: without end */
	uint32_t seconds;
	struct session *session;
};

static const char *read_every(const char *word, void *data)
{
	struct request *request = data;

	return command_seconds(request->session, word, &request->seconds) ? request->session->failure.sentence : NULL;
}

static const struct keyword top_words[] = {
	{ "every", read_every, false, false },
	{ NULL, NULL, false, false },
};

static int read_request(struct request *request, int argc, char **argv)
{
	struct reason reason;

	if (argc && !strcmp(argv[0], "batch")) {
		request->batch = true;
		argc--;
		argv++;
	}
	if (request->batch && argc && isdigit((unsigned char)argv[0][0])) {
		if (!word_number("a number of times", text_of(argv[0]), UINT32_MAX, &request->count, &reason)) {
			session_misuse(request->session, "%s", reason.sentence);
			return -1;
		}
		if (!request->count) {
			session_misuse(request->session, "0 times are too few; leave the number out for no end");
			return -1;
		}
		argc--;
		argv++;
	}
	return keywords_read(request->session, top_words, argc, argv, request);
}

static int add(const struct subscriber *subscriber, void *data)
{
	sample_add(data, subscriber);
	return 0;
}

static void restart(void *data)
{
	sample_free(data);
}

static int take_sample(struct client *client, struct sample *sample)
{
	const struct subscriber_visitor visitor = { add, restart, sample };

	*sample = (struct sample){ 0 };
	if (client_each_counted(client, &visitor) || client_stats(client, &sample->stats))
		return -1;
	sample->time_ns = watch_now_ns();
	sample_sort(sample);
	return 0;
}

/* 999.9, 1.2k, 34.5M: for eyes. */
static void print_short(struct output *out, const char *key, double value)
{
	static const char units[] = " kMGTP";
	unsigned int unit = 0;
	char text[32];

	for (; value >= 999.95 && units[unit + 1]; unit++)
		value /= 1000;
	snprintf(text, sizeof(text), "%.1f%.*s", value, unit ? 1 : 0, &units[unit]);
	output_text(out, key, text);
}

/* JSON has the exact value under the first key, text the short one under the second. */
static void print_rate(struct output *out, const char *key, const char *short_key, double value)
{
	if (out->json)
		output_real(out, key, value);
	print_short(out, short_key, value);
}

static void print_subscribers(struct output *out, const struct top *top, size_t most)
{
	static const struct column columns[] = {
		{ "subscriber", 24, NULL, NULL },
		{ "p2p_pkt/s", 10, NULL, NULL },
		{ "p2p_byte/s", 10, NULL, NULL },
		{ "hit_pkt/s", 10, NULL, NULL },
		{ "hit_byte/s", 10, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};

	output_list(out, "subscribers", columns);
	for (size_t i = 0; i < top->count && i < most; i++) {
		const struct top_subscriber *subscriber = &top->subscribers[i];

		output_object(out, NULL);
		output_string(out, "subscriber", key_text(subscriber->who->key, subscriber->who->key_length).text);
		print_rate(out, "p2p_packets_per_s", "p2p_pkt/s", subscriber->p2p.packets);
		print_rate(out, "p2p_bytes_per_s", "p2p_byte/s", subscriber->p2p.bytes);
		print_rate(out, "hit_packets_per_s", "hit_pkt/s", subscriber->hit.packets);
		print_rate(out, "hit_bytes_per_s", "hit_byte/s", subscriber->hit.bytes);
		output_end(out);
	}
	output_end(out);
}

/* The amounts of the values from first on, in descending order; those that gained nothing are left out. */
static void print_amounts(struct output *out, const char *list, const char *key, const struct word_name *names,
			  unsigned int first, const struct amount *amounts, unsigned int count)
{
	const struct column columns[] = {
		{ key, 24, NULL, NULL },
		{ "pkt/s", 10, NULL, NULL },
		{ "byte/s", 10, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};
	bool shown[TOP_CLASSES + TOP_ACTIONS] = { false };

	output_list(out, list, columns);
	for (;;) {
		unsigned int best = count;

		for (unsigned int i = 0; i < count; i++) {
			if (!shown[i] && amounts[i].packets > 0 && (best == count || amounts[i].bytes > amounts[best].bytes))
				best = i;
		}
		if (best == count)
			break;
		shown[best] = true;
		output_object(out, NULL);
		output_name(out, key, word_name(names, first + best), first + best);
		print_rate(out, "packets_per_s", "pkt/s", amounts[best].packets);
		print_rate(out, "bytes_per_s", "byte/s", amounts[best].bytes);
		output_end(out);
	}
	output_end(out);
}

/* On a terminal the subscribers come last: they are what may not fit. */
static void print_top(struct output *out, const struct top *top, size_t most)
{
	output_object(out, NULL);
	output_time(out, "time", time(NULL));
	output_real(out, "interval_s", top->seconds);
	print_amounts(out, "classes", "class", word_classes, P2P_CLASS_BITTORRENT, top->classes, TOP_CLASSES);
	print_amounts(out, "actions", "action", word_actions, 0, top->actions, TOP_ACTIONS);
	print_subscribers(out, top, most);
	output_end(out);
}

static void show(struct watch *watch, const struct sample *before, const struct sample *now)
{
	struct top top;

	top_make(&top, before, now);
	watch_open(watch);
	print_top(watch->out, &top, watch->live ? top.count : BUSIEST);
	watch_close(watch);
	top_free(&top);
}

static void watch_top(struct client *client, struct watch *watch, uint32_t count)
{
	struct sample before, now;
	bool failed = take_sample(client, &before);

	while (!failed && watch_wait(watch)) {
		failed = take_sample(client, &now);
		if (!failed)
			show(watch, &before, &now);
		sample_free(&before);
		before = now;
		if (count && !--count)
			break;
	}
	sample_free(&before);
}

enum exit_code cmd_top(struct session *session, int argc, char **argv)
{
	struct request request = { .seconds = 2, .session = session };
	struct watch watch;

	if (read_request(&request, argc, argv) || session_connect(session))
		return session_failed(session);
	watch_begin(&watch, &session->out, request.seconds, request.batch);
	watch_top(&session->client, &watch, request.count);
	return session_failed(session);
}
