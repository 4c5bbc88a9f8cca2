# SPDX-License-Identifier: GPL-2.0
# nf_p2p: the kernel module and its tool. "make help" lists what can be made.

# What a user may set.
KDIR       ?= /lib/modules/$(shell uname -r)/build
PREFIX     ?= /usr
DESTDIR    ?=
CFLAGS     ?= -O2 -g
PKG_CONFIG ?= pkg-config
# The tests: which ones (patterns), in how many virtual machines at once, and the command that names the kernel; how long
# each fuzzer looks.
T          ?= *
JOBS       ?= 2
KERNEL     ?= scripts/test-kernel
FUZZ_SECONDS ?= 10
# Random things sent to a kernel: netlink messages, steps against the model, packets, seconds of races; and what decides
# them, by chance when it is not given.
MESSAGES   ?= 1000000
STEPS      ?= 20000
PACKETS    ?= 1000000
SECONDS    ?= 600
SEED       ?=
# Of check-kernels: versions of Debian's kernels, all by default; a file that gets the table.
K          ?=
TABLE      ?=
# Of bench: established, p2p, new, growth, tables, parallel, native; all by default, and only then the page of results is written.
PARTS      ?=
# Recordings for "make corpus", beside those of the tests: a folder with p2p/ and none/ in it.
CAPTURES   ?=

SIGNATURES := $(PREFIX)/share/nf_p2p/signatures
UNITS      := $(PREFIX)/lib/systemd/system
BUILD      := build
PROGRAM    := ctl/p2pctl

# kbuild prints what it runs in its short form; so do we. V=1 shows the commands.
ifeq ($(V),1)
say = @:
else
say = @printf '  %-7s %s\n'
.SILENT:
endif

all: p2pctl module ## Build the module for the running kernel, and p2pctl

help: ## List the targets
	printf 'make TARGET [VARIABLE=value ...]\n\n'
	sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18
	printf '\nVariables: KDIR kernel to build for, PREFIX and DESTDIR where to install, W=1 C=1 V=1 as for the kernel,\n'
	printf 'T="ipv6_* rmmod_*" which netns tests, JOBS how many virtual machines, KERNEL command that names the test kernel,\n'
	printf 'FUZZ_SECONDS for each fuzzer, CAPTURES folder with p2p/ and none/ for corpus, beside tests/captures,\n'
	printf 'K="5.10 7" kernels of check-kernels, TABLE=README.md where it puts its table,\n'
	printf 'PARTS=new,native what bench measures, NF_P2P_ACCEL=kvm to use hardware virtualisation.\n'

# --- The kernel module ---

module: ## Build kmod/nf_p2p.ko
	$(if $(wildcard $(KDIR)/Makefile),,$(error No kernel headers at $(KDIR): install linux-headers-$(shell uname -r), \
		or set KDIR=DIRECTORY))
	$(MAKE) -C $(KDIR) M=$(CURDIR) CF=-D__CHECK_ENDIAN__ modules

# The tests' kernel is another one than the machine's: its module is built aside, in $(BUILD)/RELEASE.
test-module: ## Build the module for the test kernel
	+tests/qemu/build-module '$(KERNEL)'

# --- p2pctl ---

LIBRARIES := libmnl libnl-3.0 libnl-nf-3.0 jansson libpcap

# Asked once, and only when something is compiled.
library_cflags = $(eval library_cflags := $(shell $(PKG_CONFIG) --cflags $(LIBRARIES)))$(library_cflags)
library_libs   = $(eval library_libs := $(shell $(PKG_CONFIG) --libs $(LIBRARIES)))$(library_libs)

