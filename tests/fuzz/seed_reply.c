// SPDX-License-Identifier: GPL-2.0-or-later
/* seed_reply FOLDER: write an answer of each sort there, where the fuzzer of replies begins. */
#include <stdio.h>

#include "../unit/messages.h"

static int write_sample(const char *path, const struct sample *sample)
{
	FILE *file = fopen(path, "wb");
	size_t size = sample->header.nlmsg_len;
	size_t written;

	if (!file)
		return -1;
	written = fwrite(sample->bytes, 1, size, file);
	return fclose(file) || written != size ? -1 : 0;
}

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct sample sample = { 0 };
		char path[4096];

		samples[i].make(&sample);
		snprintf(path, sizeof(path), "%s/%s", argv[1], samples[i].name);
		if (write_sample(path, &sample)) {
			perror(path);
			return 1;
		}
	}
	return argc != 2;
}
