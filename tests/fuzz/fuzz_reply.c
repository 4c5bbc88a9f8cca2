// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as what the kernel answers. */
#include <stddef.h>
#include <stdint.h>

#include "../unit/decode.h"
#include "../unit/messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	decode_copy(data, size, FAMILY);
	return 0;
}
