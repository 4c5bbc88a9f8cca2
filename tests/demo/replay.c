// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * replay: send the payloads of a recorded session again, through real sockets in two network namespaces.
 *
 *   replay CAPTURE.pcap CLIENT-NETNS CLIENT-ADDRESS SERVER-NETNS SERVER-ADDRESS
 *
 * The host that sent the first recorded payload is the client; the other one may begin flows too, and does so again. TCP
 * flows get a handshake of their own, made by the kernels at both ends; payloads go out in the recorded order, each after
 * the one before it arrived, with the recorded ports. The family is that of the addresses, whatever was recorded. Prints one line a flow:
 *
 *   tcp 49656 4662 sent 33 arrived 33		the client's port, the server's
 *
 * "sent" counts payloads, and ends at the first that does not arrive: after that the recorded answers make no sense.
 * Exit code: 0 all arrived, 1 some did not, 2 the replay itself failed.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <net/ethernet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CLIENT, SERVER, SIDES };
enum { FLOWS_MAX = 64, ARRIVAL_MS = 3000 };

#define PCAP_MAGIC	0xa1b2c3d4
#define PCAP_MAGIC_NS	0xa1b23c4d
#define LINK_ETHERNET	1
#define LINK_RAW	101

struct pcap_file_header {
	uint32_t magic;
	uint16_t version[2];
	uint32_t zone, precision, snap, link;
};

struct pcap_packet_header {
	uint32_t seconds, fraction, captured, length;
};

/* One recorded transport payload. */
struct chunk {
	uint8_t protocol;
	uint8_t address[2][16];		/* of the sender, of the receiver */
	uint16_t port[2];
	uint32_t sequence;		/* TCP only */
	const uint8_t *payload;
	size_t length;
};

struct flow {
	uint8_t protocol;
	uint8_t address[SIDES][16];
	uint16_t port[SIDES];
	int initiator;
	uint32_t next[SIDES];		/* TCP: the sequence number that continues the stream */
	bool started[SIDES];
	int socket[SIDES];
	bool stuck;
	unsigned int sent, arrived;
};

struct endpoint {
	const char *netns;
	struct sockaddr_storage address;
	socklen_t length;
};

static struct endpoint endpoints[SIDES];
static struct flow flows[FLOWS_MAX];
static size_t flow_count;

/* --- The recording --- */

static uint16_t be16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }
static uint32_t be32(const uint8_t *p) { return (uint32_t)be16(p) << 16 | be16(p + 2); }

/* Returns the offset of the transport header, or 0 for what is neither TCP nor UDP. Sets the end of the IP packet:
 * short Ethernet frames are padded.
 */
static size_t parse_ip(const uint8_t *p, size_t length, struct chunk *chunk, size_t *end)
{
	if (length >= 20 && p[0] >> 4 == 4) {
		chunk->protocol = p[9];
		memcpy(chunk->address[0], p + 12, 4);
		memcpy(chunk->address[1], p + 16, 4);
		*end = be16(p + 2);
		return (p[0] & 15) * 4;
	}
	if (length >= 40 && p[0] >> 4 == 6) {
		chunk->protocol = p[6];
		memcpy(chunk->address[0], p + 8, 16);
		memcpy(chunk->address[1], p + 24, 16);
		*end = 40 + be16(p + 4);
		return 40;
	}
	return 0;
}

static bool parse_packet(const uint8_t *p, size_t length, uint32_t link, struct chunk *chunk)
{
	size_t transport, data, end, skip = link == LINK_ETHERNET ? 14 : 0;

	memset(chunk, 0, sizeof(*chunk));
	if (length < skip)
		return false;
	p += skip;
	length -= skip;
	transport = parse_ip(p, length, chunk, &end);
	if (!transport || end > length || transport + 8 > end)
		return false;
	chunk->port[0] = be16(p + transport);
	chunk->port[1] = be16(p + transport + 2);
	if (chunk->protocol == IPPROTO_UDP) {
		data = transport + 8;
	} else if (chunk->protocol == IPPROTO_TCP && transport + 20 <= end) {
		data = transport + (p[transport + 12] >> 4) * 4;
		chunk->sequence = be32(p + transport + 4);
	} else {
		return false;
	}
	if (data >= end)
		return false;
	chunk->payload = p + data;
	chunk->length = end - data;
	return true;
}

