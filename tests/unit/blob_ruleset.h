/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ruleset in which everything occurs that a blob can say. */
#ifndef TEST_BLOB_RULESET_H
#define TEST_BLOB_RULESET_H

#include "ruleset.h"

static const char everything[] =
	"signature one { protocol bittorrent; transport tcp; strength proof; pattern \"\\x13Bit(x|yz){1,2}\"\n"
	"  where u32le@9 <= 1000; where u8@13 & 7 in { 1, 3-5 }; where bytes@14 == \"abc\"; where u16be@1 < 3 * u16le@4 - 7\n"
	"  capture content-id @28 size 20 }\n"
	"signature two { protocol edonkey; transport udp; strength evidence; pattern \"\\xe4[!)]\"\n"
	"  where len == 19 + 25 * u8@18; where port not in { 123, 53 }; direction reply }\n"
	"signature three { protocol other; transport tcp midflow; strength hint; pattern \"abc?\"; where len > 3\n"
	"  where port == 123 }\n"
	"signature four { protocol bittorrent; transport tcp; strength proof; pattern \"xy\"; direction original\n"
	"  search \"[xy]abc\" within 250 until \"z\"; where escaped@+0 == 4 and u16be@+1 == u16le@+3 and u8@0 == u8@+2\n"
	"  capture content-id @+0 size 20 escaped }\n"
	"signature five { protocol bittorrent; transport tcp; strength hint; opening unknown 3-700\n"
	"  search \"a[xy]\" within 280; where bytes@+3 == \"xy\"; capture content-id @+4 size 16 }\n"
	"signature six { protocol ares; transport udp; strength proof; pattern \"B\"; where len % 3 == 1; keep a u16be@1\n"
	"  keep b u32le@3; then answer; pattern \"[xy]\"; search \"ab?c\" within 200; where u16be@1 == a + 1\n"
	"  then follow; pattern \"i\"; where u8@2 != b }\n"
	"signature seven { protocol ares; transport tcp midflow; strength proof; pattern \"ab\"; search \"xyz\" within 900 }\n";

static struct ruleset ruleset;

static int setup(void **state)
{
	(void)state;
	ruleset_compile(&ruleset, everything);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	ruleset_free(&ruleset);
	return 0;
}

#endif
