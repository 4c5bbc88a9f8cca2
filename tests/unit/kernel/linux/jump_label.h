/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_JUMP_LABEL_H
#define TESTS_JUMP_LABEL_H

#define DECLARE_STATIC_KEY_FALSE(name) extern int name
#define DEFINE_STATIC_KEY_FALSE(name) int name
#define static_branch_inc(key) (++*(key))
#define static_branch_dec(key) (--*(key))
#define static_branch_unlikely(key) (*(key) > 0)

#endif
