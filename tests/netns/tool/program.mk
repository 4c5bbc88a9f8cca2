# SPDX-License-Identifier: GPL-2.0
# Included by the Makefile of a program that takes parts from here: NAME it is called, FILES it is made of. It is static, so
# that it runs in any test machine. O=DIR for another place.

CC ?= gcc
CFLAGS ?= -O2 -g
TOOL := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -MMD -MP -iquote $(TOOL) $(CFLAGS)
LDFLAGS ?= -static
O ?= build

$(O)/$(NAME): $(FILES:%=$(O)/%.o)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^

$(O)/%.o: %.c | $(O)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(O)/%.o: $(TOOL)/%.c | $(O)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(O):
	mkdir -p $@

-include $(wildcard $(O)/*.d)
