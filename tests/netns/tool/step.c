// SPDX-License-Identifier: GPL-2.0
#include "step.h"

#include "die.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>

const char step_help[] =
"Steps that send (a opens the flow, b answers):\n"
"  syn[:BYTES] synack[:BYTES] ack      parts of the TCP handshake, BYTES ride on them\n"
"  open                                the three of them\n"
"  a:BYTES b:BYTES                     the next data of a or b; UDP: a datagram; ICMP: an echo and its reply\n"
"  a@OFF:BYTES b@OFF:BYTES             data at stream offset OFF (0: first octet after the SYN; -1: keep-alive);\n"
"                                      moves the sender's position only if it goes beyond it\n"
"  a-ack b-ack a-rst b-rst             as they say; ack, rst and fin without a letter are those of a\n"
"  a-fin[:BYTES] b-fin[:BYTES] close   close: a-fin b-fin a-ack\n"
"                An end acknowledges what it has received, with its own next packet and never by itself. A one-sided\n"
"                stream leaves the window that conntrack has seen after 64 KiB; each b-ack makes room for 8 MiB\n"
"Steps that set something for those that follow:\n"
"  expect=pass|lost|some|reset|icmp|any\n"
"                pass (at start): every packet arrives; lost: none does; some: one at least, but not all;\n"
"                reset, icmp: none arrives and the sender is answered so. All but any and some also demand\n"
"                that no end receives a packet that the other has not sent\n"
"  cut=N         data leaves in segments of N octets, one packet each; 0 (at start): whole\n"
"  forward reverse shuffle=SEED\n"
"                order in which the segments leave\n"
"  gso=N         data leaves as one GSO packet, to be cut in segments of N octets where somebody must; 0: off\n"
"  frag=N        packets leave as IP fragments of N octets (a multiple of 8); 0: off\n"
"  ttl=N         TTL or hop limit, 64 at start\n"
"  checksum=bad|good   transport checksum\n"
"  timeout=MS    how long to wait for a packet, as --timeout\n"
"Other steps:\n"
"  repeat=N      the next step N times in one go\n"
"  wait=MS       do nothing\n"
"BYTES: TERM[+TERM]... where TERM is\n"
"  xHEX | t:TEXT | junk:N | zero:N | NAME[=HEX40][:N-M]\n"
"  junk:N is N fixed octets that match nothing; NAME is a payload that --list shows, HEX40 the info-hash in it,\n"
"  N-M a range of it, both ends included (bt:0-19, bt:20-)\n";

const char *const expectation_names[] = { "pass", "lost", "some", "reset", "icmp", "any", NULL };

static const char *const order_names[] = { "forward", "reverse", NULL };
static const char *const checksum_names[] = { "bad", "good", NULL };

static const struct sending {
	const char *word;
	enum end from;
	uint8_t flags;
	enum { BYTES_NONE, BYTES_MAY, BYTES_MUST } bytes;
} sendings[] = {
	{ "a", END_A, TH_PUSH | TH_ACK, BYTES_MUST },
	{ "b", END_B, TH_PUSH | TH_ACK, BYTES_MUST },
	{ "syn", END_A, TH_SYN, BYTES_MAY },
	{ "synack", END_B, TH_SYN | TH_ACK, BYTES_MAY },
	{ "ack", END_A, TH_ACK, BYTES_NONE },
	{ "a-ack", END_A, TH_ACK, BYTES_NONE },
	{ "b-ack", END_B, TH_ACK, BYTES_NONE },
	{ "fin", END_A, TH_FIN | TH_ACK, BYTES_MAY },
	{ "a-fin", END_A, TH_FIN | TH_ACK, BYTES_MAY },
	{ "b-fin", END_B, TH_FIN | TH_ACK, BYTES_MAY },
	{ "rst", END_A, TH_RST | TH_ACK, BYTES_NONE },
	{ "a-rst", END_A, TH_RST | TH_ACK, BYTES_NONE },
	{ "b-rst", END_B, TH_RST | TH_ACK, BYTES_NONE },
};

static const struct setting {
	const char *word;
	enum step_kind kind;
	long max;			/* of a number */
	const char *const *names;	/* the value is one of these instead */
} settings[] = {
	{ "cut", STEP_CUT, 65535, NULL },
	{ "gso", STEP_GSO, 65535, NULL },
	{ "frag", STEP_FRAGMENT, 65528, NULL },
	{ "shuffle", STEP_SHUFFLE, 0x7fffffff, NULL },
	{ "ttl", STEP_HOP_LIMIT, 255, NULL },
	{ "timeout", STEP_TIMEOUT, 600000, NULL },
	{ "wait", STEP_WAIT, 600000, NULL },
	{ "expect", STEP_EXPECT, 0, expectation_names },
	{ "checksum", STEP_CHECKSUM, 0, checksum_names },
};

