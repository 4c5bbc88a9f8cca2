// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a capture file, classified with the shipped signatures. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "blob.h"
#include "capture/reader.h"
#include "compile/compile.h"
#include "lang/parse.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct p2p_blob blob;

/* The ruleset stays for as long as the process. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct ruleset_blob compiled;
	struct diagnostics diagnostics = { 0 };
	struct configuration *configuration = parse_file("ctl/signatures/all.sig", &diagnostics);
	const char *why;

	(void)argc;
	(void)argv;
	if (!configuration || !compile_signatures(configuration->signatures, &compiled, &diagnostics) ||
	    p2p_blob_open(&blob, compiled.data, compiled.size, &why))
		abort();
	configuration_destroy(configuration);
	diagnostics_clear(&diagnostics);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct capture capture;
	struct reader reader;

	capture_init(&capture, &blob, true);
	if (!reader_open_memory(&reader, data, size))
		reader_run(&reader, &capture);
	reader_close(&reader);
	capture_free(&capture);
	return 0;
}
