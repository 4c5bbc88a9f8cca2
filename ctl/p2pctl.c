// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "lang/memory.h"
#include "lang/words.h"
#include "session.h"

#ifndef P2PCTL_VERSION
#define P2PCTL_VERSION "0.1"
#endif

static const struct command commands[] = {
	{ "status", cmd_status, NULL, NULL, "one screen: what the module does and holds" },
	{ "stats", cmd_stats, stats_verbs, NULL, "counters of the namespace" },
	{ "signature", NULL, signature_verbs, NULL, "what peer-to-peer traffic looks like" },
	{ "subscriber", NULL, subscriber_verbs, NULL, "customers and their prefixes" },
	{ "sanction", NULL, sanction_verbs, NULL, "what is ordered for a subscriber" },
	{ "garden", NULL, garden_verbs, NULL, "where sanctions of scope all do not reach" },
	{ "content", NULL, content_verbs, NULL, "lists of content ids, for scope listed" },
	{ "default", NULL, default_verbs, NULL, "what is ordered for who is no subscriber" },
	{ "flow", NULL, flow_verbs, NULL, "connections, what they are and whose" },
	{ "settings", NULL, settings_verbs, NULL, "how the module works" },
	{ "transaction", NULL, transaction_verbs, NULL, "changes on their way" },
	{ "apply", cmd_apply, NULL, "[-c|--check] FILE", "make the kernel equal to a file, - is stdin" },
	{ "save", cmd_save, NULL, NULL, "print what apply accepts" },
	{ "diff", cmd_diff, NULL, "FILE", "what apply would change; exit code 5 when there is anything" },
	{ "monitor", cmd_monitor, NULL, "[subscriber KEY] [kind KIND...]", "events as they happen" },
	{ "top", cmd_top, NULL, "[batch [COUNT]] [every SECONDS]", "the busiest subscribers, classes and sanctions" },
	{ "whois", cmd_whois, NULL, "ADDRESS [zone N]", "the subscriber that an address belongs to" },
	{ "classify", cmd_classify, NULL, "[--why] [--class CLASS] [--signatures FILE] FILE...",
	  "what the module would make of captures, - is stdin; no kernel is needed" },
	{ "bypass", NULL, bypass_verbs, NULL, "take the module out of the packets' way" },
	{ NULL, NULL, NULL, NULL, NULL }
};

static const struct option long_options[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "pretty", no_argument, NULL, 'p' },
	{ "netns", required_argument, NULL, 'n' },
	{ "yes", no_argument, NULL, 'y' },
	{ "most", required_argument, NULL, 'm' },
	{ "wait", optional_argument, NULL, 'w' },
	{ "color", required_argument, NULL, 'C' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

static void help(void)
{
	puts("Usage: p2pctl [options] [OBJECT [VERB [key value ...]]]\n"
	     "\n"
	     "Without a command: status. Options:\n"
	     "  -j, --json         print JSON; errors are one JSON object on stderr\n"
	     "  -p, --pretty       the same, indented\n"
	     "  -n, --netns NAME   work in network namespace /run/netns/NAME\n"
	     "  -y, --yes          do not ask\n"
	     "      --most N       ask before an order hits more subscribers, 1000 by default\n"
	     "      --wait[=S]     wait for a change that is under way, S seconds at most\n"
	     "      --color WHEN   auto, always or never\n"
	     "  -h, --help         this text; behind a command, about that\n"
	     "  -V, --version\n"
	     "\n"
	     "Commands:");
	command_help(commands, "");
	puts("\n"
	     "Exit codes: 0 ok, 1 usage or parse error, 2 refused by the kernel,\n"
	     "3 no module, no netlink, no memory or no place for the output, 5 differences found.");
}

/* https://no-color.org: present and not empty. */
static bool wants_color(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no_color && *no_color) && term && strcmp(term, "dumb") && isatty(STDOUT_FILENO);
}

static int read_color(struct session *session, const char *when)
{
	if (!strcmp(when, "always"))
		session->out.color = true;
	else if (!strcmp(when, "never"))
		session->out.color = false;
	else if (strcmp(when, "auto"))
		return session_misuse(session, "--color is auto, always or never, not \"%s\"", when);
	return EXIT_OK;
}

