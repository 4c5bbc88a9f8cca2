// SPDX-License-Identifier: GPL-2.0
/* p2pgso - send chosen payloads over ordinary sockets through a router, so that it meets packets as real hosts make them:
 * non-linear, GSO, merged by GRO, with data on the SYN. p2pflow is the tool for everything else.
 */
#include "address.h"
#include "die.h"
#include "step.h"
#include "talk.h"

#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
"p2pgso tcp|udp [options] STEP...\n"
"Sends data between two ordinary sockets in two network namespaces, checks that it arrives unchanged, and says in how\n"
"many reads. The addresses must be configured in the namespaces, unlike those of p2pflow.\n"
"\n"
"  --a NS, --b NS             namespaces of the initiator and the responder\n"
"  --src ADDR[:PORT]          bind a to this (else the kernel chooses)\n"
"  --dst ADDR:PORT            responder, as a sees it; port 6881 if none is given\n"
"  --b-dst ADDR[:PORT]        the same as b sees it, if the router translates\n"
"  --transparent              b takes what TPROXY gives it\n"
"  --fastopen                 TCP: the first data of a rides on its SYN; sets net.ipv4.tcp_fastopen in both namespaces\n"
"  --paged                    send from the page cache: non-linear even if short (TCP is so anyway)\n"
"  --gro                      UDP: receive merged datagrams, and say of which size\n"
"  --timeout MS               give up when nothing has moved for so long, 1000 at start\n"
"\n"
"Steps, of those of p2pflow --help: a:BYTES, b:BYTES, repeat=N, wait=MS, and, for those that follow,\n"
"  expect=pass|lost|some|reset|icmp|any   of the octets; reset, icmp: the sender's socket has got that as an error\n"
"  cut=N      a send call for every N octets; UDP: datagrams of N octets\n"
"  gso=N      UDP: one send call, the kernel makes datagrams of N octets (UDP_SEGMENT)\n"
"  timeout=MS\n"
"The first a: connects; what becomes of the connection is part of that step.\n"
"Exit: as p2pflow.\n";

enum option_value {
	OPTION_A = 256, OPTION_B, OPTION_SRC, OPTION_DST, OPTION_B_DST, OPTION_TRANSPARENT, OPTION_FASTOPEN, OPTION_PAGED,
	OPTION_GRO, OPTION_TIMEOUT, OPTION_HELP,
};

static const struct option option_table[] = {
	{ "a", required_argument, NULL, OPTION_A },
	{ "b", required_argument, NULL, OPTION_B },
	{ "src", required_argument, NULL, OPTION_SRC },
	{ "dst", required_argument, NULL, OPTION_DST },
	{ "b-dst", required_argument, NULL, OPTION_B_DST },
	{ "transparent", no_argument, NULL, OPTION_TRANSPARENT },
	{ "fastopen", no_argument, NULL, OPTION_FASTOPEN },
	{ "paged", no_argument, NULL, OPTION_PAGED },
	{ "gro", no_argument, NULL, OPTION_GRO },
	{ "timeout", required_argument, NULL, OPTION_TIMEOUT },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ NULL, 0, NULL, 0 }
};

/* What steps set, and what has been counted. */
struct run {
	struct talk talk;
	enum expectation expectation;
	size_t cut;
	size_t gso;
	long timeout_ms;
	size_t sent;
	size_t arrived;
	unsigned int number;
};

static bool is_reset(int error)
{
	return error == ECONNRESET || error == ECONNREFUSED || error == EPIPE;
}

static bool meets(const struct outcome *outcome, size_t wanted, bool udp, enum expectation expectation)
{
	/* An ICMP port unreachable is ECONNREFUSED, too. */
	bool reset = is_reset(outcome->error) && !udp;

	if (outcome->altered)
		return false;
	switch (expectation) {
	case EXPECT_PASS:
		return outcome->arrived == wanted && !outcome->error;
	case EXPECT_LOST:
		return !outcome->arrived && !outcome->error;
	case EXPECT_SOME:
		return outcome->arrived && outcome->arrived < wanted;
	case EXPECT_RESET:
		return !outcome->arrived && reset;
	case EXPECT_ICMP:
		return !outcome->arrived && outcome->error && !reset;
	default:
		return true;
	}
}

static void report(const struct run *run, const struct step *step, const struct outcome *outcome)
{
	printf("%u %c>%c %s sent %zu arrived %zu reads %u", run->number, end_letter(step->from),
	       end_letter(other_end(step->from)), run->talk.options->udp ? "UDP" : "TCP", outcome->sent, outcome->arrived,
	       outcome->reads);
	if (outcome->segment_size)
		printf(" segment %d", outcome->segment_size);
	if (outcome->error)
		printf(" error: %s", strerror(outcome->error));
	puts(outcome->altered ? " ALTERED" : "");
}