/* Words that stand for several sending steps. */
static const struct phrase {
	const char *word;
	const char *parts[3];
} phrases[] = {
	{ "open", { "syn", "synack", "ack" } },
	{ "close", { "a-fin", "b-fin", "a-ack" } },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_word(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && !memcmp(text, word, length);
}

static long number(const char *text, long min, long max)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 0);
	if (end == text || *end || errno || value < min || value > max)
		die("'%s' is not a number from %ld to %ld", text, min, max);
	return value;
}

static long choice(const char *text, const char *const names[])
{
	long i;

	for (i = 0; names[i]; i++)
		if (!strcmp(text, names[i]))
			return i;
	return -1;
}

static void append(struct script *script, struct step step)
{
	script->steps = realloc(script->steps, (script->count + 1) * sizeof(step));
	if (!script->steps)
		die("out of memory");
	script->steps[script->count++] = step;
}

/* @rest is what follows the word: [@OFF][:BYTES]. */
static void read_sending(struct step *step, const struct sending *sending, const char *rest)
{
	char *colon = strchr(rest, ':');

	step->kind = STEP_SEND;
	step->from = sending->from;
	step->flags = sending->flags;
	if (*rest == '@') {
		char *offset = strndup(rest + 1, colon ? (size_t)(colon - rest) - 1 : strlen(rest));

		if (!offset || sending->bytes != BYTES_MUST)
			die("'%s': only a: and b: have an offset", step->text);
		step->has_offset = true;
		step->offset = number(offset, -0x40000000, 0x40000000);
		free(offset);
	}
	if (colon ? sending->bytes == BYTES_NONE : sending->bytes == BYTES_MUST)
		die("'%s': %s", step->text, colon ? "carries no data" : "a colon and data must follow");
	step->data = bytes_parse(colon ? colon + 1 : "zero:0");
}

static void read_setting(struct step *step, const struct setting *setting, const char *value)
{
	step->kind = setting->kind;
	if (!setting->names) {
		step->value = number(value, 0, setting->max);
		if (step->kind == STEP_FRAGMENT && step->value % 8)
			die("'%s': fragments are cut at multiples of 8", step->text);
		return;
	}
	step->value = choice(value, setting->names);
	if (step->value < 0)
		die("'%s' is not known (--help)", step->text);
}

static bool parse_sending(struct script *script, struct step step, const char *word)
{
	size_t length = strcspn(word, ":@"), i;

	for (i = 0; i < COUNT(sendings); i++) {
		if (!is_word(word, length, sendings[i].word))
			continue;
		read_sending(&step, &sendings[i], word + length);
		append(script, step);
		return true;
	}
	return false;
}

static bool parse_setting(struct script *script, struct step step)
{
	const char *equals = strchr(step.text, '=');
	size_t i;

	step.kind = STEP_ORDER;
	step.value = choice(step.text, order_names);
	if (step.value >= 0) {
		append(script, step);
		return true;
	}
	for (i = 0; equals && i < COUNT(settings); i++) {
		if (!is_word(step.text, (size_t)(equals - step.text), settings[i].word))
			continue;
		read_setting(&step, &settings[i], equals + 1);
		append(script, step);
		return true;
	}
	return false;
}

static bool parse_phrase(struct script *script, struct step step)
{
	size_t i, part;

	for (i = 0; i < COUNT(phrases); i++) {
		if (strcmp(step.text, phrases[i].word))
			continue;
		for (part = 0; part < COUNT(phrases[i].parts); part++)
			parse_sending(script, step, phrases[i].parts[part]);
		return true;
	}
	return false;
}

struct script script_parse(char *const words[], int count)
{
	struct script script = { 0 };
	unsigned long repeat = 1;
	int i;

	for (i = 0; i < count; i++) {
		struct step step = { .text = words[i], .number = (unsigned int)i + 1, .repeat = repeat };

		if (!strncmp(words[i], "repeat=", 7)) {
			repeat = (unsigned long)number(words[i] + 7, 1, 1000000);
			continue;
		}
		if (parse_sending(&script, step, words[i])) {
			repeat = 1;
			continue;
		}
		if (repeat > 1)
			die("'%s': repeat= goes before a step that sends one packet", words[i]);
		if (!parse_setting(&script, step) && !parse_phrase(&script, step))
			die("'%s' is no step (--help)", words[i]);
	}
	if (repeat > 1)
		die("repeat=%lu: no step follows", repeat);
	return script;
}

void script_free(struct script *script)
{
	unsigned int i;

	for (i = 0; i < script->count; i++)
		bytes_free(&script->steps[i].data);
	free(script->steps);
	script->steps = NULL;
	script->count = 0;
}
