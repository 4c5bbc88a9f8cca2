// SPDX-License-Identifier: GPL-2.0-or-later
/* each allocation NAME PROGRAM ARGUMENT...: run a program once undisturbed, and then as often as it allocates, each time
 * with another allocation that fails.
 *
 * each CALL:FAULT[~any|~storm] NAME PROGRAM ARGUMENT...: the same with calls of the system, as in kernel.c. With "~any" what
 * the program prints may differ: the fault is in the data. With "~storm" it runs once, and every second call fails.
 *
 * LD_PRELOAD for the program is $FAULT_PRELOAD; it reads standard input from its beginning each time. Undisturbed it ends with
 * status $FAULT_STATUS: a command that is refused at once would show little. The promise: the program does what it does
 * undisturbed, or it ends with a status that is not 0 and one complaint on stderr; it never dies of a signal. One line of TAP
 * is printed.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT_MAX	65536
#define PLACES_MAX	4096
#define SECONDS_MAX	20
#define LINES_MAX	3
#define RUNS_MAX	100000
#define STATUS_SANITIZER	99		/* what ASAN_OPTIONS asks for */

struct run {
	int status;			/* as of waitpid() */
	char out[OUTPUT_MAX], err[OUTPUT_MAX], log[OUTPUT_MAX];
};

static char places[PLACES_MAX][16];
static unsigned int place_count, refused, absorbed;

static int file_create(const char *name)
{
	int file = memfd_create(name, 0);

	if (file < 0) {
		perror("memfd_create");
		exit(2);
	}
	return file;
}

static void file_read(int file, char *text)
{
	ssize_t size = pread(file, text, OUTPUT_MAX - 1, 0);

	text[size > 0 ? size : 0] = '\0';
	close(file);
}

static void child(char **argv, int out, int err, int log)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", getppid(), log);
	setenv("FAULT_LOG", path, 1);
	setenv("LD_PRELOAD", getenv("FAULT_PRELOAD"), 1);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	alarm(SECONDS_MAX);
	execv(argv[0], argv);
	_exit(127);
}

static void run(char **argv, struct run *run)
{
	int out = file_create("out"), err = file_create("err"), log = file_create("log");
	pid_t pid;

	fflush(stdout);
	lseek(STDIN_FILENO, 0, SEEK_SET);
	pid = fork();
	if (pid == 0)
		child(argv, out, err, log);
	if (pid < 0 || waitpid(pid, &run->status, 0) != pid) {
		perror("fork");
		exit(2);
	}
	file_read(out, run->out);
	file_read(err, run->err);
	file_read(log, run->log);
}

/* A place where the fault struck, from the line "failed PLACE". Return: whether it struck at all. */
static bool place_add(const char *log)
{
	const char *line = strstr(log, "failed ");
	char place[16];

	if (!line || sscanf(line, "failed %15s", place) != 1)
		return false;
	for (unsigned int i = 0; i < place_count; i++) {
		if (!strcmp(places[i], place))
			return true;
	}
	if (place_count < PLACES_MAX)
		strcpy(places[place_count++], place);
	return true;
}

static unsigned int lines(const char *text)
{
	unsigned int count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

/* A complaint is one line of text, with two that quote what it is about, or one JSON object. */
static bool complains(const struct run *run)
{
	size_t size = strlen(run->err);

	return size && run->err[size - 1] == '\n' && (run->err[0] == '{' || lines(run->err) <= LINES_MAX);
}

static bool of_memory;

/* Return: what is wrong with this run; NULL: nothing. */
static const char *judge(const struct run *run, const struct run *good, bool any_output)
{
	if (!WIFEXITED(run->status))
		return "died of a signal";
	if (WEXITSTATUS(run->status) == STATUS_SANITIZER)
		return "a sanitizer complains";
	if (run->status == good->status && (any_output || (!strcmp(run->out, good->out) && !strcmp(run->err, good->err)))) {
		absorbed++;
		return NULL;
	}
	if (WEXITSTATUS(run->status) == 0 || (run->status == good->status && !good->err[0]))
		return "another output, but the status of a success";
	if (!complains(run))
		return "not one complaint";
	if (of_memory && !strstr(run->err, "memory"))
		return "the complaint is of something else";
	refused++;
	return NULL;
}

static void set_fault(const char *kind, unsigned int nth)
{
	char text[64];

	if (!strcmp(kind, "allocation")) {
		snprintf(text, sizeof(text), "%u", nth);
		setenv("FAULT_ALLOCATION", text, 1);
		return;
	}
	snprintf(text, sizeof(text), "%.*s:%u", (int)strcspn(kind, "~"), kind, nth);
	setenv("FAULT_CALL", text, 1);
}

static unsigned int failures;

static void explain(const char *why, unsigned int nth, const struct run *run)
{
	if (failures++ < 5)
		printf("# fault %u: %s; status %#x, stderr \"%.200s\"\n", nth, why, run->status, run->err);
}

int main(int argc, char **argv)
{
	static struct run good, bad;
	bool any_output, storm;
	unsigned int nth;

	if (argc < 4 || !getenv("FAULT_PRELOAD") || !getenv("FAULT_STATUS"))
		return 2;
	of_memory = !strcmp(argv[1], "allocation");
	any_output = strstr(argv[1], "~any");
	storm = strstr(argv[1], "~storm");
	run(argv + 3, &good);
	if (!WIFEXITED(good.status) || WEXITSTATUS(good.status) != atoi(getenv("FAULT_STATUS"))) {
		printf("not ok %s\n# undisturbed: status %#x, stderr \"%.200s\"\n", argv[2], good.status, good.err);
		return 1;
	}
	for (nth = storm ? 0 : 1; nth < (storm ? 1 : RUNS_MAX); nth++) {
		const char *why;

		set_fault(argv[1], nth);
		run(argv + 3, &bad);
		if (!place_add(bad.log))
			break;
		why = judge(&bad, &good, any_output);
		if (why)
			explain(why, nth, &bad);
	}
	/* a fault that struck nothing has shown nothing */
	if (!place_count)
		failures++;
	printf("%sok %s # %u faults at %u places: %u refused, %u made no difference, %u wrong\n", failures ? "not " : "",
	       argv[2], refused + absorbed + failures, place_count, refused, absorbed, failures);
	return failures > 0;
}
