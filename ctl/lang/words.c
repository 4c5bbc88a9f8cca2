// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/words.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "utf8.h"

const struct word_name word_classes[] = {
	{ "other", P2P_CLASS_OTHER },
	{ "bittorrent", P2P_CLASS_BITTORRENT },
	{ "edonkey", P2P_CLASS_EDONKEY },
	{ "gnutella", P2P_CLASS_GNUTELLA },
	{ "soulseek", P2P_CLASS_SOULSEEK },
	{ "directconnect", P2P_CLASS_DIRECTCONNECT },
	{ "ares", P2P_CLASS_ARES },
	{ }
};

const struct word_name word_strengths[] = {
	{ "hint", P2P_STRENGTH_HINT },
	{ "evidence", P2P_STRENGTH_EVIDENCE },
	{ "proof", P2P_STRENGTH_PROOF },
	{ }
};

const struct word_name word_directions[] = {
	{ "original", P2P_DIRECTION_ORIGINAL },
	{ "reply", P2P_DIRECTION_REPLY },
	{ "any", P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY },
	{ }
};

const struct word_name word_turns[] = {
	{ "answer", P2P_TURN_ANSWER },
	{ "follow", P2P_TURN_FOLLOW },
	{ }
};

const struct word_name word_transports[] = {
	{ "tcp", IPPROTO_TCP },
	{ "udp", IPPROTO_UDP },
	{ }
};

const struct word_name word_protocols[] = {
	{ "tcp", IPPROTO_TCP },
	{ "udp", IPPROTO_UDP },
	{ "dccp", IPPROTO_DCCP },
	{ "sctp", IPPROTO_SCTP },
	{ "icmp", IPPROTO_ICMP },
	{ "icmpv6", IPPROTO_ICMPV6 },
	{ }
};

const struct word_name word_scopes[] = {
	{ "p2p", P2P_SCOPE_P2P },
	{ "listed", P2P_SCOPE_LISTED },
	{ "all", P2P_SCOPE_ALL },
	{ }
};

const struct word_name word_actions[] = {
	{ "count", P2P_ACTION_COUNT },
	{ "mark", P2P_ACTION_MARK },
	{ "limit", P2P_ACTION_LIMIT },
	{ "reject", P2P_ACTION_REJECT },
	{ "drop", P2P_ACTION_DROP },
	{ }
};

const struct word_name word_switches[] = {
	{ "off", 0 },
	{ "on", 1 },
	{ }
};

static bool refuse(struct reason *reason, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(struct reason *reason, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reason->sentence, sizeof(reason->sentence), format, arguments);
	va_end(arguments);
	return false;
}

const char *word_name(const struct word_name *names, unsigned int value)
{
	while (names->name && names->value != value)
		names++;
	return names->name;
}

static bool refuse_name(const struct word_name *names, const char *what, struct text word, struct reason *reason)
{
	struct quoted quoted;
	size_t used = snprintf(reason->sentence, sizeof(reason->sentence), "%s cannot be %s: it is ", what,
			       text_quote(&quoted, word));

	for (; names->name && used < sizeof(reason->sentence); names++)
		used += snprintf(reason->sentence + used, sizeof(reason->sentence) - used, "%s%s", names->name,
				 !names[1].name ? "" : names[2].name ? ", " : " or ");
	return false;
}

bool word_value(const struct word_name *names, const char *what, struct text word, unsigned int *value,
		struct reason *reason)
{
	for (const struct word_name *name = names; name->name; name++) {
		if (text_equals(word, name->name)) {
			*value = name->value;
			return true;
		}
	}
	return refuse_name(names, what, word, reason);
}

/* Digits of a base up to 16, nothing else, at least one. False also when the value passes max. */
static bool digits(struct text word, unsigned int base, uint64_t max, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < word.length; i++) {
		int digit = text_hex_digit(word.bytes[i]);

		if (digit < 0 || digit >= (int)base || *value > (max - digit) / base)
			return false;
		*value = *value * base + digit;
	}
	return word.length > 0;
}

