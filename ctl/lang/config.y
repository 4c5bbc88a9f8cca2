/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Grammar of signatures and configurations; a file may contain both.
 *
 * Statements end with their line or with ";", "#" begins a comment, and what stands in quotes knows the escapes \xHH \n
 * \r \t \\ \". Blocks:
 *
 *	signature NAME {
 *		protocol bittorrent		other bittorrent edonkey gnutella soulseek directconnect ares
 *		transport tcp			tcp or udp; "midflow" behind it: at the start of any segment
 *		direction any			original, reply or any, which is the default
 *		pattern "\x13BitTorrent"	see pattern.h
 *		opening unknown 96-608		instead of a pattern: tcp that begins like nothing else, with first
 *						flights of so many bytes
 *		search "[?&]id=" within 1024 until "[\r\n]"	behind the pattern, anywhere in the first bytes; until is
 *						a byte or class that ends it and may be left out
 *		where CHECK [and CHECK]...	repeated; all must hold
 *		keep NAME FIELD			a number that later steps compare with
 *		then answer			a further step in another packet, against (answer) or in (follow) the
 *						direction of the first one. What stands behind it belongs to that step:
 *						pattern, opening, search, where, keep
 *		strength proof			hint, evidence or proof
 *		structural "reason"		why it is proof with less than 64 fixed bits
 *		capture content-id @28 size 20	@+0: behind the match; "escaped" at the end: it is percent-encoded
 *		source "BEP 3"
 *		match VECTOR			payloads that it must match, as often as needed
 *		miss VECTOR			such that it must not match
 *	}
 *	CHECK:	FIELD [& MASK] [% N] OP VALUE	OP: == != < <= > >=
 *		FIELD [& MASK] [% N] [not] in { 80, 443, 1000-2000 }
 *		bytes@OFFSET == "STRING"
 *	FIELD:	len sport dport port u8@OFFSET u16le@OFFSET u16be@OFFSET u32le@OFFSET u32be@OFFSET escaped@+N
 *		port is either of sport and dport, when excluded (!=, not in) neither; escaped is the number of
 *		percent-encoded bytes up to the next & or space
 *	OFFSET:	N from the first byte of the payload, +N behind the end of the match: of the search, else of the pattern
 *	VALUE:	numbers and at most one field: 19 + 25 * u8@18, len - 5; or NAME, NAME + 1 for what was kept
 *	VECTOR:	PACKET [/ PACKET]...		payloads of one flow; a line may end behind the slash
 *	PACKET:	pieces that are put together, then what else is known of the packet
 *		"STRING"  hex "E4 21 02"  fill N (N bytes of 55)
 *		sport N  dport N  len N (the datagram is longer than what is given)  direction original|reply
 *
 *	settings { enforce on; capture off; nested off; mark-mask 0xff000000 }
 *
 *	subscriber KEY {
 *		prefix 10.1.0.0/24
 *		prefix 2001:db8::/56 zone 3
 *		sanction scope p2p|listed|all action count|mark VALUE[/MASK]|limit RATE [burst BYTES]|reject|drop
 *			[from TIME] [until TIME] [reason "TEXT"]
 *	}
 *	content NAME [except] {			a list of content ids, for scope listed; those of an except list are spared
 *						by the scopes p2p and listed
 *		4a1e5e4ae1b6a3f3f33a1f2ac0ae14b4c7d5ce5b	40 hexadecimal digits (info-hash) or 32 (eD2k)
 *		file "hashes.txt"		one a line, # begins a comment; relative to this file
 *	}
 *	garden {				where sanctions of scope all do not reach; may be said in several blocks
 *		prefix 192.0.2.0/24
 *		prefix 192.0.2.53/32 protocol udp port 53	tcp, udp, icmp, icmpv6, sctp, dccp or a number
 *		prefix 2001:db8::/32 protocol tcp port 80-443	ports with tcp and udp only
 *	}
 *	default { sanction ... }	for flows with no subscriber at either end; neither limit nor reject
 *	include "FILE"				relative to this file; *, ? and [ find several
 */
%code requires {
#include "lang/build.h"

#define YYLLOC_DEFAULT(current, rhs, n) \
	((current) = config_span(&YYRHSLOC(rhs, 0), &YYRHSLOC(rhs, 1), &YYRHSLOC(rhs, n), n))
}
%code provides {
int config_lex(CONFIG_STYPE *value, CONFIG_LTYPE *at, void *scanner);
}
%code {
#include <stdio.h>
#include <string.h>

static void config_error(const struct location *at, void *scanner, struct context *c, const char *sentence);

static struct location config_span(const struct location *before, const struct location *first,
				   const struct location *last, int count)
{
	if (!count)
		return *before;
	return (struct location){ first->file, first->first_line, first->first_column, last->last_line,
				  last->last_column };
}
}

%define api.pure full
%define api.prefix {config_}
%define api.token.prefix {T_}
%define api.location.type {struct location}
%define parse.error custom
%define parse.lac full
%locations
%param {void *scanner}
%parse-param {struct context *c}

%union {
	struct text text;
	struct field field;
	struct value value;
	struct offset offset;
	uint32_t number;
}

%token END_OF_FILE 0 "end of file"
%token END "end of line"
%token BAD_BYTE "a stray character"
%token CUT_STRING "a string without its closing quote"
%token <text> WORD "a word" STRING "a string" NUMBER "a number"
%token SIGNATURE "signature" SUBSCRIBER "subscriber" DEFAULT "default" SETTINGS "settings" GARDEN "garden" INCLUDE "include"
%token CONTENT "content" EXCEPT "except" FILE_OF "file"
%token PROTOCOL "protocol" TRANSPORT "transport" MIDFLOW "midflow" DIRECTION "direction" PATTERN "pattern"
%token WHERE "where" STRENGTH "strength" STRUCTURAL "structural" CAPTURE "capture" SIZE "size" SOURCE "source"
%token OPENING "opening" SEARCH "search" WITHIN "within" KEEP "keep" THEN "then" ESCAPED "escaped"
%token MATCH "match" MISS "miss" HEX "hex" FILL "fill"
%token PREFIX "prefix" ZONE "zone" SANCTION "sanction" SCOPE "scope" ACTION "action" MARK "mark" LIMIT "limit"
%token BURST "burst" FROM "from" UNTIL "until" REASON "reason"
%token ENFORCE "enforce" NESTED "nested" MARK_MASK "mark-mask"
%token LEN "len" SPORT "sport" DPORT "dport" PORT "port" BYTES "bytes" IN "in" NOT "not" AND "and"
%token <number> FIELD "a field" COMPARISON "a comparison"
%token SET_OPEN "{ of a set" SET_CLOSE "} of a set"

%type <text> name
%type <field> field field_name
%type <value> value term
%type <offset> offset
%type <number> number in zone escaped

%%

file: top | file end top ;

/* A new statement is a new chance to tell of an error. */
end: END { yyerrok; } ;

top:
  %empty
| signature
| subscriber
| default_block
| settings
| garden
| content
| INCLUDE STRING			{ parse_include(c, $2, &@2); }
| error
| error '{' junk '}'			/* a block nobody knows: skipped as a whole */
;

name: WORD | STRING ;

/* --- Signatures --- */

signature:
  SIGNATURE name			{ signature_begin(c, $2, &@2); }
  '{' signature_body '}'		{ signature_end(c); }
;

signature_body: signature_statement | signature_body end signature_statement ;

signature_statement:
  %empty
| PROTOCOL WORD				{ signature_protocol(c, $2, &@2); }
| TRANSPORT WORD			{ signature_transport(c, $2, &@2); }
| TRANSPORT WORD MIDFLOW		{ signature_transport(c, $2, &@2); signature_midflow(c); }
| DIRECTION WORD			{ signature_direction(c, $2, &@2); }
| PATTERN STRING			{ step_pattern(c, $2, &@2); }
| OPENING WORD WORD			{ step_opening(c, $2, &@2, $3, &@3); }
| SEARCH STRING WITHIN WORD		{ step_search(c, $2, &@2, $4, &@4); }
| SEARCH STRING WITHIN WORD UNTIL STRING
		{ step_search(c, $2, &@2, $4, &@4); step_until(c, $6, &@6); }
| WHERE checks
| KEEP WORD field_name			{ step_keep(c, $2, &@2, $3); }
| THEN WORD				{ step_then(c, $2, &@2); }
| STRENGTH WORD				{ signature_strength(c, $2, &@2); }
| STRUCTURAL STRING			{ signature_structural(c, $2, &@2); }
| CAPTURE WORD WORD SIZE WORD escaped	{ signature_capture(c, $2, &@2, $3, $5, $6, &@$); }
| SOURCE STRING				{ signature_source(c, $2, &@2); }
| vector
| error
;

escaped:
  %empty				{ $$ = false; }
| ESCAPED				{ $$ = true; }
;

checks: check | checks AND check ;

check:
  field COMPARISON value		{ check_compare(c, $1, $2, $3, &@$); }
| field in set				{ check_in(c, $1, $2, &@$); }
| BYTES '@' offset COMPARISON STRING	{ check_bytes(c, $3, $4, $5, &@$, &@5); }
;

in:
  IN					{ $$ = P2P_CHECK_IN; }
| NOT IN				{ $$ = P2P_CHECK_NOT_IN; }
;

set: SET_OPEN { c->range_count = 0; } ranges comma SET_CLOSE ;

comma: %empty | ',' ;

ranges: range | ranges ',' range ;

range:
  number				{ check_range(c, $1, $1, &@$); }
| number '-' number			{ check_range(c, $1, $3, &@$); }
;

field:
  field_name
| field_name '&' number			{ $$ = field_mask(c, $1, $3, &@$, &@3); }
| field_name '%' number			{ $$ = field_modulo(c, $1, $3, &@$, &@3); }
| field_name '&' number '%' number
		{ $$ = field_modulo(c, field_mask(c, $1, $3, &@$, &@3), $5, &@$, &@5); }
;

field_name:
  LEN					{ $$ = field_of(P2P_FIELD_LENGTH, &@$); }
| SPORT					{ $$ = field_of(P2P_FIELD_SPORT, &@$); }
| DPORT					{ $$ = field_of(P2P_FIELD_DPORT, &@$); }
| PORT					{ $$ = field_of(P2P_FIELD_PORT, &@$); }
| FIELD '@' offset			{ $$ = field_at(c, $1, $3, &@$); }
| ESCAPED '@' offset			{ $$ = field_at(c, P2P_FIELD_ESCAPED, $3, &@$); }
;

offset:
  number				{ $$ = (struct offset){ $1, false }; }
| '+' number				{ $$ = (struct offset){ $2, true }; }
;

value:
  term
| '-' term				{ $$ = value_add(c, (struct value){ 0 }, $2, -1, &@$); }
| value '+' term			{ $$ = value_add(c, $1, $3, 1, &@$); }
| value '-' term			{ $$ = value_add(c, $1, $3, -1, &@$); }
;

term:
  number				{ $$ = (struct value){ .constant = $1 }; }
| WORD					{ $$ = value_kept(c, $1, &@1); }
| field_name				{ $$ = value_scale(c, $1, 1, &@$); }
| number '*' field_name			{ $$ = value_scale(c, $3, $1, &@$); }
| field_name '*' number			{ $$ = value_scale(c, $1, $3, &@$); }
;

number: NUMBER				{ $$ = context_number(c, "this", $1, UINT32_MAX, &@1); } ;

vector:
  MATCH { vector_begin(c, true); } packets		{ vector_end(c, &@$); }
| MISS { vector_begin(c, false); } packets		{ vector_end(c, &@$); }
;

packets: packet | packets '/' packet ;

packet: { packet_begin(c); } pieces facts		{ packet_end(c, &@$); } ;

pieces: piece | pieces piece ;

piece:
  STRING				{ packet_text(c, $1, &@1); }
| HEX STRING				{ packet_hex(c, $2, &@2); }
| FILL WORD				{ packet_fill(c, $2, &@2); }
;

facts: %empty | facts fact ;

fact:
  SPORT WORD	{ c->packet.sport = context_number(c, "a port", $2, UINT16_MAX, &@2); }
| DPORT WORD	{ c->packet.dport = context_number(c, "a port", $2, UINT16_MAX, &@2); }
| LEN WORD	{ c->packet.length = context_number(c, "a length", $2, UINT16_MAX, &@2); }
| DIRECTION WORD	{ packet_direction(c, $2, &@2); }
;

/* --- Subscribers --- */

subscriber:
  SUBSCRIBER WORD			{ subscriber_begin(c, $2, false, &@2); } subscriber_block
| SUBSCRIBER STRING			{ subscriber_begin(c, $2, true, &@2); } subscriber_block
;

subscriber_block: '{' subscriber_body '}' { context_block_end(c); } ;

subscriber_body: subscriber_statement | subscriber_body end subscriber_statement ;

subscriber_statement:
  %empty
| PREFIX WORD zone			{ subscriber_prefix(c, $2, $3, &@2); }
| sanction
| error
;

default_block:
  DEFAULT				{ default_begin(c, &@1); }
  '{' default_body '}'			{ default_end(c, &@1); }
;

default_body: default_statement | default_body end default_statement ;

default_statement: %empty | sanction | error ;

sanction:
  SANCTION				{ sanction_begin(c, &@1); }
  sanction_terms			{ subscriber_sanction(c, &@$); }
;

zone:
  %empty				{ $$ = 0; }
| ZONE WORD				{ $$ = context_number(c, "a zone", $2, UINT16_MAX, &@2); }
;

sanction_terms: sanction_term | sanction_terms sanction_term ;

sanction_term:
  SCOPE WORD				{ sanction_scope(c, $2, &@2); }
| ACTION WORD				{ sanction_action(c, $2, &@2); }
| ACTION MARK WORD			{ sanction_mark(c, $3, &@3); }
| ACTION LIMIT WORD			{ sanction_limit(c, $3, &@3); }
| BURST WORD				{ sanction_burst(c, $2, &@2); }
| FROM WORD				{ sanction_from(c, $2, &@2); }
| UNTIL WORD				{ sanction_until(c, $2, &@2); }
| REASON STRING				{ sanction_reason(c, $2, &@2); }
;

/* --- Content lists --- */

content:
  CONTENT name				{ content_begin(c, $2, &@2); }
  except '{' content_body '}'		{ content_end(c); }
;

except:
  %empty
| EXCEPT				{ content_except(c); }
;

content_body: content_statement | content_body end content_statement ;

content_statement:
  %empty
| WORD					{ content_id(c, $1, &@1); }
| FILE_OF STRING			{ content_file(c, $2, &@2); }
| error
;

/* --- Settings --- */

settings:
  SETTINGS				{ context_block_begin(c, &@1); }
  '{' settings_body '}'			{ context_block_end(c); }
;

settings_body: settings_statement | settings_body end settings_statement ;

settings_statement:
  %empty
| ENFORCE WORD				{ settings_switch(c, SAID_ENFORCE, $2, &@2); }
| CAPTURE WORD				{ settings_switch(c, SAID_CAPTURE_SETTING, $2, &@2); }
| NESTED WORD				{ settings_switch(c, SAID_NESTED, $2, &@2); }
| MARK_MASK WORD			{ settings_mark_mask(c, $2, &@2); }
| error
;

/* --- Garden --- */

garden:
  GARDEN				{ context_block_begin(c, &@1); }
  '{' garden_body '}'			{ context_block_end(c); }
;

garden_body: garden_statement | garden_body end garden_statement ;

garden_statement:
  %empty
| PREFIX WORD				{ garden_prefix(c, $2, &@2); }
  garden_protocol garden_port		{ garden_add(c, &@$); }
| error
;

garden_protocol: %empty | PROTOCOL WORD	{ garden_protocol(c, $2, &@2); } ;

garden_port: %empty | PORT WORD		{ garden_ports(c, $2, &@2); } ;

/* --- Whatever stands in a block that could not be understood --- */

junk: %empty | junk any | junk '{' junk '}' ;

any:
  END | BAD_BYTE | CUT_STRING | WORD | STRING | NUMBER | SIGNATURE | SUBSCRIBER | SETTINGS | GARDEN | INCLUDE | PROTOCOL
| TRANSPORT | MIDFLOW | DIRECTION | PATTERN | WHERE | STRENGTH | STRUCTURAL | CAPTURE | SIZE | SOURCE | MATCH | MISS
| HEX | FILL | PREFIX | ZONE | SANCTION | SCOPE | ACTION | MARK | FROM | UNTIL | REASON | ENFORCE | NESTED | MARK_MASK
| LEN | SPORT | DPORT | DEFAULT
| PORT | BYTES | IN | NOT | AND | FIELD | COMPARISON | SET_OPEN | SET_CLOSE | OPENING | SEARCH | WITHIN | KEEP | THEN
| ESCAPED | CONTENT | EXCEPT | FILE_OF | '+' | '-' | '*' | '&' | '%' | '@' | ',' | '/'
;

%%

/* Keywords are shown in quotes; the other tokens have descriptions, with a blank in them. */
static const char *token_quote(struct quoted *quoted, yysymbol_kind_t token)
{
	const char *name = yysymbol_name(token);

	if (strchr(name, ' ') || name[0] == '\'')
		return name;
	return text_quote(quoted, text_of(name));
}

static size_t say_expected(char *to, size_t room, const yysymbol_kind_t *expected, int count)
{
	size_t used = 0;
	struct quoted quoted;

	for (int i = 0; i < count && used < room; i++)
		used += snprintf(to + used, room - used, "%s%s", !i ? ", expected " : i + 1 < count ? ", " : " or ",
				 token_quote(&quoted, expected[i]));
	return used;
}

static const char *closest_keyword(struct text word, const yysymbol_kind_t *expected, int count)
{
	const char *words[YYNTOKENS];

	for (int i = 0; i < count; i++)
		words[i] = yysymbol_name(expected[i]);
	return text_closest(word, words, count);
}

static struct text text_at(const struct context *c, const struct location *at)
{
	size_t length = 0;
	const char *line = diagnostics_line(c->diagnostics, at, &length);
	size_t from = at->first_column - 1;

	if (!line || from >= length)
		return (struct text){ "", 0 };
	return (struct text){ line + from, at->last_column - from };
}

static void report_end_of_file(struct context *c, const struct location *at)
{
	if (c->in_block)
		diagnostics_error(c->diagnostics, &c->block, "the block that begins here is never closed with }");
	else
		diagnostics_error(c->diagnostics, at, "file ends in the middle of a statement");
}

static int yyreport_syntax_error(const yypcontext_t *state, void *scanner, struct context *c)
{
	yysymbol_kind_t token = yypcontext_token(state), expected[YYNTOKENS];
	int count = yypcontext_expected_tokens(state, expected, YYNTOKENS);
	struct location at = *yypcontext_location(state);
	struct text word = text_at(c, &at);
	const char *close = closest_keyword(word, expected, count);
	struct quoted quoted;
	char list[400] = "";

	(void)scanner;
	if (close)
		snprintf(list, sizeof(list), "; \"%s\" was probably meant", close);
	else
		say_expected(list, sizeof(list), expected, count);
	if (token == YYSYMBOL_YYEOF)
		report_end_of_file(c, &at);
	else if (token == YYSYMBOL_CUT_STRING)
		diagnostics_error(c->diagnostics, &at, "string has no closing quote on its line");
	else if (token == YYSYMBOL_END)
		diagnostics_error(c->diagnostics, &at, "statement ends too early%s", list);
	else
		diagnostics_error(c->diagnostics, &at, "%s is not understood here%s", text_quote(&quoted, word), list);
	return 0;
}

/* Syntax errors are reported above; this is told only when the parser's stack is full. */
static void config_error(const struct location *at, void *scanner, struct context *c, const char *sentence)
{
	(void)scanner;
	(void)sentence;
	diagnostics_error(c->diagnostics, at, "blocks are nested too deeply");
}
