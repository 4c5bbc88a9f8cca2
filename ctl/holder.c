// SPDX-License-Identifier: GPL-2.0-or-later
#include "holder.h"

#include <ctype.h>
#include <dirent.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Return: inode of the socket, 0 when there is none */
static unsigned long socket_inode(uint32_t port)
{
	FILE *file = fopen("/proc/net/netlink", "re");
	unsigned long found = 0, inode;
	unsigned int protocol, id;
	char line[256];

	while (file && !found && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%*s %u %u %*x %*d %*d %*d %*d %*u %lu", &protocol, &id, &inode) == 3 &&
		    protocol == NETLINK_GENERIC && id == port)
			found = inode;
	}
	if (file)
		fclose(file);
	return found;
}

static bool has_file(const char *pid, const char *wanted)
{
	char path[300], target[64];
	struct dirent *entry;
	bool found = false;
	ssize_t length;
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%s/fd", pid);
	folder = opendir(path);
	while (folder && !found && (entry = readdir(folder))) {
		length = readlinkat(dirfd(folder), entry->d_name, target, sizeof(target) - 1);
		if (length < 0)
			continue;
		target[length] = '\0';
		found = !strcmp(target, wanted);
	}
	if (folder)
		closedir(folder);
	return found;
}

static void read_name(const char *pid, struct holder *holder)
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%s/comm", pid);
	file = fopen(path, "re");
	if (!file)
		return;
	if (fscanf(file, "%31[^\n]", holder->name) != 1)
		holder->name[0] = '\0';
	fclose(file);
}

bool holder_find(uint32_t port, struct holder *holder)
{
	unsigned long inode = socket_inode(port);
	struct dirent *entry;
	char wanted[64];
	DIR *folder;

	*holder = (struct holder){ 0 };
	if (!inode)
		return false;
	snprintf(wanted, sizeof(wanted), "socket:[%lu]", inode);
	folder = opendir("/proc");
	while (folder && !holder->pid && (entry = readdir(folder))) {
		if (!isdigit((unsigned char)entry->d_name[0]) || !has_file(entry->d_name, wanted))
			continue;
		holder->pid = atoi(entry->d_name);
		read_name(entry->d_name, holder);
	}
	if (folder)
		closedir(folder);
	return holder->pid != 0;
}
