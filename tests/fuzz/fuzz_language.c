// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a file of signatures and orders, read but not compiled: that is fuzz_signature's, which is much slower. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lang/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diagnostics diagnostics = { 0 };

	/* It would read files of this machine. */
	if (memmem(data, size, "include", 7))
		return 0;
	configuration_destroy(parse_bytes(data, size, "fuzz", &diagnostics));
	diagnostics_clear(&diagnostics);
	return 0;
}
