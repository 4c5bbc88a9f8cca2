# shellcheck shell=bash
# lint.sh: the rules of scripts/check that a checker from elsewhere decides. Each function prints what it finds, and nothing
# when all is well. A finding is mended, or its kind is turned off here with the reason.

# needs TOOL...: a checker that is missing has not found anything, and must not pass for it.
needs() {
	local tool
	for tool; do
		command -v "$tool" >/dev/null || { echo "$tool is missing: run scripts/setup check"; return 1; }
	done
}

# side_by_side COUNT COMMAND... <WORDS: run it on so many words of the input at a time, two at once. What one has to say is
# not mixed with what another says.
side_by_side() {
	local count=$1
	shift
	# shellcheck disable=SC2016 # for the inner shell
	xargs -r -P 2 -n "$count" bash -c 'output=$("$@" 2>&1) || status=$?
		[ -z "$output" ] || printf "%s\n" "$output"
		exit ${status:-0}' bash "$@"
}

# --- checkpatch ---

# What is not asked of any source.
checkpatch_off=(
	FILE_PATH_CHANGES	# speaks of patches
	LINE_SPACING		# the define of an enum's last value stands under the enum
	TYPO_SPELLING		# codespell decides, and it knows both spellings of acknowledgement
	EMBEDDED_FUNCTION_NAME	# sentences contain words that are also functions: "answer", "help"
	UNNECESSARY_PARENTHESES	# (a == b) == c: without them gcc warns
	UNCOMMENTED_DEFINITION	# locks: the block above the struct says what each protects, and kernel-doc checks that
	BIT_MACRO		# powers of two that are sizes, not bits
	MACRO_ARG_REUSE		# MESSAGE() takes the name of a table; min() and max() of user space take plain variables
)
# Of kernels that this is written for: the one place for versions, see "kernel versions only in compat".
checkpatch_off_compat=(
	LINUX_VERSION_CODE
	CONSTANT_COMPARISON	# takes VERSION_CODE < VERSION() for a constant on the left
)
# Of user space, which has not the kernel's types and macros.
checkpatch_off_user=(
	PREFER_KERNEL_TYPES PREFER_DEFINED_ATTRIBUTE_MACRO PREFER_FALLTHROUGH ARRAY_SIZE
	CAMELCASE		# PRIu64, _Static_assert
	SPLIT_STRING		# help texts are split where their lines end
	STRING_FRAGMENTS	# "\x01" "a" is not "\x01a"
	MULTIPLE_ASSIGNMENTS	# a = b = 1
	REPEATED_WORD		# struct text text
	VOLATILE		# sig_atomic_t
	SPACING			# takes 1e-5 for a difference, and alignas(type) for a cast
	OPEN_ENDED_LINE		# the call of a function that an expression chooses
	PARENTHESIS_ALIGNMENT	# within the braces of a literal
)

# Lines are wrapped at 120; a few characters more are not worth an uglier break.
checkpatch() {
	local types=$1
	shift
	printf '%s\n' "$@" | side_by_side 25 perl "$scripts/checkpatch.pl" --no-tree --strict --terse --show-types --no-summary \
		--max-line-length=132 --ignore "$types" -f
}

comma() { (IFS=,; echo "$*"); }

checkpatch_rule() {
	local scripts kernel compat user
	needs perl || return
	scripts=$(scripts/kernel-scripts) || return
	mapfile -t kernel < <(files 'kmod/*.c' 'kmod/*.h' ':!kmod/compat' ':!kmod/pure.h')
	mapfile -t compat < <(files 'kmod/compat/*')
	mapfile -t user < <(files 'ctl/*.c' 'ctl/*.h' kmod/pure.h)
	checkpatch "$(comma "${checkpatch_off[@]}")" "${kernel[@]}"
	checkpatch "$(comma "${checkpatch_off[@]}" "${checkpatch_off_compat[@]}")" "${compat[@]}"
	checkpatch "$(comma "${checkpatch_off[@]}" "${checkpatch_off_user[@]}")" "${user[@]}"
}

# --- kernel-doc ---

