// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include <errno.h>
#include <stdio.h>

/* Beyond these, the lines say less than their number. */
#define PACKET_LINES_MAX	64
#define STRANGER_LINES_MAX	32

static const char *flags_text(uint8_t flags, char out[8])
{
	static const struct {
		uint8_t flag;
		char letter;
	} letters[] = { { TH_SYN, 'S' }, { TH_FIN, 'F' }, { TH_RST, 'R' }, { TH_PUSH, 'P' }, { TH_ACK, 'A' } };
	char *at = out;
	size_t i;

	for (i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (flags & letters[i].flag)
			*at++ = letters[i].letter;
	*at = '\0';
	return out;
}

static const char *kind_text(uint8_t protocol, uint8_t flags, char out[8])
{
	switch (protocol) {
	case IPPROTO_TCP:
		return flags_text(flags, out);
	case IPPROTO_UDP:
		return "UDP";
	case IPPROTO_ICMP:
		return "ICMP";
	default:
		snprintf(out, 8, "IP%u", protocol);
		return out;
	}
}

void report_batch(struct report *report, const struct step *step, const struct batch *batch, uint8_t protocol)
{
	char from = end_letter(step->from), to = end_letter(other_end(step->from)), text[8];
	size_t first = report->sent + 1, i;

	report->sent += batch->sent;
	report->arrived += batch->arrived;
	if (report->quiet)
		return;
	if (batch->sent > PACKET_LINES_MAX) {
		printf("%zu-%zu %c>%c '%s' sent %zu arrived %zu\n", first, report->sent, from, to, step->text,
		       batch->sent, batch->arrived);
		return;
	}
	for (i = 0; i < batch->sent; i++) {
		const struct sent *sent = &batch->packets[i];

		printf("%zu %c>%c %s @%lld len %u %s\n", first + i, from, to, kind_text(protocol, sent->flags, text),
		       (long long)sent->offset, sent->length, sent->arrived ? "arrived" : "lost");
	}
}

void report_stranger(struct report *report, enum end at, const struct seen *seen)
{
	char from[ADDRESS_TEXT], text[8];

	if (report->uninvited++ >= STRANGER_LINES_MAX)
		return;
	address_print(&seen->source, from);
	printf("uninvited at %c: ", end_letter(at));
	if (seen->error)
		printf("icmp-error type %u code %u from %s\n", seen->type, seen->code, from);
	else if (seen->protocol == IPPROTO_TCP)
		printf("tcp %s seq 0x%08x len %zu from %s\n", flags_text(seen->flags, text), seen->sequence, seen->length, from);
	else
		printf("%s len %zu from %s\n", kind_text(seen->protocol, 0, text), seen->length, from);
}

void report_learned(const struct tuple *tuple)
{
	char initiator[ADDRESS_TEXT], responder[ADDRESS_TEXT];

	printf("learned at b: src %s dst %s\n", address_print(&tuple->initiator, initiator),
	       address_print(&tuple->responder, responder));
}

void report_unmet(const struct step *step, const struct batch *batch, enum expectation expectation)
{
	fflush(stdout);
	fprintf(stderr, "%s: step %u '%s': expected %s, but %zu of %zu packets arrived", program_invocation_short_name,
		step->number, step->text, expectation_names[expectation], batch->arrived, batch->sent);
	if (batch->resets || batch->errors || batch->strangers)
		fprintf(stderr, "; uninvited: %zu resets and %zu ICMP errors to the sender, %zu others", batch->resets,
			batch->errors, batch->strangers);
	fputc('\n', stderr);
}

void report_totals(const struct report *report)
{
	printf("sent %zu arrived %zu", report->sent, report->arrived);
	if (report->uninvited)
		printf(" uninvited %zu", report->uninvited);
	putchar('\n');
}