static bool deliver(struct run *run, const struct step *step)
{
	struct delivery delivery = {
		.from = step->from, .data = &step->data, .cut = run->cut, .gso = run->gso, .timeout_ms = run->timeout_ms,
	};
	struct outcome outcome;

	if ((step->flags & ~(TH_PUSH | TH_ACK)) || !(step->flags & TH_PUSH) || step->has_offset)
		die("step %u '%s': sockets do that by themselves (p2pflow can)", step->number, step->text);
	if (!step->data.length)
		die("step %u '%s': no data", step->number, step->text);
	outcome = talk_deliver(&run->talk, &delivery);
	run->number++;
	run->sent += outcome.sent;
	run->arrived += outcome.arrived;
	report(run, step, &outcome);
	if (meets(&outcome, step->data.length, run->talk.options->udp, run->expectation))
		return true;
	fflush(stdout);
	fprintf(stderr, "%s: step %u '%s': expected %s, but %zu of %zu octets arrived%s%s\n", program_invocation_short_name,
		step->number, step->text, expectation_names[run->expectation], outcome.arrived, step->data.length,
		outcome.error ? ": " : "", outcome.error ? strerror(outcome.error) : "");
	return false;
}

static void apply(struct run *run, const struct step *step)
{
	switch (step->kind) {
	case STEP_CUT:
		run->cut = (size_t)step->value;
		break;
	case STEP_GSO:
		run->gso = (size_t)step->value;
		break;
	case STEP_EXPECT:
		run->expectation = (enum expectation)step->value;
		break;
	case STEP_TIMEOUT:
		run->timeout_ms = step->value;
		break;
	case STEP_WAIT:
		usleep((useconds_t)step->value * 1000);
		break;
	default:
		die("step %u '%s': not with sockets (p2pflow can)", step->number, step->text);
	}
}

static bool play(struct run *run, const struct script *script)
{
	unsigned long repeat;
	unsigned int i;

	for (i = 0; i < script->count; i++) {
		const struct step *step = &script->steps[i];

		if (step->kind != STEP_SEND) {
			apply(run, step);
			continue;
		}
		for (repeat = 0; repeat < step->repeat; repeat++)
			if (!deliver(run, step))
				return false;
	}
	return true;
}

static void take_option(int value, struct talk_options *options, const char *addresses[], long *timeout_ms)
{
	switch (value) {
	case OPTION_A:
		options->netns[END_A] = optarg;
		break;
	case OPTION_B:
		options->netns[END_B] = optarg;
		break;
	case OPTION_SRC:
	case OPTION_DST:
	case OPTION_B_DST:
		addresses[value - OPTION_SRC] = optarg;
		break;
	case OPTION_TRANSPARENT:
		options->transparent = true;
		break;
	case OPTION_FASTOPEN:
		options->fastopen = true;
		break;
	case OPTION_PAGED:
		options->paged = true;
		break;
	case OPTION_GRO:
		options->gro = true;
		break;
	case OPTION_TIMEOUT:
		*timeout_ms = atol(optarg);
		if (*timeout_ms < 1)
			die("--timeout: '%s' is not a number of ms", optarg);
		break;
	case OPTION_HELP:
		fputs(usage, stdout);
		exit(EXIT_MET);
	default:
		exit(EXIT_USAGE);
	}
}

static void read_addresses(struct talk_options *options, const char *const addresses[])
{
	const char *source = addresses[0], *destination = addresses[1], *listen = addresses[2];

	if (!destination)
		die("--dst is missing (--help)");
	options->destination = address_parse(destination, 6881);
	options->listen = listen ? address_parse(listen, options->destination.port) : options->destination;
	options->bind_source = source;
	if (source)
		options->source = address_parse(source, 0);
}

static struct talk_options read_options(int argc, char *argv[], long *timeout_ms)
{
	struct talk_options options = { .netns = { "", "" } };
	const char *addresses[3] = { 0 };
	int value;

	if (argc > 1 && !strcmp(argv[1], "udp"))
		options.udp = true;
	else if (argc > 1 && !strcmp(argv[1], "--help"))
		take_option(OPTION_HELP, &options, addresses, timeout_ms);
	else if (argc < 2 || strcmp(argv[1], "tcp"))
		die("tcp or udp must come first (--help)");
	optind = 2;
	while ((value = getopt_long(argc, argv, "+", option_table, NULL)) != -1)
		take_option(value, &options, addresses, timeout_ms);
	read_addresses(&options, addresses);
	if (options.udp && options.fastopen)
		die("--fastopen is for tcp");
	return options;
}

int main(int argc, char *argv[])
{
	struct run run = { .timeout_ms = 1000 };
	struct talk_options options = read_options(argc, argv, &run.timeout_ms);
	struct script script;
	bool met;

	if (optind == argc)
		die("no steps (--help)");
	script = script_parse(argv + optind, argc - optind);
	run.talk = talk_start(&options);
	met = play(&run, &script);
	script_free(&script);
	printf("sent %zu arrived %zu\n", run.sent, run.arrived);
	return met ? EXIT_MET : EXIT_UNMET;
}
