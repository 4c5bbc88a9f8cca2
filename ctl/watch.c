// SPDX-License-Identifier: GPL-2.0-or-later
#include "watch.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"
#include "lang/memory.h"
#include "screen.h"

#define SECOND_NS	1000000000ull

uint64_t watch_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND_NS + now.tv_nsec;
}

/* How the terminal was. Who runs out of memory exits wherever he is, and a handler has nowhere else to look. */
static struct termios before;

static void give_back(void)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

/* Lines and signals stay as they are; only that a key comes at once and is not shown. */
static void take_keys(struct watch *watch)
{
	struct termios raw;

	if (!watch->live || tcgetattr(STDIN_FILENO, &before) || atexit(give_back))
		return;
	raw = before;
	raw.c_lflag &= ~(ICANON | ECHO);
	watch->keys = !tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

static bool is_terminal(const struct output *out)
{
	const char *term = getenv("TERM");

	return isatty(fileno(out->stream)) && term && strcmp(term, "dumb");
}

void watch_begin(struct watch *watch, struct output *out, uint32_t seconds, bool plain)
{
	*watch = (struct watch){ .out = out, .seconds = seconds };
	watch->live = !plain && !out->json && is_terminal(out);
	watch->next_ns = watch_now_ns();
	interrupt_catch();
	take_keys(watch);
}

/* When the terminal hangs up, nobody can press it any more. */
static bool quits(void)
{
	char key;

	return read(STDIN_FILENO, &key, 1) != 1 || key == 'q' || key == 'Q';
}

bool watch_wait(struct watch *watch)
{
	struct pollfd keys = { .fd = STDIN_FILENO, .events = POLLIN };
	uint64_t now = watch_now_ns();
	sigset_t none;

	sigemptyset(&none);
	watch->next_ns += watch->seconds * SECOND_NS;
	if (watch->next_ns < now)
		watch->next_ns = now;		/* it was stopped for a while: none of that is made up for */
	while (!interrupted() && !watch->out->error && (now = watch_now_ns()) < watch->next_ns) {
		uint64_t left = watch->next_ns - now;
		struct timespec wait = { .tv_sec = left / SECOND_NS, .tv_nsec = left % SECOND_NS };
		int ready = ppoll(&keys, watch->keys, &wait, &none);

		if (ready > 0 && quits())
			return false;
	}
	return !interrupted() && !watch->out->error;
}

void watch_open(struct watch *watch)
{
	FILE *frame;

	if (!watch->live)
		return;
	frame = memory_or_exit(open_memstream(&watch->text, &watch->size));
	watch->terminal = watch->out->stream;
	watch->out->stream = frame;
}

void watch_close(struct watch *watch)
{
	unsigned int lines, columns;

	if (!watch->terminal)
		return;
	memory_or_exit(fclose(watch->out->stream) ? NULL : watch->text);
	watch->out->stream = watch->terminal;
	watch->terminal = NULL;
	screen_size(fileno(watch->out->stream), &lines, &columns);
	screen_draw(watch->out->stream, watch->text, lines, columns);
	fflush(watch->out->stream);
	free(watch->text);
	watch->text = NULL;
}