static struct text text_from(struct text text, size_t skip)
{
	return (struct text){ text.bytes + skip, text.length - skip };
}

bool word_number(const char *what, struct text word, uint32_t max, uint32_t *value, struct reason *reason)
{
	bool hexadecimal = word.length > 2 && word.bytes[0] == '0' && (word.bytes[1] | 0x20) == 'x';
	struct quoted quoted;
	uint64_t wide;

	if (!digits(hexadecimal ? text_from(word, 2) : word, hexadecimal ? 16 : 10, max, &wide))
		return refuse(reason, "%s cannot be %s: it is a number from 0 to %u", what, text_quote(&quoted, word),
			      max);
	*value = wide;
	return true;
}

/* Return: whether the address had bits set beyond the length; they are cleared. */
static bool clear_host_bits(struct prefix *prefix, unsigned int bits)
{
	bool found = false;

	for (unsigned int bit = prefix->length; bit < bits; bit++) {
		uint8_t mask = 0x80 >> bit % 8;

		found |= prefix->address[bit / 8] & mask;
		prefix->address[bit / 8] &= ~mask;
	}
	return found;
}

bool word_prefix(struct text word, struct prefix *prefix, struct reason *reason)
{
	const char *slash = memchr(word.bytes, '/', word.length);
	size_t length = slash ? (size_t)(slash - word.bytes) : word.length;
	char address[INET6_ADDRSTRLEN];
	struct quoted quoted;
	unsigned int bits;
	uint64_t wide;

	memset(prefix->address, 0, sizeof(prefix->address));
	if (length >= sizeof(address) || memchr(word.bytes, 0, length))
		return refuse(reason, "%s is not an address or prefix", text_quote(&quoted, word));
	memcpy(address, word.bytes, length);
	address[length] = 0;
	prefix->family = strchr(address, ':') ? AF_INET6 : AF_INET;
	bits = prefix->family == AF_INET ? 32 : 128;
	if (inet_pton(prefix->family, address, prefix->address) != 1)
		return refuse(reason, "%s is not an address or prefix", text_quote(&quoted, word));
	wide = bits;
	if (slash && !digits(text_from(word, length + 1), 10, bits, &wide))
		return refuse(reason, "the length of prefix %s is not a number from 0 to %u",
			      text_quote(&quoted, word), bits);
	prefix->length = wide;
	if (!clear_host_bits(prefix, bits))
		return true;
	inet_ntop(prefix->family, prefix->address, address, sizeof(address));
	return refuse(reason, "prefix %s has bits set beyond its length; %s/%u was probably meant",
		      text_quote(&quoted, word), address, prefix->length);
}

