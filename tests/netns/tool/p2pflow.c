// SPDX-License-Identifier: GPL-2.0
/* p2pflow - play both ends of one flow, or of many alike, through a router, packet by packet. README.md has the set-up. */
#include "address.h"
#include "die.h"
#include "payload.h"
#include "play.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
"p2pflow [options] STEP...\n"
"Plays both ends of a flow through a router, from packet sockets in two network namespaces, as scripted, and says\n"
"which packets came out at the other end.\n"
"\n"
"  --a NS:IFACE, --b NS:IFACE   where the initiator and the responder are (namespaces of ip netns)\n"
"  --src ADDR[:PORT]            initiator; IPv6 with port: [2001:db8::1]:6881; port 40000 if none is given\n"
"  --dst ADDR[:PORT]            responder, as the initiator sees it; port 6881 if none is given\n"
"  --b-src, --b-dst ADDR[:PORT] the same as seen by b, if the router translates\n"
"  --learn                      take what b sees from the first packet that arrives there, and print it\n"
"  --proto tcp|udp|icmp|N       tcp at start; icmp is echo (ICMPv6 for IPv6, PORT of --src is the identifier);\n"
"                               N is an IP protocol number, the payload begins behind the IP header\n"
"  --isn-a N, --isn-b N         initial sequence numbers, decimal or 0x...\n"
"  --timestamps                 TCP timestamps on every segment\n"
"  --ext LIST                   IPv6: hbh,dst,routing,frag in the order given; IPv4: options\n"
"  --flows N                    N flows in parallel, from --src upwards: ports first, then addresses\n"
"  --timeout MS                 after how long a packet that need not arrive is lost, 200 at start; what must come\n"
"                               has 3000 at least\n"
"  --mac-a MAC, --mac-b MAC     the router's hardware addresses (else: those of the veth peers)\n"
"  --quiet                      no line per packet\n"
"  --list                       show the named payloads and stop\n"
"  --print BYTES                show octets in hexadecimal and stop\n"
"Exit: 0 all expectations met, 1 one was not (stderr names the step), 2 misuse or unusable set-up.\n"
"\n";

/* Values of options that have no letter. */
enum option_value {
	OPTION_A = 256, OPTION_B, OPTION_SRC, OPTION_DST, OPTION_B_SRC, OPTION_B_DST, OPTION_LEARN, OPTION_PROTO, OPTION_ISN_A,
	OPTION_ISN_B, OPTION_TIMESTAMPS, OPTION_EXT, OPTION_FLOWS, OPTION_TIMEOUT, OPTION_MAC_A, OPTION_MAC_B, OPTION_QUIET,
	OPTION_LIST, OPTION_PRINT, OPTION_HELP,
};

static const struct option option_table[] = {
	{ "a", required_argument, NULL, OPTION_A },
	{ "b", required_argument, NULL, OPTION_B },
	{ "src", required_argument, NULL, OPTION_SRC },
	{ "dst", required_argument, NULL, OPTION_DST },
	{ "b-src", required_argument, NULL, OPTION_B_SRC },
	{ "b-dst", required_argument, NULL, OPTION_B_DST },
	{ "learn", no_argument, NULL, OPTION_LEARN },
	{ "proto", required_argument, NULL, OPTION_PROTO },
	{ "isn-a", required_argument, NULL, OPTION_ISN_A },
	{ "isn-b", required_argument, NULL, OPTION_ISN_B },
	{ "timestamps", no_argument, NULL, OPTION_TIMESTAMPS },
	{ "ext", required_argument, NULL, OPTION_EXT },
	{ "flows", required_argument, NULL, OPTION_FLOWS },
	{ "timeout", required_argument, NULL, OPTION_TIMEOUT },
	{ "mac-a", required_argument, NULL, OPTION_MAC_A },
	{ "mac-b", required_argument, NULL, OPTION_MAC_B },
	{ "quiet", no_argument, NULL, OPTION_QUIET },
	{ "list", no_argument, NULL, OPTION_LIST },
	{ "print", required_argument, NULL, OPTION_PRINT },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ NULL, 0, NULL, 0 }
};

static const struct extension_name {
	const char *name;
	enum extension extension;
	uint8_t version;
} extension_names[] = {
	{ "hbh", EXTENSION_HOP_BY_HOP, 6 },
	{ "dst", EXTENSION_DESTINATION, 6 },
	{ "routing", EXTENSION_ROUTING, 6 },
	{ "frag", EXTENSION_FRAGMENT, 6 },
	{ "options", EXTENSION_OPTIONS, 4 },
};

/* Options as given, by their value; NULL: absent. */
struct options {
	const char *argument[OPTION_HELP - OPTION_A + 1];
};

static const char *given(const struct options *options, enum option_value option)
{
	return options->argument[option - OPTION_A];
}

static const char *required(const struct options *options, enum option_value option)
{
	if (!given(options, option))
		die("--%s is missing (--help)", option_table[option - OPTION_A].name);
	return given(options, option);
}

static uint32_t number(const struct options *options, enum option_value option, uint32_t fallback, uint32_t min, uint32_t max)
{
	const char *text = given(options, option);
	unsigned long long value;
	char *end;

	if (!text)
		return fallback;
	errno = 0;
	value = strtoull(text, &end, 0);
	if (end == text || *end || errno || *text == '-' || value < min || value > max)
		die("--%s: '%s' is not a number from %u to %u", option_table[option - OPTION_A].name, text, min, max);
	return (uint32_t)value;
}

