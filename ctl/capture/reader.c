// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/reader.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/link.h"

/* Looking at the clock for each packet would cost more than the packet. */
#define PROGRESS_PACKETS	8192

static int fail(struct reader *reader, const char *why)
{
	snprintf(reader->error, sizeof(reader->error), "%s", why);
	return -1;
}

static int refuse_link(struct reader *reader, int type)
{
	const char *name = pcap_datalink_val_to_name(type);

	snprintf(reader->error, sizeof(reader->error), "its link type %d%s%s%s is not supported", type, name ? " (" : "",
		 name ? name : "", name ? ")" : "");
	return -1;
}

/* Takes over the stream. */
static int open_stream(struct reader *reader, FILE *stream)
{
	struct stat status;

	if (!stream)
		return fail(reader, strerror(errno));
	if (fileno(stream) >= 0 && !fstat(fileno(stream), &status) && S_ISREG(status.st_mode))
		reader->size = status.st_size;
	reader->pcap = pcap_fopen_offline(stream, reader->error);
	if (!reader->pcap) {
		if (stream != stdin)
			fclose(stream);
		return -1;
	}
	if (!link_known(pcap_datalink(reader->pcap)))
		return refuse_link(reader, pcap_datalink(reader->pcap));
	return 0;
}

int reader_open(struct reader *reader, const char *path)
{
	bool standard = !strcmp(path, "-");

	*reader = (struct reader){ .name = standard ? "(standard input)" : path };
	return open_stream(reader, standard ? stdin : fopen(path, "rbe"));
}

int reader_open_memory(struct reader *reader, const void *data, size_t size)
{
	*reader = (struct reader){ .name = "(memory)" };
	if (!size)
		return fail(reader, "it is empty");
	return open_stream(reader, fmemopen((void *)data, size, "rb"));
}

void reader_close(struct reader *reader)
{
	if (reader->pcap)
		pcap_close(reader->pcap);
	reader->pcap = NULL;
}

static void tell_progress(struct reader *reader, const struct capture *capture)
{
	off_t at = ftello(pcap_file(reader->pcap));

	if (reader->size && at >= 0)
		progress_tell(&reader->progress, "%s: %" PRIu64 " packets, %u %%", reader->name, capture->packets,
			      (unsigned int)(at * 100.0 / reader->size));
	else
		progress_tell(&reader->progress, "%s: %" PRIu64 " packets", reader->name, capture->packets);
}

/* A broken file may tell any time; those beyond some 30,000 years are taken as one. */
static int64_t microseconds(const struct timeval *time)
{
	const int64_t far = INT64_C(1) << 40;
	int64_t seconds = time->tv_sec < -far ? -far : time->tv_sec > far ? far : time->tv_sec;

	return seconds * 1000000 + time->tv_usec % 1000000;
}

static void take(struct capture *capture, int link, const struct pcap_pkthdr *header, const uint8_t *data)
{
	struct bytes frame = { .data = data, .size = header->caplen, .length = header->len };

	/* Some writers say less than they give. */
	if (frame.length < frame.size)
		frame.length = frame.size;
	capture_frame(capture, link, &frame, microseconds(&header->ts));
}

int reader_run(struct reader *reader, struct capture *capture)
{
	int link = pcap_datalink(reader->pcap), result;
	struct pcap_pkthdr *header;
	const uint8_t *data;

	while ((result = pcap_next_ex(reader->pcap, &header, &data)) == 1) {
		take(capture, link, header, data);
		if (capture->packets % PROGRESS_PACKETS == 0 && progress_due(&reader->progress))
			tell_progress(reader, capture);
	}
	progress_end(&reader->progress);
	return result == PCAP_ERROR_BREAK ? 0 : fail(reader, pcap_geterr(reader->pcap));
}
