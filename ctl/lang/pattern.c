// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/pattern.h"

#include <string.h>

/* Parentheses within parentheses; the parser descends. */
#define DEPTH_MAX	32
/* The largest window; a repeat beyond it can never match. */
#define REPEAT_MAX	256
/* Any bytes in a row that the automaton may remember: each multiplies its states. */
#define GAP_MAX		2

struct parser {
	struct arena *arena;
	struct diagnostics *diagnostics;
	const struct location *token;
	struct text text;
	size_t at;
	unsigned int depth;
	bool failed;
};

static const struct pattern *parse_choice(struct parser *p);

unsigned int byte_set_count(const struct byte_set *set)
{
	unsigned int count = 0;

	for (int i = 0; i < 4; i++)
		count += __builtin_popcountll(set->bits[i]);
	return count;
}

bool pattern_equal(const struct pattern *a, const struct pattern *b)
{
	if (!a || !b)
		return a == b;
	return a->kind == b->kind && a->min == b->min && a->max == b->max &&
	       !memcmp(&a->set, &b->set, sizeof(a->set)) && pattern_equal(a->left, b->left) &&
	       pattern_equal(a->right, b->right);
}

static const struct pattern *fail(struct parser *p, size_t from, size_t length, const char *sentence)
{
	/* the opening quote is a column of its own */
	struct location at = location_inside(p->token, from + 1, length);

	if (!p->failed)
		diagnostics_error(p->diagnostics, &at, "%s", sentence);
	p->failed = true;
	return NULL;
}

static bool more(const struct parser *p)
{
	return p->at < p->text.length;
}

static char next(const struct parser *p)
{
	return p->text.bytes[p->at];
}

static bool skip(struct parser *p, char c)
{
	if (!more(p) || next(p) != c)
		return false;
	p->at++;
	return true;
}

static struct pattern *node(struct parser *p, enum pattern_kind kind)
{
	struct pattern *pattern = arena_alloc(p->arena, sizeof(*pattern));

	pattern->kind = kind;
	return pattern;
}

static const struct pattern *make_set(struct parser *p, const struct byte_set *set)
{
	struct pattern *pattern = node(p, PATTERN_SET);

	pattern->set = *set;
	pattern->shortest = pattern->longest = pattern->positions = 1;
	return pattern;
}

static const struct pattern *make_sequence(struct parser *p, const struct pattern *left, const struct pattern *right)
{
	struct pattern *pattern;

	/* what is always empty makes no node, so that the depth of the tree is bounded by its positions */
	if (!left->longest)
		return right;
	if (!right->longest)
		return left;
	pattern = node(p, PATTERN_SEQUENCE);
	pattern->left = left;
	pattern->right = right;
	pattern->shortest = left->shortest + right->shortest;
	pattern->longest = left->longest + right->longest;
	pattern->positions = left->positions + right->positions;
	return pattern;
}

static const struct pattern *make_choice(struct parser *p, const struct pattern *left, const struct pattern *right)
{
	struct pattern *pattern;

	if (!right->longest && !left->shortest)
		return left;
	pattern = node(p, PATTERN_CHOICE);
	pattern->left = left;
	pattern->right = right;
	pattern->shortest = left->shortest < right->shortest ? left->shortest : right->shortest;
	pattern->longest = left->longest > right->longest ? left->longest : right->longest;
	pattern->positions = left->positions + right->positions;
	return pattern;
}

static const struct pattern *make_repeat(struct parser *p, const struct pattern *what, unsigned int min,
					 unsigned int max)
{
	struct pattern *pattern = node(p, PATTERN_REPEAT);

	pattern->left = what;
	pattern->min = min;
	pattern->max = max;
	pattern->shortest = what->shortest * min;
	pattern->longest = what->longest * max;
	pattern->positions = what->positions * max;
	return pattern;
}