static uint8_t protocol_parse(const char *text)
{
	char *end;
	unsigned long value;

	if (!text || !strcmp(text, "tcp"))
		return IPPROTO_TCP;
	if (!strcmp(text, "udp"))
		return IPPROTO_UDP;
	if (!strcmp(text, "icmp"))
		return IPPROTO_ICMP;
	value = strtoul(text, &end, 10);
	if (end == text || *end || value > 255)
		die("--proto: '%s' is not tcp, udp, icmp or a number from 0 to 255", text);
	return (uint8_t)value;
}

static void add_extension(struct shape *shape, const char *name, uint8_t version)
{
	size_t i;

	for (i = 0; i < sizeof(extension_names) / sizeof(*extension_names); i++) {
		enum extension extension = extension_names[i].extension;

		if (strcmp(name, extension_names[i].name) || version != extension_names[i].version)
			continue;
		if (extension == EXTENSION_HOP_BY_HOP && shape->extension_count)
			die("--ext: hbh must be the first");
		if (shape->extension_count == EXTENSIONS_MAX || (version == 4 && shape->extension_count))
			die("--ext: too many");
		shape->extensions[shape->extension_count++] = extension;
		return;
	}
	die("--ext: '%s' is no extension of IPv%u (--help)", name, version);
}

static struct shape shape_of(const struct options *options, uint8_t version)
{
	struct shape shape = { .hop_limit = 64, .timestamps = given(options, OPTION_TIMESTAMPS) };
	char *copy, *name, *rest = NULL;

	if (!given(options, OPTION_EXT))
		return shape;
	copy = strdup(given(options, OPTION_EXT));
	for (name = strtok_r(copy, ",", &rest); name; name = strtok_r(NULL, ",", &rest))
		add_extension(&shape, name, version);
	free(copy);
	return shape;
}

/* Clears ports that the protocol does not have. */
static void trim_ports(struct tuple *tuple, uint8_t protocol)
{
	if (protocol == IPPROTO_TCP || protocol == IPPROTO_UDP)
		return;
	tuple->responder.port = 0;
	if (protocol != IPPROTO_ICMP)
		tuple->initiator.port = 0;
}

static void read_tuples(const struct options *options, struct cast *cast)
{
	struct tuple *a = &cast->at[END_A], *b = &cast->at[END_B];

	a->initiator = address_parse(required(options, OPTION_SRC), 40000);
	a->responder = address_parse(required(options, OPTION_DST), 6881);
	*b = *a;
	if (given(options, OPTION_B_SRC))
		b->initiator = address_parse(given(options, OPTION_B_SRC), a->initiator.port);
	if (given(options, OPTION_B_DST))
		b->responder = address_parse(given(options, OPTION_B_DST), a->responder.port);
	if (a->initiator.version != a->responder.version || b->initiator.version != b->responder.version ||
	    a->initiator.version != b->initiator.version)
		die("all addresses of a flow must be of one IP version");
	trim_ports(a, cast->protocol);
	trim_ports(b, cast->protocol);
}

static struct cast cast_of(const struct options *options)
{
	struct cast cast = {
		.protocol = protocol_parse(given(options, OPTION_PROTO)),
		.initial_sequence = {
			[END_A] = number(options, OPTION_ISN_A, 0x10000000, 0, UINT32_MAX),
			[END_B] = number(options, OPTION_ISN_B, 0x20000000, 0, UINT32_MAX),
		},
		.flows = number(options, OPTION_FLOWS, 1, 1, 4000000),
		.timeout_ms = number(options, OPTION_TIMEOUT, 200, 1, 600000),
		.learn = given(options, OPTION_LEARN),
		.quiet = given(options, OPTION_QUIET),
	};

	if (cast.learn && cast.flows > 1)
		die("--learn works with one flow only");
	read_tuples(options, &cast);
	cast.shape = shape_of(options, cast.at[END_A].initiator.version);
	cast.wires[END_A] = wire_open(required(options, OPTION_A), given(options, OPTION_MAC_A));
	cast.wires[END_B] = wire_open(required(options, OPTION_B), given(options, OPTION_MAC_B));
	return cast;
}

static int list_payloads(void)
{
	const struct payload *payload;

	for (payload = payloads; payload->name; payload++) {
		struct bytes bytes = bytes_parse(payload->name);

		printf("%-17s %5zu  %s\n", payload->name, bytes.length, payload->about);
		bytes_free(&bytes);
	}
	return EXIT_MET;
}

static int print_bytes(const char *text)
{
	struct bytes bytes = bytes_parse(text);
	size_t i;

	for (i = 0; i < bytes.length; i++)
		printf("%02x", bytes.data[i]);
	putchar('\n');
	bytes_free(&bytes);
	return EXIT_MET;
}

static struct options read_options(int argc, char *argv[])
{
	struct options options = { 0 };
	int value;

	/* "+": the first step ends the options. */
	while ((value = getopt_long(argc, argv, "+", option_table, NULL)) != -1) {
		if (value == '?')
			exit(EXIT_USAGE);
		options.argument[value - OPTION_A] = optarg ? optarg : "";
	}
	return options;
}

int main(int argc, char *argv[])
{
	struct options options = read_options(argc, argv);
	struct script script;
	struct cast cast;
	bool met;

	if (given(&options, OPTION_HELP)) {
		printf("%s%s", usage, step_help);
		return EXIT_MET;
	}
	if (given(&options, OPTION_LIST))
		return list_payloads();
	if (given(&options, OPTION_PRINT))
		return print_bytes(given(&options, OPTION_PRINT));
	if (optind == argc)
		die("no steps (--help)");
	script = script_parse(argv + optind, argc - optind);
	cast = cast_of(&options);
	met = play(&cast, &script);
	script_free(&script);
	return met ? EXIT_MET : EXIT_UNMET;
}