/* --- Sockets --- */

static void enter_netns(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || setns(fd, CLONE_NEWNET))
		err(2, "network namespace %s", name);
	close(fd);
}

static struct sockaddr_storage socket_address(int side, uint16_t port)
{
	struct sockaddr_storage address = endpoints[side].address;

	/* The port is at the same place for both families. */
	((struct sockaddr_in *)&address)->sin_port = htons(port);
	return address;
}

/* A socket bound to the recorded port. It stays in the namespace in which it was made. */
static int open_socket(int side, const struct flow *flow)
{
	struct sockaddr_storage address = socket_address(side, flow->port[side]);
	int type = flow->protocol == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM;
	int fd, on = 1;

	enter_netns(endpoints[side].netns);
	fd = socket(address.ss_family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		err(2, "socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (struct sockaddr *)&address, endpoints[side].length))
		err(2, "port %u in %s", flow->port[side], endpoints[side].netns);
	return fd;
}

static void connect_to(int fd, int side, const struct flow *flow)
{
	struct sockaddr_storage address = socket_address(side, flow->port[side]);

	if (connect(fd, (struct sockaddr *)&address, endpoints[side].length))
		err(2, "connect to port %u", flow->port[side]);
}

static void open_flow(struct flow *flow)
{
	int listener, initiator = flow->initiator;

	flow->socket[CLIENT] = open_socket(CLIENT, flow);
	flow->socket[SERVER] = open_socket(SERVER, flow);
	if (flow->protocol == IPPROTO_UDP) {
		connect_to(flow->socket[CLIENT], SERVER, flow);
		connect_to(flow->socket[SERVER], CLIENT, flow);
		return;
	}
	listener = flow->socket[!initiator];
	if (listen(listener, 1))
		err(2, "listen");
	connect_to(flow->socket[initiator], !initiator, flow);
	flow->socket[!initiator] = accept(listener, NULL, NULL);
	if (flow->socket[!initiator] < 0)
		err(2, "accept");
	close(listener);
}

/* The bytes are counted, not compared: checksums do that. */
static bool receive(int fd, size_t length)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };
	char buffer[65536];

	while (length) {
		ssize_t got;

		if (poll(&waiting, 1, ARRIVAL_MS) != 1)
			return false;
		got = recv(fd, buffer, length < sizeof(buffer) ? length : sizeof(buffer), 0);
		if (got <= 0)
			return false;
		length -= (size_t)got;
	}
	return true;
}

/* --- Flows --- */

/* Returns which side of the flow sent the chunk, or -1 if it is another flow's. */
static int sender(const struct flow *flow, const struct chunk *chunk)
{
	for (int side = 0; side < SIDES; side++) {
		if (flow->protocol == chunk->protocol &&
		    flow->port[side] == chunk->port[0] && flow->port[!side] == chunk->port[1] &&
		    !memcmp(flow->address[side], chunk->address[0], 16) &&
		    !memcmp(flow->address[!side], chunk->address[1], 16))
			return side;
	}
	return -1;
}

static struct flow *find_flow(const struct chunk *chunk, int *side)
{
	static uint8_t client[16];
	struct flow *flow;

	for (flow = flows; flow < flows + flow_count; flow++) {
		*side = sender(flow, chunk);
		if (*side >= 0)
			return flow;
	}
	if (flow_count == FLOWS_MAX)
		errx(2, "more than %d flows", FLOWS_MAX);
	if (!flow_count++)
		memcpy(client, chunk->address[0], sizeof(client));
	*side = memcmp(client, chunk->address[0], sizeof(client)) ? SERVER : CLIENT;
	flow->protocol = chunk->protocol;
	flow->initiator = *side;
	for (int end = 0; end < 2; end++) {
		memcpy(flow->address[*side ^ end], chunk->address[end], 16);
		flow->port[*side ^ end] = chunk->port[end];
	}
	open_flow(flow);
	return flow;
}

