/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands as tables: what runs them, and what prints their help. */
#ifndef P2PCTL_COMMAND_H
#define P2PCTL_COMMAND_H

#include "failure.h"
#include "session.h"

/* A table ends with an entry without name. argv[0] is the first word behind the command. */
struct command {
	const char *name;
	enum exit_code (*run)(struct session *session, int argc, char **argv);	/* NULL: verbs are given */
	const struct command *verbs;
	const char *arguments;		/* as help and misuse show them, or NULL */
	const char *about;
};

/* Run what the words name. @path is what stands before them, for sentences. */
enum exit_code command_run(struct session *session, const struct command *table, const char *path, int argc,
			   char **argv);

/* One line for each command, verbs included. */
void command_help(const struct command *table, const char *path);

/* The words behind a command: "name value ..." in any order, each name once. A table ends with an entry without name. */
struct keyword {
	const char *name;
	/* Return: NULL, or why the word is not understood (in reason->sentence). */
	const char *(*read)(const char *word, void *data);
	bool many;			/* several words may follow the name, and the name may come again */
	bool required;
};

/* Return: 0, or -1 with a failure. */
int keywords_read(struct session *session, const struct keyword *table, int argc, char **argv, void *data);

/* Commands without arguments begin with this. Return: 0, or -1 with a failure. */
int command_no_arguments(struct session *session, int argc, char **argv);

/* A subscriber's key: as it is, or 0x and hexadecimal digits as key_text() prints it. Return: 0, or -1 with a failure. */
int command_key(struct session *session, int argc, char **argv, struct subscriber *subscriber);

/* The seconds between two times: 1 to 86400. Return: 0, or -1 with a failure. */
int command_seconds(struct session *session, const char *word, uint32_t *seconds);

/* What is ordered: "scope p2p action drop until +7d". Its reason is one of the words.
 * Return: 0, or -1 with a failure.
 */
int command_sanction(struct session *session, int argc, char **argv, struct sanction *sanction);

extern const struct command bypass_verbs[];
extern const struct command content_verbs[];
extern const struct command default_verbs[];
extern const struct command flow_verbs[];
extern const struct command garden_verbs[];
extern const struct command sanction_verbs[];
extern const struct command settings_verbs[];
extern const struct command signature_verbs[];
extern const struct command stats_verbs[];
extern const struct command subscriber_verbs[];
extern const struct command transaction_verbs[];

enum exit_code cmd_apply(struct session *session, int argc, char **argv);
enum exit_code cmd_classify(struct session *session, int argc, char **argv);
enum exit_code cmd_diff(struct session *session, int argc, char **argv);
enum exit_code cmd_monitor(struct session *session, int argc, char **argv);
enum exit_code cmd_save(struct session *session, int argc, char **argv);
enum exit_code cmd_stats(struct session *session, int argc, char **argv);
enum exit_code cmd_status(struct session *session, int argc, char **argv);
enum exit_code cmd_top(struct session *session, int argc, char **argv);
enum exit_code cmd_whois(struct session *session, int argc, char **argv);

/* The list verbs: the subscribers of the kernel that fit what the words say (filter.h), in these columns. */
enum exit_code command_list_subscribers(struct session *session, int argc, char **argv, const struct column *columns,
					const struct keyword *words);

#endif
