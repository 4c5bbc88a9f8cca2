# shellcheck shell=sh
# lib.sh: what the tests of the command line share. A test is tests/cli/NAME.sh: it includes this file and names its
# promises one by one. It needs neither root nor the module. $P2PCTL, $JSON_CHECK and $MAKE_PCAP are set by
# tests/cli/run.
set -u

: "${P2PCTL:=ctl/p2pctl}" "${JSON_CHECK:=build/cli/json_check}" "${MAKE_PCAP:=build/cli/make_pcap}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# p2pctl ARGUMENTS: run it and keep $status, $work/out and $work/err. Colour and language of the caller do not matter.
p2pctl() {
	status=0
	NO_COLOR=1 LC_ALL=C "$P2PCTL" "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
}

# promise NAME COMMAND...: one line of TAP; on failure with what p2pctl said last.
promise() {
	name=$1
	shift
	if "$@"; then
		echo "ok $name"
		return
	fi
	echo "not ok $name"
	echo "#   failed: $*"
	echo "#   exit status $status"
	sed 's/^/#   out: /' "$work/out"
	sed 's/^/#   err: /' "$work/err"
	failed=1
}

skip() { echo "ok $1 # SKIP $2"; }

# What can be promised of the last run:
exits() { [ "$status" -eq "$1" ]; }
silent_out() { [ ! -s "$work/out" ]; }
silent_err() { [ ! -s "$work/err" ]; }
says() { grep -qF -- "$1" "$work/out"; }
complains() { grep -qF -- "$1" "$work/err"; }

# fails STATUS SENTENCE: that exit status, the sentence on stderr, nothing on stdout.
fails() { exits "$1" && silent_out && complains "$2"; }

# fails_exactly STATUS: the same with the whole of stderr, which is standard input.
fails_exactly() { exits "$1" && silent_out && cat >"$work/wanted" && diff "$work/wanted" "$work/err" | sed 's/^/#   /' >&2 &&
	cmp -s "$work/wanted" "$work/err"; }

# json_fails STATUS PATH VALUE: an object on stderr that says so.
json_fails() { exits "$1" && silent_out && "$JSON_CHECK" "$2" "$3" <"$work/err"; }

finish() { exit "$failed"; }
