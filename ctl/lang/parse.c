// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/parse.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "content.h"
#include "garden.h"
#include "lang/build.h"
#include "subscriber.h"
#include "config.tab.h"

#define YYSTYPE CONFIG_STYPE
#define YYLTYPE CONFIG_LTYPE
#include "config.lex.h"

/* Files that include files; more is a mistake. */
#define DEPTH_MAX	16
/* The scanner counts in int. A million subscribers fit in a tenth of it. */
#define FILE_SIZE_MAX	((size_t)1 << 30)

/* Where errors about a file are shown: at the include statement, or nowhere. */
static void file_error(struct diagnostics *diagnostics, const struct location *at, const char *path,
		       const char *sentence)
{
	struct location place = { .file = NULL };
	struct quoted quoted;

	diagnostics_error(diagnostics, at ? at : &place, "%s: %s", text_quote(&quoted, text_of(path)), sentence);
}

/* Read until the end. Return: owned, NUL-terminated; NULL with errno. */
static char *read_all(int fd, size_t *size)
{
	size_t capacity = 65536;
	char *text = memory_alloc(capacity);
	ssize_t got;

	*size = 0;
	while ((got = read(fd, text + *size, capacity - *size - 1)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		*size += got > 0 ? got : 0;
		if (got < 0 || *size > FILE_SIZE_MAX) {
			errno = got < 0 ? errno : EFBIG;
			free(text);
			return NULL;
		}
		if (capacity - *size < 2) {
			capacity *= 2;
			text = memory_resize(text, capacity, 1);
		}
	}
	text[*size] = 0;
	return text;
}

/* Read and keep it. Return: NULL after an error */
static struct source *read_source(struct diagnostics *diagnostics, int fd, const char *path, const struct location *at)
{
	size_t size;
	char *text = read_all(fd, &size);

	if (text)
		return diagnostics_source_add(diagnostics, path, text, size);
	file_error(diagnostics, at, path, errno == EFBIG ? "file is larger than 1 GiB" : strerror(errno));
	return NULL;
}

static const struct source *open_source(struct diagnostics *diagnostics, const char *path, const struct location *at)
{
	struct source *source;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		file_error(diagnostics, at, path, strerror(errno));
		return NULL;
	}
	source = read_source(diagnostics, fd, path, at);
	close(fd);
	return source;
}

const struct source *parse_source(const char *path, struct diagnostics *diagnostics)
{
	if (!strcmp(path, "-"))
		return read_source(diagnostics, STDIN_FILENO, path, NULL);
	return open_source(diagnostics, path, NULL);
}

static bool is_open(const struct file *file, const struct stat *status)
{
	for (; file; file = file->parent)
		if (file->inode == status->st_ino && file->device == status->st_dev)
			return true;
	return false;
}

static void scan_and_parse(struct context *c, struct file *file)
{
	void *scanner;

	file->line = file->column = 1;
	file->parent = c->file;
	file->depth = c->file ? c->file->depth + 1 : 0;
	c->file = file;
	if (config_lex_init_extra(file, &scanner)) {
		diagnostics_error(c->diagnostics, NULL, "out of memory");
	} else {
		config__scan_bytes(file->source->text, file->source->size, scanner);
		config_parse(scanner, c);
		config_lex_destroy(scanner);
	}
	c->file = file->parent;
	c->in_block = false;
}

static void parse_open_file(struct context *c, int fd, const char *path, const struct location *at)
{
	struct file file = { 0 };
	struct stat status;

	if (fstat(fd, &status)) {
		file_error(c->diagnostics, at, path, strerror(errno));
		return;
	}
	if (is_open(c->file, &status)) {
		file_error(c->diagnostics, at, path, "this file is being read already: it includes itself");
		return;
	}
	file.device = status.st_dev;
	file.inode = status.st_ino;
	file.source = read_source(c->diagnostics, fd, path, at);
	if (file.source)
		scan_and_parse(c, &file);
}

