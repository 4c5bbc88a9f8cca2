// SPDX-License-Identifier: GPL-2.0-or-later
/* Loaded in front of the C library (LD_PRELOAD), it makes the FAULT_NTH-th allocation fail that the kernel makes in
 * netlink calls of this process; its other calls are left alone. To the file FAULT_LOG it writes at the end "struck", or
 * "left N" when there were fewer allocations.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int control = -1, netlink = -1;
static unsigned int left;

__attribute__((constructor)) static void begin(void)
{
	const char *nth = getenv("FAULT_NTH");

	left = nth ? atoi(nth) : 0;
	if (left)
		control = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (left && control < 0)
		abort();
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAULT_LOG");
	FILE *log = path ? fopen(path, "w") : NULL;

	if (!log)
		return;
	if (left)
		fprintf(log, "left %u\n", left);
	else
		fputs("struck\n", log);
	fclose(log);
}

/* Errno is the caller's. */
static void arm(bool on)
{
	int error = errno;
	char text[16] = "0";

	if (control < 0 || (on && !left))
		return;
	if (on)
		snprintf(text, sizeof(text), "%u", left);
	else if (pread(control, text, sizeof(text) - 1, 0) > 0)
		left = strtoul(text, NULL, 10);
	if (!on)
		strcpy(text, "0");
	if (pwrite(control, text, strlen(text), 0) < 0)
		abort();
	errno = error;
}

#define WATCHED(fd, call) ({		\
	__typeof__(call) result_;	\
					\
	if ((fd) == netlink)		\
		arm(true);		\
	result_ = call;			\
	if ((fd) == netlink)		\
		arm(false);		\
	result_;			\
})

int socket(int domain, int type, int protocol)
{
	int fd;

	if (domain != AF_NETLINK)
		return REAL(socket)(domain, type, protocol);
	arm(true);
	fd = REAL(socket)(domain, type, protocol);
	arm(false);
	netlink = fd;
	return fd;
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
	return WATCHED(fd, REAL(bind)(fd, address, size));
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t size)
{
	return WATCHED(fd, REAL(setsockopt)(fd, level, option, value, size));
}

ssize_t sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *to, socklen_t to_size)
{
	return WATCHED(fd, REAL(sendto)(fd, data, size, flags, to, to_size));
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	return WATCHED(fd, REAL(recvmsg)(fd, message, flags));
}
