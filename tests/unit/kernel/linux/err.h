/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_ERR_H
#define TESTS_ERR_H

#include <stdint.h>

#define ERR_PTR(error) ((void *)(intptr_t)(error))
#define PTR_ERR(pointer) ((int)(intptr_t)(pointer))
#define IS_ERR(pointer) ((uintptr_t)(pointer) >= (uintptr_t)-4095)

#endif