/* Cuts off what an earlier segment already brought. */
static void skip_retransmitted(struct flow *flow, int side, struct chunk *chunk)
{
	size_t old = 0;

	if (flow->started[side] && (int32_t)(flow->next[side] - chunk->sequence) > 0)
		old = flow->next[side] - chunk->sequence;
	if (old > chunk->length)
		old = chunk->length;
	chunk->payload += old;
	chunk->length -= old;
	chunk->sequence += (uint32_t)old;
	if (!chunk->length)
		return;
	flow->started[side] = true;
	flow->next[side] = chunk->sequence + (uint32_t)chunk->length;
}

static void replay_chunk(struct chunk *chunk)
{
	int side;
	struct flow *flow = find_flow(chunk, &side);

	if (flow->protocol == IPPROTO_TCP)
		skip_retransmitted(flow, side, chunk);
	if (!chunk->length || flow->stuck)
		return;
	flow->sent++;
	if (send(flow->socket[side], chunk->payload, chunk->length, MSG_NOSIGNAL) == (ssize_t)chunk->length &&
	    receive(flow->socket[!side], chunk->length))
		flow->arrived++;
	else
		flow->stuck = true;
}

static void replay_recording(const uint8_t *p, size_t length)
{
	const struct pcap_file_header *file = (const void *)p;
	struct pcap_packet_header packet;
	struct chunk chunk;
	size_t at = sizeof(*file);

	if (length < at || (file->magic != PCAP_MAGIC && file->magic != PCAP_MAGIC_NS))
		errx(2, "not a pcap file of this machine's byte order");
	if (file->link != LINK_ETHERNET && file->link != LINK_RAW)
		errx(2, "link type %u: only Ethernet and raw IP are known", file->link);
	while (at + sizeof(packet) <= length) {
		memcpy(&packet, p + at, sizeof(packet));
		at += sizeof(packet);
		if (packet.captured > length - at)
			errx(2, "the recording is cut off");
		if (parse_packet(p + at, packet.captured, file->link, &chunk))
			replay_chunk(&chunk);
		at += packet.captured;
	}
}

static bool print_flows(void)
{
	bool complete = true;

	for (const struct flow *flow = flows; flow < flows + flow_count; flow++) {
		printf("%s %u %u sent %u arrived %u\n", flow->protocol == IPPROTO_TCP ? "tcp" : "udp",
		       flow->port[CLIENT], flow->port[SERVER], flow->sent, flow->arrived);
		complete = complete && flow->sent == flow->arrived;
	}
	return complete;
}

/* --- Start --- */

static void set_endpoint(struct endpoint *endpoint, const char *netns, const char *text)
{
	struct sockaddr_in *v4 = (void *)&endpoint->address;
	struct sockaddr_in6 *v6 = (void *)&endpoint->address;

	endpoint->netns = netns;
	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		endpoint->length = sizeof(*v4);
	} else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		endpoint->length = sizeof(*v6);
	} else {
		errx(2, "%s is no address", text);
	}
}

static const uint8_t *map_file(const char *path, size_t *length)
{
	struct stat status;
	void *map;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &status) || !status.st_size)
		err(2, "%s", path);
	*length = (size_t)status.st_size;
	map = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		err(2, "%s", path);
	close(fd);
	return map;
}

int main(int argc, char **argv)
{
	const uint8_t *recording;
	size_t length;

	if (argc != 6)
		errx(2, "usage: replay CAPTURE.pcap CLIENT-NETNS CLIENT-ADDRESS SERVER-NETNS SERVER-ADDRESS");
	recording = map_file(argv[1], &length);
	set_endpoint(&endpoints[CLIENT], argv[2], argv[3]);
	set_endpoint(&endpoints[SERVER], argv[4], argv[5]);
	replay_recording(recording, length);
	return print_flows() ? 0 : 1;
}
