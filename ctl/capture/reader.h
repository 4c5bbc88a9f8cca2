/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Capture files, pcap and pcapng, from wherever they come. */
#ifndef P2PCTL_READER_H
#define P2PCTL_READER_H

#include <pcap/pcap.h>
#include <stdio.h>

#include "capture/capture.h"
#include "progress.h"

struct reader {
	const char *name;
	pcap_t *pcap;			/* owned; NULL when it could not be opened */
	uint64_t size;			/* of the file, 0 when it has none */
	struct progress progress;	/* begun by whoever wants it told */
	char error[PCAP_ERRBUF_SIZE];	/* why it could not be opened or went no further */
};

/* Return: 0, or -1 with an error. reader_close() is to be called in both cases. */
int reader_open(struct reader *reader, const char *path);		/* "-" is standard input */
int reader_open_memory(struct reader *reader, const void *data, size_t size);
void reader_close(struct reader *reader);

/* Give all packets to the capture. Return: 0, or -1 with an error behind the last whole packet. */
int reader_run(struct reader *reader, struct capture *capture);

#endif
