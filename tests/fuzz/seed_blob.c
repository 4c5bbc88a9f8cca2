// SPDX-License-Identifier: GPL-2.0-or-later
/* seed_blob FILE.sig: write its compiled ruleset to standard output, where the fuzzer of rulesets begins. */
#include <stdio.h>

#include "compile/compile.h"
#include "lang/parse.h"

int main(int argc, char **argv)
{
	struct diagnostics diagnostics = { 0 };
	struct configuration *configuration;
	struct ruleset_blob blob;
	int status = 1;

	configuration = parse_file(argc > 1 ? argv[1] : "-", &diagnostics);
	if (configuration && compile_signatures(configuration->signatures, &blob, &diagnostics)) {
		status = fwrite(blob.data, blob.size, 1, stdout) != 1;
		ruleset_blob_clear(&blob);
	}
	diagnostics_print(&diagnostics, stderr);
	configuration_destroy(configuration);
	diagnostics_clear(&diagnostics);
	return status;
}
