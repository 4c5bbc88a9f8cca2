/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MODULE_H
#define TESTS_MODULE_H

#define module_param(name, type, mode)
#define MODULE_PARM_DESC(name, text)

#endif