/* Days from 1970-01-01 in the Gregorian calendar; March begins the year, so that the leap day is its last. */
static int64_t days_from_date(unsigned int year, unsigned int month, unsigned int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = y / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static unsigned int days_in_month(unsigned int year, unsigned int month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Read a form in which 0 stands for a digit and everything else for itself; the numbers in turn go to values. */
static bool read_form(struct text *word, const char *form, unsigned int *values)
{
	size_t i;

	for (i = 0; form[i]; i++) {
		char c = i < word->length ? word->bytes[i] : 0;

		if (form[i] != '0') {
			if (c != form[i])
				return false;
			continue;
		}
		if (c < '0' || c > '9')
			return false;
		if (!i || form[i - 1] != '0')
			*values++ = 0;
		values[-1] = values[-1] * 10 + (c - '0');
	}
	*word = text_from(*word, i);
	return true;
}

/* Z or +hh:mm; in seconds east of Greenwich. */
static bool read_zone(struct text zone, int64_t *seconds)
{
	unsigned int value[2];

	*seconds = 0;
	if (text_equals(zone, "Z"))
		return true;
	if (!zone.length || (zone.bytes[0] != '+' && zone.bytes[0] != '-'))
		return false;
	*seconds = zone.bytes[0] == '+' ? 1 : -1;
	zone = text_from(zone, 1);
	if (!read_form(&zone, "00:00", value) || zone.length || value[0] > 23 || value[1] > 59)
		return false;
	*seconds *= value[0] * 3600 + value[1] * 60;
	return true;
}

static bool read_clock(struct text *word, int64_t *seconds)
{
	unsigned int value[3] = { 0 };

	if (!read_form(word, "T00:00:00", value) && !read_form(word, "T00:00", value))
		return false;
	*seconds = value[0] * 3600 + value[1] * 60 + value[2];
	return value[0] < 24 && value[1] < 60 && value[2] < 60;
}

static bool absolute_time(struct text word, uint64_t *when, struct reason *reason)
{
	unsigned int date[3];
	int64_t clock = 0, zone = 0;
	struct text rest = word;
	struct quoted quoted;
	bool timed;

	if (!read_form(&rest, "0000-00-00", date))
		return refuse(reason, "%s is not a time: write 2026-12-31, 2026-12-31T12:00:00Z or +30d",
			      text_quote(&quoted, word));
	if (date[0] < 1970 || date[1] < 1 || date[1] > 12 || date[2] < 1 || date[2] > days_in_month(date[0], date[1]))
		return refuse(reason, "%s names a day that does not exist", text_quote(&quoted, word));
	timed = rest.length;
	if (timed && !read_clock(&rest, &clock))
		return refuse(reason, "%s has no time of day behind its date; write T12:00:00Z",
			      text_quote(&quoted, word));
	if (timed && !rest.length)
		return refuse(reason, "%s does not say in which zone: add Z or +hh:mm", text_quote(&quoted, word));
	if (timed && !read_zone(rest, &zone))
		return refuse(reason, "%s does not end in a zone: Z or +hh:mm", text_quote(&quoted, word));
	clock += days_from_date(date[0], date[1], date[2]) * 86400 - zone;
	if (clock <= 0)
		return refuse(reason, "%s is not after 1970", text_quote(&quoted, word));
	*when = clock;
	return true;
}

/* 9999-12-31T23:59:59Z: what follows has no date that can be read again. */
#define YEAR_9999_END 253402300799

static bool relative_time(struct text word, uint64_t now, uint64_t *when, struct reason *reason)
{
	static const struct word_name units[] = { { "s", 1 }, { "m", 60 }, { "h", 3600 }, { "d", 86400 }, { "w", 604800 },
						  { } };
	struct text number = { word.bytes + 1, word.length - 1 };
	const struct word_name *unit = units;
	struct quoted quoted;
	uint64_t count;

	if (number.length) {
		number.length--;
		while (unit->name && unit->name[0] != number.bytes[number.length])
			unit++;
	}
	if (!unit->name || !digits(number, 10, UINT32_MAX, &count) || !count)
		return refuse(reason, "%s is not a time from now: write +30s, +10m, +2h, +30d or +2w",
			      text_quote(&quoted, word));
	if (now + count * unit->value > YEAR_9999_END)
		return refuse(reason, "%s is after the year 9999", text_quote(&quoted, word));
	*when = now + count * unit->value;
	return true;
}

bool word_time(struct text word, uint64_t now, uint64_t *when, struct reason *reason)
{
	if (word.length && word.bytes[0] == '+')
		return relative_time(word, now, when, reason);
	return absolute_time(word, when, reason);
}

bool word_rate(struct text word, uint64_t *bytes_per_second, struct reason *reason)
{
	static const struct {
		const char *name;
		uint64_t value;		/* bits */
	} units[] = {
		{ "", 1 }, { "bit", 1 }, { "kbit", 1000 }, { "mbit", 1000000 }, { "gbit", 1000000000 },
		{ "bps", 8 }, { "kbps", 8000 }, { "mbps", 8000000 }, { "gbps", 8000000000 }, { }
	};
	struct text number = word;
	struct quoted quoted;
	uint64_t count;

	number.length = 0;
	while (number.length < word.length && word.bytes[number.length] >= '0' && word.bytes[number.length] <= '9')
		number.length++;
	for (size_t i = 0; units[i].name; i++) {
		if (!text_equals(text_from(word, number.length), units[i].name))
			continue;
		if (!digits(number, 10, P2P_RATE_MAX * 8 / units[i].value, &count) || !count ||
		    count * units[i].value % 8)
			break;
		*bytes_per_second = count * units[i].value / 8;
		return true;
	}
	return refuse(reason, "%s is not a rate of whole bytes: write 512kbit, 10mbit, 1gbit or 64kbps",
		      text_quote(&quoted, word));
}

bool word_mark(struct text word, uint32_t *value, uint32_t *mask, struct reason *reason)
{
	const char *slash = memchr(word.bytes, '/', word.length);
	size_t length = slash ? (size_t)(slash - word.bytes) : word.length;
	struct quoted quoted;

	*mask = UINT32_MAX;
	if (!word_number("a mark", (struct text){ word.bytes, length }, UINT32_MAX, value, reason))
		return false;
	if (slash && !word_number("the mask of a mark", text_from(word, length + 1), UINT32_MAX, mask, reason))
		return false;
	if (!*mask)
		return refuse(reason, "mark %s has an empty mask", text_quote(&quoted, word));
	if (*value & ~*mask)
		return refuse(reason, "mark %s has bits outside of its mask", text_quote(&quoted, word));
	return true;
}

bool word_mark_mask(struct text word, uint32_t *mask, struct reason *reason)
{
	struct quoted quoted;

	if (!word_number("mark-mask", word, UINT32_MAX, mask, reason))
		return false;
	for (unsigned int shift = 0; shift <= 24; shift++)
		if (*mask == 0xffu << shift)
			return true;
	return refuse(reason, "mark-mask %s is not eight adjacent bits, like 0xff000000", text_quote(&quoted, word));
}

bool word_protocol(struct text word, uint8_t *protocol, struct reason *reason)
{
	struct quoted quoted;
	unsigned int value = 0;
	uint64_t wide;

	if (digits(word, 10, UINT8_MAX, &wide) && wide) {
		*protocol = wide;
		return true;
	}
	if (!word_value(word_protocols, "protocol", word, &value, reason))
		return refuse(reason, "%s is no protocol: write tcp, udp, icmp, icmpv6, sctp, dccp or a number from 1 to 255",
			      text_quote(&quoted, word));
	*protocol = value;
	return true;
}

bool word_ports(struct text word, uint16_t *min, uint16_t *max, struct reason *reason)
{
	const char *dash = memchr(word.bytes, '-', word.length);
	struct text last = dash ? text_from(word, dash - word.bytes + 1) : word;
	struct quoted quoted;
	uint64_t from, to;

	if (dash)
		word.length = dash - word.bytes;
	if (!digits(word, 10, UINT16_MAX, &from) || !digits(last, 10, UINT16_MAX, &to) || !from || to < from) {
		word.length = last.bytes + last.length - word.bytes;
		return refuse(reason, "%s is no port: write 53, or 80-443 for a range", text_quote(&quoted, word));
	}
	*min = from;
	*max = to;
	return true;
}

bool word_key(struct text word, uint8_t *key, size_t *key_length, struct reason *reason)
{
	if (!word.length)
		return refuse(reason, "a subscriber's key cannot be empty");
	if (word.length > P2P_KEY_MAX)
		return refuse(reason, "a subscriber's key has at most %d bytes, this one has %zu", P2P_KEY_MAX,
			      word.length);
	memcpy(key, word.bytes, word.length);
	*key_length = word.length;
	return true;
}

bool word_reason(struct text word, struct reason *reason)
{
	if (!word.length)
		return refuse(reason, "a reason cannot be empty");
	if (word.length > P2P_REASON_MAX)
		return refuse(reason, "a reason has at most %d bytes, this one has %zu", P2P_REASON_MAX, word.length);
	if (!p2p_utf8_printable((const uint8_t *)word.bytes, word.length))
		return refuse(reason, "a reason is text in UTF-8, without control characters");
	return true;
}

bool word_default_action(unsigned int action)
{
	return action != P2P_ACTION_LIMIT && action != P2P_ACTION_REJECT;
}
