// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a file of signatures: read, compiled to automata, and linted. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "compile/compile.h"
#include "compile/lint.h"
#include "lang/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compile(const struct configuration *configuration, struct diagnostics *diagnostics)
{
	struct ruleset_blob blob;

	if (!compile_signatures(configuration->signatures, &blob, diagnostics))
		return;
	lint_signatures(configuration->signatures, &blob, diagnostics);
	ruleset_blob_clear(&blob);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diagnostics diagnostics = { 0 };
	struct configuration *configuration;

	/* It would read files of this machine. */
	if (memmem(data, size, "include", 7))
		return 0;
	configuration = parse_bytes(data, size, "fuzz", &diagnostics);
	if (configuration)
		compile(configuration, &diagnostics);
	configuration_destroy(configuration);
	diagnostics_clear(&diagnostics);
	return 0;
}
