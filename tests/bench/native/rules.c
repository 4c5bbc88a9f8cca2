// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules.h"

#include <string.h>

#include "lang/parse.h"

static int compile(struct rules *rules, const char *path)
{
	const char *why;

	rules->configuration = parse_file(path, &rules->diagnostics);
	if (!rules->configuration || !rules->configuration->signatures)
		return -1;
	rules->set = rules->configuration->signatures;
	if (!compile_signatures(rules->set, &rules->compiled, &rules->diagnostics))
		return -1;
	return p2p_blob_open(&rules->blob, rules->compiled.data, rules->compiled.size, &why);
}

int rules_read(struct rules *rules, const char *path)
{
	int result;

	memset(rules, 0, sizeof(*rules));
	result = compile(rules, path);
	diagnostics_print(&rules->diagnostics, stderr);
	return result ? -1 : 0;
}

void rules_free(struct rules *rules)
{
	ruleset_blob_clear(&rules->compiled);
	configuration_destroy(rules->configuration);
	diagnostics_clear(&rules->diagnostics);
}