# Structures and enums are described in full. Of functions the block describes what the names of the parameters do not say,
# and a question ("is this ...") is its own return value: those two are not asked for. What is described must exist.
kernel_doc_rule() {
	local scripts sources
	needs perl || return
	scripts=$(scripts/kernel-scripts) || return
	mapfile -t sources < <(files 'kmod/*.c' 'kmod/*.h' 'ctl/*.c' 'ctl/*.h')
	perl "$scripts/kernel-doc" -none -v "${sources[@]}" 2>&1 | awk '
		/: info: Scanning doc for / { function_block = / for function / }
		/: warning: No description found for return value / { next }
		/: warning: Function parameter or member / && function_block { next }
		/: (warning|error): /'
	return "${PIPESTATUS[0]}"
}

# --- coccinelle ---

# Of the kernel's semantic patches those that a module can break: not the ones that speak of a driver model, a bus or a file.
semantic_patches=(
	api/alloc/alloc_cast api/alloc/zalloc-simple api/atomic_as_refcounter api/err_cast api/kfree_mismatch
	api/kfree_sensitive api/kstrdup api/kvmalloc api/memdup
	free/ifnullfree free/ifnulldev_put free/kfree free/kfreeaddr
	iterators/itnull iterators/list_entry_update iterators/use_after_iter
	locks/call_kern locks/double_lock locks/flags locks/mini_lock
	misc/array_size misc/array_size_dup misc/badty misc/boolconv misc/cond_no_effect misc/cstptr misc/do_div
	misc/doubleinit misc/excluded_middle misc/flexible_array misc/ifcol misc/minmax misc/newline_in_nl_msg
	misc/noderef misc/orplus misc/returnvar misc/semicolon misc/swap misc/test_addr misc/uninitialized_var misc/warn
	null/deref_null null/eno null/kmerr
	tests/doublebitand tests/doubletest tests/odd_ptr_err tests/unsigned_lesser_than_zero
)

# spatch says on standard error what it makes of a patch. It fails when it cannot read one.
semantic_patch() {
	local options
	options=$(sed -n 's/^\/\/[#/]* *Options: *//p' "$1" | head -n 1)
	# shellcheck disable=SC2086 # the options are words
	spatch -D report --no-show-diff --very-quiet $options --cocci-file "$1" --dir kmod 2>"$2" || {
		cat "$2"
		echo "$1: spatch failed"
	}
}

coccinelle_rule() {
	local scripts folder
	needs spatch || return
	scripts=$(scripts/kernel-scripts) || return
	folder=$(mktemp -d) || return
	export -f semantic_patch
	# shellcheck disable=SC2016 # for the inner shell
	printf '%s\n' "${semantic_patches[@]}" | side_by_side 1 bash -c \
		'semantic_patch "$1/coccinelle/$3.cocci" "$2/${3//\//-}"' bash "$scripts" "$folder"
	rm -rf "$folder"
}

# --- clang-tidy and cppcheck ---

tidy() {
	local flags
	mapfile -t flags <<<"$compiler_flags"
	clang-tidy --quiet --warnings-as-errors='*' "$@" -- "${flags[@]}" 2>&1 | grep -v '^[0-9]* warnings\? .*\(generated\|treated\)'
	return "${PIPESTATUS[0]}"
}

# The checks, and why some are off: .clang-tidy. The generated sources are made first: others include their headers.
tidy_rule() {
	local compiler_flags
	needs clang-tidy || return
	make --no-print-directory -s generated >/dev/null || return
	compiler_flags=$(make --no-print-directory -s print-flags) || return
	export compiler_flags
	export -f tidy
	# shellcheck disable=SC2016 # for the inner shell
	make --no-print-directory -s print-sources | side_by_side 8 bash -c 'tidy "$@"' bash
}

# Arithmetic on void pointers is the kernel's dialect of C, and gcc's.
cppcheck_rule() {
	needs cppcheck || return
	files 'kmod/*.c' 'ctl/*.c' | xargs cppcheck -j 2 --quiet --enable=warning,performance,portability --inline-suppr --std=c11 \
		--suppress=missingInclude --suppress=arithOperationsOnVoidPointer --include=scripts/cppcheck-kernel.h \
		-D__linux__ -D_GNU_SOURCE -Ikmod -Ikmod/uapi -Ictl -Ictl/lang -Ictl/compile \
		--template='{file}:{line}: {severity}: {message} [{id}]'
}
