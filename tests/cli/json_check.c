// SPDX-License-Identifier: GPL-2.0-or-later
/* json_check [PATH [VALUE]]: succeeds when standard input is one JSON text, has something at PATH (keys and indices with
 * dots between them, "error.line"), and that is VALUE. Strings are compared as they are, numbers in decimal.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *step(json_t *at, const char *word)
{
	return json_is_array(at) ? json_array_get(at, strtoul(word, NULL, 10)) : json_object_get(at, word);
}

static json_t *find(json_t *at, char *path)
{
	for (char *word = strtok(path, "."); at && word; word = strtok(NULL, "."))
		at = step(at, word);
	return at;
}

static char *value_text(const json_t *value)
{
	return json_is_string(value) ? strdup(json_string_value(value)) : json_dumps(value, JSON_ENCODE_ANY);
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *json = json_loadf(stdin, JSON_REJECT_DUPLICATES, &error), *found;
	char *text;

	if (!json) {
		fprintf(stderr, "json_check: line %d: %s\n", error.line, error.text);
		return 1;
	}
	if (argc < 2)
		return 0;
	found = find(json, argv[1]);
	if (!found) {
		fprintf(stderr, "json_check: this path leads nowhere\n");
		return 1;
	}
	text = value_text(found);
	if (argc < 3 || !strcmp(text, argv[2]))
		return 0;
	fprintf(stderr, "json_check: found %s, expected %s\n", text, argv[2]);
	return 1;
}