static void parse_path(struct context *c, const char *path, const struct location *at)
{
	int fd;

	if (!c->file && !strcmp(path, "-")) {
		parse_open_file(c, STDIN_FILENO, "-", at);
		return;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		file_error(c->diagnostics, at, path, strerror(errno));
		return;
	}
	parse_open_file(c, fd, path, at);
	close(fd);
}

/* An included path counts from the directory of the file that includes it. Return: owned */
static char *beside(const char *file, const char *path)
{
	const char *slash = strrchr(file, '/');
	size_t directory = path[0] == '/' || !slash ? 0 : slash - file + 1;
	char *joined = memory_alloc(directory + strlen(path) + 1);

	memcpy(joined, file, directory);
	strcpy(joined + directory, path);
	return joined;
}

/* Return: empty after an error */
static struct text file_name(struct context *c, const char *statement, struct text text, const struct location *at)
{
	struct text name = context_string(c, text, at);

	if (name.length && strlen(name.bytes) == name.length)
		return name;
	diagnostics_error(c->diagnostics, at, "%s needs the name of a file", statement);
	return (struct text){ "", 0 };
}

const struct source *parse_beside(struct context *c, struct text text, const struct location *at)
{
	struct text name = file_name(c, "file", text, at);
	const struct source *source;
	char *path;

	if (!name.length)
		return NULL;
	path = beside(c->file->source->name, name.bytes);
	source = open_source(c->diagnostics, path, at);
	free(path);
	return source;
}

void parse_include(struct context *c, struct text text, const struct location *at)
{
	struct text name = file_name(c, "include", text, at);
	struct location place = *at;
	glob_t found = { 0 };
	char *pattern;

	if (!name.length)
		return;
	if (c->file->depth >= DEPTH_MAX) {
		diagnostics_error(c->diagnostics, at, "files are included more than %d deep", DEPTH_MAX);
		return;
	}
	pattern = beside(c->file->source->name, name.bytes);
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			parse_path(c, found.gl_pathv[i], &place);
	} else if (!strpbrk(name.bytes, "*?[")) {
		parse_path(c, pattern, &place);
	}
	globfree(&found);
	free(pattern);
}

static void context_init(struct context *c, struct diagnostics *diagnostics)
{
	memset(c, 0, sizeof(*c));
	c->diagnostics = diagnostics;
	c->now = time(NULL);
	c->configuration = memory_alloc(sizeof(*c->configuration));
	c->configuration->signatures = signature_set_create();
}

static struct configuration *context_finish(struct context *c)
{
	seen_clear(&c->keys);
	seen_clear(&c->prefixes);
	seen_clear(&c->names);
	if (!c->diagnostics->errors)
		return c->configuration;
	configuration_destroy(c->configuration);
	return NULL;
}

struct configuration *parse_file(const char *path, struct diagnostics *diagnostics)
{
	struct context context;

	context_init(&context, diagnostics);
	parse_path(&context, path, NULL);
	return context_finish(&context);
}

struct configuration *parse_bytes(const void *text, size_t size, const char *name, struct diagnostics *diagnostics)
{
	struct file file = { 0 };
	struct context context;
	char *copy = memory_alloc(size + 1);

	if (size)
		memcpy(copy, text, size);
	context_init(&context, diagnostics);
	file.source = diagnostics_source_add(diagnostics, name, copy, size);
	scan_and_parse(&context, &file);
	return context_finish(&context);
}

struct configuration *parse_string(const char *text, const char *name, struct diagnostics *diagnostics)
{
	return parse_bytes(text, strlen(text), name, diagnostics);
}

void configuration_destroy(struct configuration *configuration)
{
	if (!configuration)
		return;
	for (size_t i = 0; i < configuration->subscriber_count; i++)
		subscriber_free(&configuration->subscribers[i]);
	free(configuration->subscribers);
	garden_free(&configuration->garden);
	contents_free(&configuration->contents);
	signature_set_destroy(configuration->signatures);
	free(configuration);
}
