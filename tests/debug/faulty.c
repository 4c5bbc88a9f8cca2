// SPDX-License-Identifier: GPL-2.0
/* A module that makes one mistake when it is loaded, to see whether the debug kernels and the tests' judgement of what
 * they say notice it. The mistakes are as small as those that slip into real code.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

struct thing {
	struct list_head list;
	struct timer_list timer;
	int value;
};

static char *fault = "none";
module_param(fault, charp, 0);
MODULE_PARM_DESC(fault, "the mistake to make");

static DEFINE_SPINLOCK(first_lock);
static DEFINE_SPINLOCK(second_lock);
static LIST_HEAD(things);
static struct thing __rcu *published;
static int shared;

static void expire(struct timer_list *timer)
{
}

static struct thing *create(void)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);

	/* The compiler must not see what becomes of it. */
	OPTIMIZER_HIDE_VAR(thing);
	if (thing)
		timer_setup(&thing->timer, expire, 0);
	return thing;
}

/* --- The mistakes, each beside what would be right --- */

static void none(struct thing *thing)
{
	spin_lock(&first_lock);
	list_add(&thing->list, &things);
	WRITE_ONCE(thing->value, 1 << (READ_ONCE(shared) & 31));
	spin_unlock(&first_lock);
	mod_timer(&thing->timer, jiffies + HZ);
	rcu_assign_pointer(published, thing);

	rcu_read_lock();
	WRITE_ONCE(shared, rcu_dereference(published)->value);
	rcu_read_unlock();

	RCU_INIT_POINTER(published, NULL);
	synchronize_rcu();
	del_timer_sync(&thing->timer);
	list_del(&thing->list);
	kfree(thing);
}

static void use_after_free(struct thing *thing)
{
	kfree(thing);
	WRITE_ONCE(shared, READ_ONCE(thing->value));
}

static void out_of_bounds(struct thing *thing)
{
	WRITE_ONCE((&thing->value)[1 + sizeof(int)], 1);
	kfree(thing);
}

static void leak(struct thing *thing)
{
	WRITE_ONCE(shared, thing->value);
}

static void take_both(spinlock_t *outer, spinlock_t *inner)
{
	spin_lock(outer);
	spin_lock(inner);
	spin_unlock(inner);
	spin_unlock(outer);
}

static void lock_inversion(struct thing *thing)
{
	spin_lock(&first_lock);
	spin_lock(&second_lock);
	spin_unlock(&second_lock);
	spin_unlock(&first_lock);
	take_both(&second_lock, &first_lock);
	kfree(thing);
}

static void sleep_in_atomic(struct thing *thing)
{
	spin_lock(&first_lock);
	kfree(kzalloc(sizeof(*thing), GFP_KERNEL));
	spin_unlock(&first_lock);
	kfree(thing);
}

static void shift(struct thing *thing)
{
	int bits = 40;

	OPTIMIZER_HIDE_VAR(bits);
	WRITE_ONCE(shared, 1 << bits);
	kfree(thing);
}

static void rcu(struct thing *thing)
{
	rcu_assign_pointer(published, thing);
	WRITE_ONCE(shared, rcu_dereference(published)->value);
	RCU_INIT_POINTER(published, NULL);
	synchronize_rcu();
	kfree(thing);
}

static void object(struct thing *thing)
{
	mod_timer(&thing->timer, jiffies + 3600 * HZ);
	kfree(thing);
}

static void list(struct thing *thing)
{
	list_add(&thing->list, &things);
	list_del(&thing->list);
	list_del(&thing->list);
	kfree(thing);
}

static int count_up(void *unused)
{
	while (!kthread_should_stop()) {
		for (int i = 0; i < 1000; i++)
			shared++;
		cond_resched();
	}
	return 0;
}

static void race(struct thing *thing)
{
	struct task_struct *threads[2];

	for (int i = 0; i < 2; i++)
		threads[i] = kthread_run(count_up, NULL, "faulty/%d", i);
	msleep(5000);
	for (int i = 0; i < 2; i++)
		if (!IS_ERR(threads[i]))
			kthread_stop(threads[i]);
	kfree(thing);
}

static const struct {
	const char *name;
	void (*make)(struct thing *thing);
} faults[] = {
	{ "none", none },
	{ "use-after-free", use_after_free },
	{ "out-of-bounds", out_of_bounds },
	{ "leak", leak },
	{ "lock-inversion", lock_inversion },
	{ "race", race },
	{ "sleep-in-atomic", sleep_in_atomic },
	{ "shift", shift },
	{ "rcu", rcu },
	{ "object", object },
	{ "list", list },
};

static int __init faulty_init(void)
{
	for (int i = 0; i < ARRAY_SIZE(faults); i++) {
		struct thing *thing;

		if (strcmp(fault, faults[i].name))
			continue;
		thing = create();
		if (!thing)
			return -ENOMEM;
		faults[i].make(thing);
		return 0;
	}
	return -EINVAL;
}

static void __exit faulty_exit(void)
{
}

module_init(faulty_init);
module_exit(faulty_exit);
MODULE_DESCRIPTION("A module with a mistake, for the tests of nf_p2p");
MODULE_LICENSE("GPL");
