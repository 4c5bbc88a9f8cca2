// SPDX-License-Identifier: GPL-2.0
#include "netns.h"

#include "die.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>

static int open_or_die(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die("%s: %s", path, strerror(errno));
	return fd;
}

int netns_enter(const char *name)
{
	int previous = open_or_die("/proc/thread-self/ns/net"), fd;
	char path[256];

	if (!*name)
		return previous;
	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open_or_die(path);
	if (setns(fd, CLONE_NEWNET))
		die("enter namespace '%s': %s", name, strerror(errno));
	close(fd);
	return previous;
}

void netns_leave(int previous)
{
	if (setns(previous, CLONE_NEWNET))
		die("leave namespace: %s", strerror(errno));
	close(previous);
}