# The matcher and the verdict are the kernel's own files: p2pctl classifies captures with the code that runs on the router.
pure       := $(patsubst %,kmod/%.c,blob blob_signature check trail search classify stream dialogue verdict ids utf8)
ctl        := $(wildcard ctl/*.c ctl/lang/*.c ctl/compile/*.c ctl/capture/*.c)
generated  := $(patsubst %.l,$(BUILD)/gen/%.lex.c,$(wildcard ctl/lang/*.l)) \
	      $(patsubst %.y,$(BUILD)/gen/%.tab.c,$(wildcard ctl/lang/*.y))
objects    := $(patsubst %.c,%.o,$(pure) $(ctl) $(generated:$(BUILD)/gen/%=%))
own_cflags := -std=gnu11 -Wall -Wextra -Werror=implicit-function-declaration -Werror=implicit-int \
	      -Werror=incompatible-pointer-types -Werror=int-conversion -Wstrict-prototypes -Wmissing-prototypes \
	      -D_GNU_SOURCE -DP2P_SIGNATURE_DIR='"$(SIGNATURES)"' \
	      -iquote ctl -iquote ctl/lang -iquote ctl/compile -iquote kmod -iquote kmod/uapi -iquote $(BUILD)/gen/ctl/lang
compile     = $(CC) $(CFLAGS) $(own_cflags) $(library_cflags) -MMD -MP

p2pctl: $(PROGRAM) ## Build ctl/p2pctl

$(PROGRAM): $(addprefix $(BUILD)/user/,$(objects))
	$(say) LINK $@
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(library_libs)

# Everything but main(), for programs that measure what p2pctl and the kernel share.
$(BUILD)/user/libp2pctl.a: $(addprefix $(BUILD)/user/,$(filter-out ctl/p2pctl.o,$(objects)))
	$(say) AR $@
	rm -f $@
	$(AR) rcs $@ $^

# The generated headers must exist before anything includes them; afterwards the dependency files know better.
$(BUILD)/user/%.o: %.c | $(generated)
	$(say) CC $@
	mkdir -p $(@D)
	$(compile) -c -o $@ $<

$(BUILD)/user/%.o: $(BUILD)/gen/%.c | $(generated)
	$(say) CC $@
	mkdir -p $(@D)
	$(compile) -Wno-unused-function -Wno-sign-compare -Wno-missing-prototypes -c -o $@ $<

$(BUILD)/gen/%.lex.c: %.l
	$(say) FLEX $@
	mkdir -p $(@D)
	flex --header-file=$(@:.c=.h) -o $@ $<

$(BUILD)/gen/%.tab.c: %.y
	$(say) BISON $@
	mkdir -p $(@D)
	bison --defines=$(@:.c=.h) -o $@ $<

# --- Tests ---

# Everything but main(), with the sanitizers; each test program takes from the archive what it needs.
sanitize   := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
fuzzers    := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
unit_tests := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

# One after the other, whatever -j says: the stages' lines would mix.
check: ## Run every test; the last line is the sum
	scripts/setup check
	+setpriv --pdeathsig TERM tests/run check-static unit fuzz check-cli check-netns check-packets check-scale

unit: $(unit_tests) ## Run the unit tests, with sanitizers
	tests/run-unit $(unit_tests) $(wildcard tests/unit/test_*.sh)

fuzz: $(fuzzers) $(BUILD)/fuzz/found/blob/seed $(BUILD)/fuzz/found/reply/status ## Feed the parsers with random bytes, FUZZ_SECONDS=10 each
	SEED='$(SEED)' tests/fuzz/run $(FUZZ_SECONDS) $(fuzzers)

# Two stages, each with its own verdict: the tables, and the same recordings through the kernel.
corpus: ## Hold recordings against p2pctl, nDPI and the kernel; CAPTURES=DIR for more
	scripts/setup corpus
	+$(MAKE) --no-print-directory p2pctl test-module guest-tools
	+setpriv --pdeathsig TERM tests/run corpus-tables corpus-kernel

corpus-tables:
	tests/corpus/run tests/captures $(CAPTURES)

corpus-kernel:
	tests/corpus/kernel --kernel '$(KERNEL)' tests/captures $(CAPTURES)

check-cli: p2pctl $(BUILD)/unit/p2pctl ## Try the command line of p2pctl, without a module
	tests/cli/run

check-static: ## Run the checks that only read the sources, and show that the checkers see offences
	scripts/check
	tests/static/offences

# For scripts/check: what is compiled for user space, and how.
generated: $(generated)

print-sources:
	printf '%s\n' $(pure) $(ctl)

print-flags:
	printf '%s\n' $(own_cflags) $(library_cflags)

check-netns: p2pctl test-module guest-tools recordings ## Run tests/netns/*.sh on a real kernel in virtual machines
	tests/qemu/netns --jobs $(JOBS) --kernel '$(KERNEL)' $(if $(filter-out *,$(T)),$(T))

check-kernels: ## Run the netns tests on the kernels of several Debian releases; K=6.12 for one
	scripts/setup kernels
	+$(MAKE) --no-print-directory p2pctl guest-tools recordings
	+setpriv --pdeathsig TERM tests/run kernels

kernels:
	+tests/kernels/run --jobs $(JOBS) $(if $(TABLE),--table $(TABLE)) $(K:%=--kernel %) $(if $(filter-out *,$(T)),$(T))

check-debug: ## Run the netns tests on kernels that look for mistakes, and try those kernels
	scripts/setup debug
	+$(MAKE) --no-print-directory p2pctl guest-tools recordings
	tests/debug/detectors
	+tests/debug/run --jobs $(JOBS) $(if $(filter-out *,$(T)),$(T))

coverage: ## Which lines do the tests reach? Leaves its reports in build/coverage
	scripts/setup debug
	+tests/coverage/run --jobs $(JOBS) $(if $(filter-out *,$(T)),$(T))

# These run below a kernel that looks for mistakes, unless KERNEL is given; races below both.
fuzz-guest fuzz-packets check-races check-faults: KERNEL = scripts/debug-kernel kasan

# For those, what they need from Debian and from here.
random-tools:
	scripts/setup $(if $(filter scripts/debug-kernel,$(KERNEL)),debug,check)
	+$(MAKE) --no-print-directory p2pctl test-module guest-tools $(BUILD)/pktfuzz/pktfuzz KERNEL='$(KERNEL)'

fuzz-guest: random-tools ## Send random netlink messages to a kernel that looks for mistakes; MESSAGES, STEPS, SEED
	tests/nlfuzz/run --messages $(MESSAGES) --steps $(STEPS) $(if $(SEED),--seed $(SEED)) --kernel '$(KERNEL)'

check-faults: random-tools ## Let each allocation of the kernel fail under the module, some minutes
	tests/faults/run --kernel '$(KERNEL)'

check-scale: p2pctl test-module ## Load, replace and dump a million subscribers, beside ipset
	tests/scale/run --kernel '$(KERNEL)'

check-packets: ## Send some thousand damaged packets, the same ones each time
	+$(MAKE) --no-print-directory fuzz-packets PACKETS=8000 SEED=1 KERNEL='$(KERNEL)'

fuzz-packets: random-tools ## Send PACKETS damaged packets through the module; SEED=N, KERNEL=...
	tests/pktfuzz/run --kernel '$(KERNEL)' --packets $(PACKETS) $(if $(SEED),--seed $(SEED))

check-races: random-tools ## Let everything happen at once, for SECONDS, below KASAN and below KCSAN; KERNEL=...
	+tests/races/run $(if $(filter-out file,$(origin KERNEL)),--kernel '$(KERNEL)') --seconds $(SECONDS)

$(BUILD)/pktfuzz/pktfuzz: $(wildcard tests/pktfuzz/*.[ch])
	$(MAKE) -s -C tests/pktfuzz O=$(abspath $(@D))

check-bounds: p2pctl test-module guest-tools ## Flood a router: memory stays bounded, nothing is lost
	tests/bounds/run --kernel '$(KERNEL)'

bench: ## Measure what it costs, beside others; writes tests/bench/results
	scripts/setup bench
	+$(MAKE) --no-print-directory p2pctl test-module guest-tools
	tests/bench/run --kernel '$(KERNEL)' $(if $(PARTS),--parts $(PARTS))

demo: ## Show the module at work, in a virtual machine
	scripts/setup demo
	+$(MAKE) --no-print-directory p2pctl test-module
	tests/demo/run --kernel '$(KERNEL)'

$(BUILD)/unit/libunit.a: $(addprefix $(BUILD)/unit/,$(filter-out ctl/p2pctl.o,$(objects)))
	$(say) AR $@
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/unit/test_%: tests/unit/test_%.c $(BUILD)/unit/libunit.a
	$(say) CC $@
	$(compile) $(sanitize) -o $@ $< $(BUILD)/unit/libunit.a -lcmocka $(library_libs)

$(BUILD)/unit/p2pctl: $(BUILD)/unit/ctl/p2pctl.o $(BUILD)/unit/libunit.a
	$(say) LINK $@
	$(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $^ $(library_libs)

$(addprefix $(BUILD)/unit/test_,bypass event filter garden index inspect): compile += -isystem tests/unit/kernel -Wno-sign-compare

$(BUILD)/unit/%.o: %.c | $(generated)
	$(say) CC $@
	mkdir -p $(@D)
	$(compile) $(sanitize) -c -o $@ $<

$(BUILD)/unit/%.o: $(BUILD)/gen/%.c | $(generated)
	$(say) CC $@
	mkdir -p $(@D)
	$(compile) $(sanitize) -Wno-unused-function -Wno-sign-compare -Wno-missing-prototypes -c -o $@ $<

# libFuzzer comes with clang; everything is built once more, with its eyes.
fuzz_cflags := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
fuzz_objects := $(addprefix $(BUILD)/fuzz/,$(filter-out ctl/p2pctl.o,$(objects)))

$(BUILD)/fuzz/libfuzz.a: $(fuzz_objects)
	$(say) AR $@
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(BUILD)/fuzz/libfuzz.a
	$(say) CLANG $@
	clang $(own_cflags) $(library_cflags) $(fuzz_cflags) -fsanitize=fuzzer -o $@ $< $(BUILD)/fuzz/libfuzz.a $(library_libs)

$(BUILD)/fuzz/seed_blob: tests/fuzz/seed_blob.c $(BUILD)/unit/libunit.a
	$(say) CC $@
	mkdir -p $(@D)
	$(compile) $(sanitize) -o $@ $< $(BUILD)/unit/libunit.a $(library_libs)

$(BUILD)/fuzz/found/blob/seed: tests/fuzz/seed.sig $(BUILD)/fuzz/seed_blob
	mkdir -p $(@D)
	$(BUILD)/fuzz/seed_blob $< >$@

$(BUILD)/fuzz/seed_reply: tests/fuzz/seed_reply.c tests/unit/messages.h
	$(say) CC $@
	mkdir -p $(@D)
	$(compile) -o $@ $< $(library_libs)

$(BUILD)/fuzz/found/reply/status: $(BUILD)/fuzz/seed_reply
	mkdir -p $(@D)
	$< $(@D)

$(BUILD)/fuzz/%.o: %.c | $(generated)
	$(say) CLANG $@
	mkdir -p $(@D)
	clang $(own_cflags) $(library_cflags) $(fuzz_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/fuzz/%.o: $(BUILD)/gen/%.c | $(generated)
	$(say) CLANG $@
	mkdir -p $(@D)
	clang $(own_cflags) $(library_cflags) $(fuzz_cflags) -w -MMD -MP -c -o $@ $<

guest-tools: ## Build the programs that the netns tests send and receive with
	$(MAKE) -s -C tests/netns/tool O=$(abspath $(BUILD)/tools)
	$(MAKE) -s -C tests/nlfuzz O=$(abspath $(BUILD)/nlfuzz) PROGRAMS=$(abspath $(BUILD)/tools)

# What of the corpus the netns tests replay.
recordings:
	tests/corpus/select

# --- Installation ---

install: all install-user ## Install the module, p2pctl, signatures, unit, examples, man pages and completion
	$(MAKE) -C $(KDIR) M=$(CURDIR) $(if $(DESTDIR),INSTALL_MOD_PATH=$(abspath $(DESTDIR))) modules_install

install-user: p2pctl ## Install all but the module
	install -D -m 755 ctl/p2pctl $(DESTDIR)$(PREFIX)/sbin/p2pctl
	install -d $(DESTDIR)$(SIGNATURES)
	for file in $(wildcard ctl/signatures/*.sig); do install -m 644 $$file $(DESTDIR)$(SIGNATURES)/; done
	install -d $(DESTDIR)$(UNITS) $(DESTDIR)/etc/p2pctl
	sed 's|/usr/sbin/p2pctl|$(PREFIX)/sbin/p2pctl|' ctl/systemd/nf_p2p.service >$(DESTDIR)$(UNITS)/nf_p2p.service
	install -d $(DESTDIR)$(PREFIX)/share/nf_p2p/examples
	for file in $(wildcard ctl/examples/*); do install -m 644 $$file $(DESTDIR)$(PREFIX)/share/nf_p2p/examples/; done
	for page in $(wildcard ctl/man/*.[1-8]); do \
		install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	for file in $(wildcard ctl/completion/p2pctl*); do \
		install -D -m 644 $$file $(DESTDIR)$(PREFIX)/share/bash-completion/completions/p2pctl; done

# Not by kbuild: what was built can be removed where no kernel headers are.
clean: ## Remove what was built
	rm -rf $(BUILD) ctl/p2pctl
	find kmod -name '*.o' -delete -o -name '*.ko' -delete -o -name '*.mod' -delete -o -name '*.mod.c' -delete \
		-o -name '.*.cmd' -delete -o -name '.*.d' -delete -o -name modules.order -delete
	rm -f Module.symvers modules.order .*.cmd

.PHONY: all help module test-module p2pctl check unit fuzz corpus corpus-tables corpus-kernel check-cli check-static check-scale \
	check-netns check-kernels kernels guest-tools recordings check-debug coverage fuzz-guest fuzz-packets \
	random-tools check-packets check-races check-faults generated print-sources print-flags check-bounds bench demo \
	install install-user clean
.DELETE_ON_ERROR:
# Keep the generated sources: a debugger and a reader want them.
.SECONDARY:

-include $(shell find $(BUILD)/user $(BUILD)/unit $(BUILD)/fuzz -name '*.d' 2>/dev/null)