static int read_count(struct session *session, const char *option, const char *word, uint32_t *count)
{
	struct reason reason;

	if (word_number(option, text_of(word), UINT32_MAX - 1, count, &reason))
		return EXIT_OK;
	return session_misuse(session, "%s", reason.sentence);
}

/* getopt guesses abbreviations of long options; here only whole words are taken. */
static bool abbreviated(const char *word)
{
	size_t length = strcspn(word, "=");

	if (strncmp(word, "--", 2) || !word[2])
		return false;
	for (const struct option *option = long_options; option->name; option++) {
		if (strlen(option->name) == length - 2 && !strncmp(option->name, word + 2, length - 2))
			return false;
	}
	return true;
}

static enum exit_code bad_option(struct session *session, const char *word)
{
	return session_misuse(session, "there is no option \"%s\", or its value is missing; see p2pctl --help", word);
}

/* Return: 0 to go on; 1 when the run is over, with *code. */
static int take_option(struct session *session, int option, const char *word, enum exit_code *code)
{
	*code = EXIT_OK;
	switch (option) {
	case 'p':
		session->out.pretty = true;
		/* fall through */
	case 'j':
		session->out.json = true;
		memory_complaint("{\"error\":{\"message\":\"out of memory\",\"exit\":3}}\n", EXIT_UNAVAILABLE);
		return 0;
	case 'n':
		session->netns = optarg;
		return 0;
	case 'y':
		session->yes = true;
		return 0;
	case 'm':
		*code = read_count(session, "--most", optarg, &session->most);
		return *code != EXIT_OK;
	case 'w':
		session->client.wait_s = CLIENT_WAIT_FOREVER;
		*code = optarg ? read_count(session, "--wait", optarg, &session->client.wait_s) : EXIT_OK;
		return *code != EXIT_OK;
	case 'C':
		*code = read_color(session, optarg);
		return *code != EXIT_OK;
	case 'h':
		help();
		return 1;
	case 'V':
		puts("p2pctl " P2PCTL_VERSION);
		return 1;
	default:
		*code = bad_option(session, word);
		return 1;
	}
}

/* Options stand before the command. */
static int take_options(struct session *session, int argc, char **argv, enum exit_code *code)
{
	opterr = 0;
	for (;;) {
		const char *word = optind < argc ? argv[optind] : "";
		int option;

		if (abbreviated(word)) {
			*code = bad_option(session, word);
			return 1;
		}
		option = getopt_long(argc, argv, "+jpn:yhV", long_options, NULL);
		if (option == -1)
			return 0;
		if (take_option(session, option, word, code))
			return 1;
	}
}

static bool is_option(const char *word)
{
	if (!strcmp(word, "-j") || !strcmp(word, "-p") || !strcmp(word, "-n") || !strcmp(word, "-y"))
		return true;
	for (const struct option *option = long_options; strcmp(option->name, "help"); option++) {
		if (!strncmp(word, "--", 2) && !strncmp(word + 2, option->name, strlen(option->name)))
			return true;
	}
	return false;
}

/* Who was told to say --yes says it last: he shall not wonder what the command makes of the word. A reason may be any, and
 * classify has options of its own.
 */
static bool options_in_front(struct session *session, int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[0], "classify"); i++) {
		if (!is_option(argv[i]) || !strcmp(argv[i - 1], "reason"))
			continue;
		session_misuse(session, "%s stands before the command: p2pctl %s %s ...", argv[i], argv[i], argv[0]);
		return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct session session;
	enum exit_code code;

	/* A reader who goes away is an error to be told, not a death. */
	signal(SIGPIPE, SIG_IGN);
	session_init(&session);
	session.out.color = wants_color();
	if (take_options(&session, argc, argv, &code))
		return session_exit(&session, code);
	if (optind == argc)
		code = cmd_status(&session, 0, NULL);
	else if (options_in_front(&session, argc - optind, argv + optind))
		code = command_run(&session, commands, "p2pctl", argc - optind, argv + optind);
	else
		code = EXIT_USAGE;
	return session_exit(&session, code);
}
