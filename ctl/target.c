// SPDX-License-Identifier: GPL-2.0-or-later
#include "target.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile/lint.h"
#include "lang/memory.h"
#include "lang/parse.h"

/* A path in quotes that means itself, also to glob(3). */
static void write_include(FILE *stream, const char *path)
{
	fputs("include \"", stream);
	for (; *path; path++) {
		if (strchr("*?[\\", *path))
			fputs("\\\\", stream);
		if (isalnum((unsigned char)*path) || strchr("/._-", *path))
			putc(*path, stream);
		else
			fprintf(stream, "\\x%02x", (unsigned char)*path);
	}
	fputs("\"\n", stream);
}

/* Several files are read as a text that includes them all, so that what is said twice is found across them. */
static struct configuration *parse_files(int count, char **paths, struct diagnostics *diagnostics)
{
	struct configuration *configuration;
	char *text = NULL;
	size_t size = 0;
	FILE *stream = memory_or_exit(open_memstream(&text, &size));

	for (int i = 0; i < count; i++)
		write_include(stream, paths[i]);
	memory_or_exit(fclose(stream) ? NULL : text);
	configuration = parse_bytes(text, size, "(command line)", diagnostics);
	free(text);
	return configuration;
}

int target_read(struct session *session, int count, char **paths, struct target *target)
{
	struct diagnostics *diagnostics = &session->diagnostics;

	*target = (struct target){ 0 };
	target->configuration = count == 1 ? parse_file(paths[0], diagnostics) : parse_files(count, paths, diagnostics);
	if (!target->configuration)
		return -1;
	if (!target_has_signatures(target))
		return 0;
	if (!compile_signatures(target->configuration->signatures, &target->blob, diagnostics))
		return -1;
	lint_signatures(target->configuration->signatures, &target->blob, diagnostics);
	return diagnostics->errors ? -1 : 0;
}

void target_free(struct target *target)
{
	configuration_destroy(target->configuration);
	ruleset_blob_clear(&target->blob);
	*target = (struct target){ 0 };
}

bool target_has_signatures(const struct target *target)
{
	return target->configuration->signatures && target->configuration->signatures->count > 0;
}
