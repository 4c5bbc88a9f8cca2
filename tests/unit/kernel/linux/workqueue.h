/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Work is done when somebody waits for it. */
#ifndef TESTS_WORKQUEUE_H
#define TESTS_WORKQUEUE_H

#include <stdbool.h>

struct work_struct {
	void (*function)(struct work_struct *work);
	bool waits;
};

#define INIT_WORK(work, what) (*(work) = (struct work_struct){ .function = (what) })
#define schedule_work(work) ((void)((work)->waits = true))
#define cancel_work_sync(work) ((void)((work)->waits = false))

static inline void flush_work(struct work_struct *work)
{
	bool waits = work->waits;

	work->waits = false;
	if (waits)
		work->function(work);
}

#endif
