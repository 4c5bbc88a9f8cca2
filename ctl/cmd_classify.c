// SPDX-License-Identifier: GPL-2.0-or-later
/* What the module would have made of the flows in a capture: its own matcher, without the module. */
#include <inttypes.h>
#include <string.h>

#include "blob.h"
#include "capture/flow_print.h"
#include "capture/reader.h"
#include "command.h"
#include "lang/words.h"
#include "target.h"

#define SIGNATURES_INSTALLED	P2P_SIGNATURE_DIR "/all.sig"

enum filter { FILTER_NONE, FILTER_CLASS, FILTER_P2P };

struct request {
	bool why;
	enum filter filter;
	unsigned int class;		/* with FILTER_CLASS */
	char *signatures;		/* file, NULL for the installed ones */
	struct p2p_blob blob;
};

/* --- What is asked --- */

static int read_class(struct session *session, const char *word, struct request *request)
{
	struct reason reason;

	request->filter = FILTER_CLASS;
	if (!strcmp(word, "p2p"))
		request->filter = FILTER_P2P;
	else if (!strcmp(word, "undecided"))
		request->class = P2P_CLASS_UNDECIDED;
	else if (!word_value(word_classes, "class", text_of(word), &request->class, &reason))
		return session_misuse(session, "--class: %s; it may also be \"undecided\" or \"p2p\"", reason.sentence);
	return 0;
}

/* Return: how many words the option took, 0 when it is none, -1 with a failure. */
static int take_option(struct session *session, int argc, char **argv, struct request *request)
{
	struct quoted quoted;

	if (argv[0][0] != '-' || !argv[0][1])
		return 0;
	if (!strcmp(argv[0], "--why")) {
		request->why = true;
		return 1;
	}
	if (!strcmp(argv[0], "--signatures") && argc > 1) {
		request->signatures = argv[1];
		return 2;
	}
	if (!strcmp(argv[0], "--class") && argc > 1)
		return read_class(session, argv[1], request) ? -1 : 2;
	session_misuse(session, "classify has no option %s, or its value is missing; options of p2pctl itself stand before "
		       "\"classify\"", text_quote(&quoted, text_of(argv[0])));
	return -1;
}

/* Options may stand among the files, up to "--". Return: how many files, now the first words; -1 with a failure. */
static int take_options(struct session *session, int argc, char **argv, struct request *request)
{
	int files = 0, words;

	for (int i = 0; i < argc; i += words) {
		bool rest = !strcmp(argv[i], "--");

		words = rest ? 1 : take_option(session, argc - i, argv + i, request);
		if (words < 0)
			return -1;
		if (rest) {
			memmove(argv + files, argv + i + 1, (argc - i - 1) * sizeof(*argv));
			return files + argc - i - 1;
		}
		if (!words) {
			argv[files++] = argv[i];
			words = 1;
		}
	}
	return files;
}

static int read_signatures(struct session *session, struct request *request, struct target *target)
{
	static char installed[] = SIGNATURES_INSTALLED;
	char *path = request->signatures ? request->signatures : installed;
	const char *why;

	if (!request->signatures && access(installed, R_OK))
		return session_misuse(session, "cannot read %s, the installed signatures: name a file, in a source tree "
				      "\"p2pctl classify --signatures ctl/signatures/all.sig FILE\"", installed);
	if (target_read(session, 1, &path, target))
		return -1;
	if (!target_has_signatures(target))
		return session_misuse(session, "there is no signature in %s", path);
	if (p2p_blob_open(&request->blob, target->blob.data, target->blob.size, &why))
		return session_misuse(session, "the signatures cannot be used: %s", why);
	return 0;
}

/* --- What is answered --- */

static bool wanted(const struct request *request, unsigned int class)
{
	switch (request->filter) {
	case FILTER_CLASS:
		return class == request->class;
	case FILTER_P2P:
		return class > P2P_CLASS_OTHER;
	default:
		return true;
	}
}

/* "FILE: packets 40, flows 3: undecided 1, bittorrent 2" */
static void print_summary(FILE *stream, const char *name, const struct capture *capture)
{
	uint64_t flows = 0, by_class[P2P_CLASS_LAST + 1] = { 0 };
	const char *before = ": ";

	for (const struct flow *flow = capture->flows.first; flow; flow = flow->next, flows++)
		by_class[flow->judgement.class]++;
	fprintf(stream, "%s: packets %" PRIu64 ", flows %" PRIu64, name, capture->packets, flows);
	for (unsigned int class = 0; class <= P2P_CLASS_LAST; class++) {
		if (!by_class[class])
			continue;
		fprintf(stream, "%s%s %" PRIu64, before, flow_class_name(class), by_class[class]);
		before = ", ";
	}
	putc('\n', stream);
}

static void warn(struct session *session, const char *name, const struct capture *capture)
{
	if (capture->broken)
		diagnostics_warning(&session->diagnostics, NULL, "%s: %" PRIu64 " of %" PRIu64
				    " packets could not be decoded", name, capture->broken, capture->packets);
}

static void print_flows(struct session *session, const struct request *request, const char *name,
			const struct capture *capture)
{
	for (const struct flow *flow = capture->flows.first; flow && !session->out.error; flow = flow->next) {
		if (wanted(request, flow->judgement.class))
			flow_print(&session->out, name, capture, flow);
	}
	if (!session->out.json)
		print_summary(session->out.stream, name, capture);
	warn(session, name, capture);
}

static void classify_packets(struct session *session, const struct request *request, struct reader *reader)
{
	struct capture capture;

	capture_init(&capture, &request->blob, request->why);
	progress_begin(&reader->progress, session->out.json);
	if (reader_run(reader, &capture))
		diagnostics_error(&session->diagnostics, NULL, "%s: cannot be read behind packet %" PRIu64 ": %s", reader->name,
				  capture.packets, reader->error);
	print_flows(session, request, reader->name, &capture);
	capture_free(&capture);
}

static void classify_file(struct session *session, const struct request *request, const char *path)
{
	struct reader reader;

	if (reader_open(&reader, path))
		diagnostics_error(&session->diagnostics, NULL, "%s: cannot be read: %s", reader.name, reader.error);
	else
		classify_packets(session, request, &reader);
	reader_close(&reader);
}

enum exit_code cmd_classify(struct session *session, int argc, char **argv)
{
	struct request request = { 0 };
	struct target target = { 0 };
	int files = take_options(session, argc, argv, &request);

	if (files < 0)
		return session_failed(session);
	if (!files)
		return session_misuse(session, "classify wants at least one capture: p2pctl classify [--why] [--class CLASS] "
				      "[--signatures FILE] FILE...");
	if (!read_signatures(session, &request, &target)) {
		for (int i = 0; i < files && !session->out.error; i++)
			classify_file(session, &request, argv[i]);
	}
	target_free(&target);
	return session_failed(session);
}