/* Behind a backslash: a byte by number or name, or punctuation that stands for itself. */
static int escaped_byte(struct parser *p)
{
	static const char names[] = "nrt", values[] = "\n\r\t";
	size_t from = p->at - 1;
	const char *name;
	char c;

	if (!more(p)) {
		fail(p, from, 1, "nothing follows the backslash");
		return -1;
	}
	c = p->text.bytes[p->at++];
	name = memchr(names, c, sizeof(names) - 1);
	if (name)
		return values[name - names];
	if (c == 'x' && p->at + 2 <= p->text.length && text_hex_digit(p->text.bytes[p->at]) >= 0 &&
	    text_hex_digit(p->text.bytes[p->at + 1]) >= 0) {
		p->at += 2;
		return text_hex_digit(p->text.bytes[p->at - 2]) << 4 | text_hex_digit(p->text.bytes[p->at - 1]);
	}
	if (c > 0x20 && c < 0x7f && !strchr("0123456789", c) && ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
		return c;
	fail(p, from, 2, "unknown escape: write \\xHH, \\n, \\r, \\t, or \\ before punctuation");
	return -1;
}

static int class_byte(struct parser *p)
{
	if (skip(p, '\\'))
		return escaped_byte(p);
	return (unsigned char)p->text.bytes[p->at++];
}

static bool class_range(struct parser *p, struct byte_set *set)
{
	size_t from = p->at;
	int low = class_byte(p), high = low;

	if (low >= 0 && p->at + 1 < p->text.length && next(p) == '-' && p->text.bytes[p->at + 1] != ']') {
		p->at++;
		high = class_byte(p);
	}
	if (low < 0 || high < 0)
		return false;
	if (high < low)
		return fail(p, from, p->at - from, "range ends before it begins");
	for (int byte = low; byte <= high; byte++)
		byte_set_add(set, byte);
	return true;
}

static const struct pattern *parse_class(struct parser *p)
{
	size_t from = p->at - 1;
	bool inverted = skip(p, '^');
	struct byte_set set = { 0 };

	while (more(p) && next(p) != ']')
		if (!class_range(p, &set))
			return NULL;
	if (!skip(p, ']'))
		return fail(p, from, 1, "class of bytes has no closing ]");
	for (int i = 0; inverted && i < 4; i++)
		set.bits[i] = ~set.bits[i];
	if (!byte_set_count(&set))
		return fail(p, from, p->at - from, "class contains no byte");
	return make_set(p, &set);
}

static const struct pattern *parse_group(struct parser *p)
{
	size_t from = p->at - 1;
	const struct pattern *inner;

	if (++p->depth > DEPTH_MAX)
		return fail(p, from, 1, "parentheses are nested too deeply");
	inner = parse_choice(p);
	p->depth--;
	if (inner && !skip(p, ')'))
		return fail(p, from, 1, "( has no closing )");
	return inner;
}

static const struct pattern *parse_byte(struct parser *p)
{
	struct byte_set set = { 0 };
	int byte;

	if (skip(p, '.'))
		return make_set(p, &(struct byte_set){ { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX } });
	byte = class_byte(p);
	if (byte < 0)
		return NULL;
	byte_set_add(&set, byte);
	return make_set(p, &set);
}

static const struct pattern *parse_atom(struct parser *p)
{
	switch (next(p)) {
	case '[':
		p->at++;
		return parse_class(p);
	case '(':
		p->at++;
		return parse_group(p);
	case ']':
	case '}':
		return fail(p, p->at, 1, "nothing was opened that this closes; write \\ before it for the byte itself");
	case '^':
		return fail(p, p->at, 1, "patterns begin at the first byte anyway; write \\^ for the byte itself");
	case '?':
	case '{':
		return fail(p, p->at, 1, "there is nothing to repeat; write \\ before it for the byte itself");
	case '*':
	case '+':
		return fail(p, p->at, 1, "repeats need a bound: write {0,8}, or \\ before it for the byte itself");
	default:
		return parse_byte(p);
	}
}

static bool parse_count(struct parser *p, unsigned int *count)
{
	size_t from = p->at;

	*count = 0;
	while (more(p) && next(p) >= '0' && next(p) <= '9' && *count <= REPEAT_MAX)
		*count = *count * 10 + (p->text.bytes[p->at++] - '0');
	return p->at > from && *count <= REPEAT_MAX;
}

/* Behind an opening brace. */
static const struct pattern *parse_bounds(struct parser *p, const struct pattern *what)
{
	size_t from = p->at - 1;
	unsigned int min, max;

	if (!parse_count(p, &min))
		return fail(p, from, p->at - from, "a repeat is written {n} or {n,m}, with numbers up to 256");
	max = min;
	if (skip(p, ',') && !parse_count(p, &max))
		return fail(p, from, p->at - from, "a repeat needs a bound up to 256 behind its comma");
	if (!skip(p, '}'))
		return fail(p, from, p->at - from, "a repeat is written {n} or {n,m}");
	if (max < min || !max)
		return fail(p, from, p->at - from, "a repeat ends before it begins");
	return make_repeat(p, what, min, max);
}

static const struct pattern *parse_repeat(struct parser *p)
{
	size_t from = p->at;
	const struct pattern *what = parse_atom(p);

	if (!what)
		return NULL;
	if (skip(p, '?'))
		what = make_repeat(p, what, 0, 1);
	else if (skip(p, '{'))
		what = parse_bounds(p, what);
	if (what && more(p) && (next(p) == '*' || next(p) == '+'))
		return fail(p, p->at, 1, "repeats need a bound: write {0,8} or {1,8}");
	if (what && what->positions > PATTERN_POSITIONS_MAX)
		return fail(p, from, p->at - from, "pattern is too large once its repeats are written out");
	return what;
}

static const struct pattern *parse_sequence(struct parser *p)
{
	const struct pattern *sequence = node(p, PATTERN_EMPTY);
	size_t from = p->at;

	while (more(p) && next(p) != '|' && next(p) != ')') {
		const struct pattern *item = parse_repeat(p);

		if (!item)
			return NULL;
		sequence = make_sequence(p, sequence, item);
		if (sequence->positions > PATTERN_POSITIONS_MAX)
			return fail(p, from, p->at - from, "pattern is too large once its repeats are written out");
	}
	return sequence;
}

static const struct pattern *parse_choice(struct parser *p)
{
	const struct pattern *choice = parse_sequence(p);
	size_t from = p->at;

	while (choice && skip(p, '|')) {
		const struct pattern *other = parse_sequence(p);

		if (!other)
			return NULL;
		choice = make_choice(p, choice, other);
		/* Never NULL; the loop asks for the first one. */
		/* cppcheck-suppress nullPointerRedundantCheck */
		if (choice->positions > PATTERN_POSITIONS_MAX)
			return fail(p, from, p->at - from, "pattern is too large once its repeats are written out");
	}
	return choice;
}

/* Runs of any bytes: at the beginning, at the end, the longest within, and whether there is nothing else. */
struct gaps {
	size_t head;
	size_t tail;
	size_t longest;
	bool all;
};

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static struct gaps gaps_join(struct gaps left, struct gaps right)
{
	return (struct gaps){
		.head = left.all ? left.longest + right.head : left.head,
		.tail = right.all ? right.longest + left.tail : right.tail,
		.longest = larger(larger(left.longest, right.longest), left.tail + right.head),
		.all = left.all && right.all,
	};
}

static struct gaps gaps_of(const struct pattern *pattern)
{
	struct gaps left, right;
	size_t any;

	switch (pattern->kind) {
	case PATTERN_EMPTY:
		return (struct gaps){ .all = true };
	case PATTERN_SET:
		any = byte_set_count(&pattern->set) == 256;
		return (struct gaps){ any, any, any, any };
	case PATTERN_SEQUENCE:
		return gaps_join(gaps_of(pattern->left), gaps_of(pattern->right));
	case PATTERN_CHOICE:
		left = gaps_of(pattern->left);
		right = gaps_of(pattern->right);
		return (struct gaps){ larger(left.head, right.head), larger(left.tail, right.tail),
				      larger(left.longest, right.longest), left.all || right.all };
	default:
		left = right = gaps_of(pattern->left);
		for (unsigned int i = 1; i < pattern->max; i++)
			right = gaps_join(right, left);
		return right;
	}
}

const struct pattern *pattern_parse(struct arena *arena, struct text text, const struct location *at,
				    struct diagnostics *diagnostics)
{
	struct parser p = { .arena = arena, .diagnostics = diagnostics, .token = at, .text = text };
	const struct pattern *pattern = parse_choice(&p);

	if (pattern && more(&p))
		return fail(&p, p.at, 1, ") closes nothing; write \\) for the byte itself");
	if (pattern && !pattern->shortest)
		return fail(&p, 0, text.length, "pattern matches the empty payload: it needs at least one byte");
	if (pattern && gaps_of(pattern).longest > GAP_MAX)
		return fail(&p, 0, text.length,
			    "pattern skips more than 2 bytes: end it before the gap, and compare what is behind it "
			    "with \"where\" (bytes@20 == \"...\", u8@20 == 1)");
	return pattern;
}
