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
	xargs -r -P 2 -n "$count" sh -c 'output=$("$@" 2>&1) || status=$?
		[ -z "$output" ] || printf "%s\n" "$output"
		exit ${status:-0}' sh "$@"
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
