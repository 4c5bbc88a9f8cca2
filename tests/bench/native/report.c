// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include <ndpi_api.h>

#include "spread.h"

static void put(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *number(double value)
{
	return json_real(value);
}

static json_t *count(uint64_t value)
{
	return json_integer((json_int_t)value);
}

/* The first line of the file that begins so, behind its colon. */
static json_t *line_of(const char *path, const char *begin)
{
	char line[256] = "";
	FILE *file = fopen(path, "re");
	json_t *value = NULL;

	while (file && !value && fgets(line, sizeof(line), file)) {
		const char *colon = strchr(line, ':');

		line[strcspn(line, "\n")] = 0;
		if (colon && !strncmp(line, begin, strlen(begin)))
			value = json_string(colon + 1 + strspn(colon + 1, " \t"));
	}
	if (file)
		fclose(file);
	return value ? value : json_null();
}

void report_begin(struct report *report, unsigned int repetitions, int cpu)
{
	json_t *machine = json_object(), *peers = json_object();
	struct utsname name;

	*report = (struct report){ .root = json_object(), .repetitions = repetitions };
	put(report->root, "repetitions", count(repetitions));
	put(report->root, "clock", json_string("CLOCK_THREAD_CPUTIME_ID"));
	put(machine, "processor", line_of("/proc/cpuinfo", "model name"));
	put(machine, "pinned_to", count(cpu));
	if (!uname(&name))
		put(machine, "kernel", json_string(name.release));
	put(machine, "compiler", json_string(__VERSION__));
	put(report->root, "machine", machine);
	put(peers, "ndpi", json_string(ndpi_revision()));
	put(peers, "vectorscan", json_string(hs_version()));
	put(report->root, "peers", peers);
	put(report->root, "contests", json_array());
	put(report->root, "bars", json_array());
}

void report_input(struct report *report, const struct recording *recording, const struct traffic *traffic)
{
	json_t *input = json_object();

	put(input, "captures", count(recording->captures));
	put(input, "frames", count(recording->frames));
	put(input, "packets_without_connection", count(recording->lone));
	put(input, "flows", count(traffic->count));
	put(input, "packets", count(traffic->packets));
	put(input, "payload_bytes", count(traffic->payload_bytes));
	put(input, "p2p_flows_of_p2pctl_classify", count(traffic->p2p));
	put(report->root, "input", input);
}

void report_signatures(struct report *report, const struct rules *rules, const struct translation *translation)
{
	json_t *signatures = json_object(), *names = json_array();

	for (size_t i = 0; i < rules->set->count; i++)
		if (translation->left_out[i])
			json_array_append_new(names, json_string(rules->set->list[i].name));
	put(signatures, "count", count(rules->set->count));
	put(signatures, "blob_bytes", count(rules->blob.size));
	put(signatures, "steps", count(translation->steps));
	put(signatures, "checks", count(translation->checks));
	put(signatures, "checks_not_translated", count(translation->checks_left_out));
	put(signatures, "not_translated", names);
	put(report->root, "signatures", signatures);
}

/* --- A contest --- */

static json_t *spread_object(const double *values, size_t repetitions, double share)
{
	struct spread spread = spread_of(values, repetitions);

	return json_pack("{s:f, s:f, s:f}", "median", spread.median / share, "low", spread.low / share, "high",
			 spread.high / share);
}

/* How much longer it takes than ours, by repetition. */
static double *ratios_of(const struct contest *contest, const struct entrant *entrant, const struct entrant *ours)
{
	double *ratios = memory_alloc(contest->repetitions * sizeof(*ratios));

	for (unsigned int i = 0; i < contest->repetitions; i++)
		ratios[i] = entrant->ns[i] / ours->ns[i];
	return ratios;
}

static void add_bar(struct report *report, const struct contest *contest, const struct entrant *entrant, double ratio)
{
	const struct contestant *contestant = &entrant->contestant;

	if (!contestant->bar)
		return;
	json_array_append_new(json_object_get(report->root, "bars"),
			      json_pack("{s:s, s:s, s:f, s:f, s:b}", "contest", contest->name, "against",
					contestant->name, "wanted", contestant->bar, "ratio", ratio, "met",
					ratio >= contestant->bar));
	fprintf(stderr, "    bar: %g times the rate of %s: %s\n", contestant->bar, contestant->name,
		ratio >= contestant->bar ? "met" : "MISSED");
}

static void add_ratio(struct report *report, const struct contest *contest, const struct entrant *entrant,
		      json_t *object)
{
	const struct entrant *ours = contest_counterpart(contest, entrant);
	struct spread spread;
	double *ratios;

	if (!ours)
		return;
	ratios = ratios_of(contest, entrant, ours);
	spread = spread_of(ratios, contest->repetitions);
	put(object, "compared_with", json_string(ours->contestant.name));
	put(object, "ratio", spread_object(ratios, contest->repetitions, 1));
	fprintf(stderr, "%34s%-18s %8.2f  (%.2f to %.2f)\n", "times as long as ", ours->contestant.name, spread.median,
		spread.low, spread.high);
	add_bar(report, contest, entrant, spread.median);
	free(ratios);
}

static json_t *entrant_object(const struct contest *contest, const struct entrant *entrant)
{
	const struct tally *tally = &entrant->tally;
	json_t *object = json_object();

	put(object, "name", json_string(entrant->contestant.name));
	put(object, "timed", json_string(entrant->contestant.what));
	put(object, "rounds", count(entrant->rounds));
	put(object, "packets_read", count(tally->packets));
	put(object, "bytes_read", count(tally->bytes));
	put(object, "flows_found", count(tally->found));
	put(object, "matches", count(tally->matches));
	put(object, "flows_wrong", count(tally->wrong));
	put(object, "flow_ns", spread_object(entrant->ns, contest->repetitions, contest->traffic.count));
	put(object, "byte_ns", spread_object(entrant->ns, contest->repetitions, tally->bytes ? tally->bytes : 1));
	return object;
}

static void print_entrant(const struct contest *contest, const struct entrant *entrant)
{
	struct spread spread = spread_of(entrant->ns, contest->repetitions);
	double flows = contest->traffic.count;

	fprintf(stderr, "  %-22s %10.1f  (%.1f to %.1f) ns a flow, %.3f ns a byte, %.3f bytes a ns; found %llu\n",
		entrant->contestant.name, spread.median / flows, spread.low / flows, spread.high / flows,
		spread.median / entrant->tally.bytes, entrant->tally.bytes / spread.median,
		(unsigned long long)entrant->tally.found);
}

void report_contest(struct report *report, const struct contest *contest)
{
	json_t *object = json_object(), *entrants = json_array();

	fprintf(stderr, "%s: %s\n  flows %zu, packets %zu, payload bytes %llu", contest->name, contest->what,
		contest->traffic.count, contest->traffic.packets, (unsigned long long)contest->traffic.payload_bytes);
	if (contest->looked_at)
		fprintf(stderr, ", of each nf_p2p looks at the first %.1f", contest->looked_at);
	fputc('\n', stderr);
	put(object, "name", json_string(contest->name));
	put(object, "what", json_string(contest->what));
	put(object, "flows", count(contest->traffic.count));
	put(object, "packets", count(contest->traffic.packets));
	put(object, "payload_bytes", count(contest->traffic.payload_bytes));
	put(object, "bytes_looked_at", contest->looked_at ? number(contest->looked_at) : json_null());
	for (size_t i = 0; i < contest->count; i++) {
		json_t *entrant = entrant_object(contest, &contest->entrants[i]);

		print_entrant(contest, &contest->entrants[i]);
		add_ratio(report, contest, &contest->entrants[i], entrant);
		json_array_append_new(entrants, entrant);
	}
	put(object, "contestants", entrants);
	json_array_append_new(json_object_get(report->root, "contests"), object);
}

int report_end(struct report *report)
{
	int result = json_dumpf(report->root, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));

	putchar('\n');
	json_decref(report->root);
	return result || fflush(stdout) ? -1 : 0;
}
