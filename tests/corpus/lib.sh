# shellcheck shell=bash
# lib.sh: what run and kernel share. They stand in the source tree's root.

build=build/corpus
frames=$build/frames
# What is tried, unless an option names another.
# shellcheck disable=SC2034
p2pctl=ctl/p2pctl signatures=ctl/signatures/all.sig
die() { echo "${0##*/}: $*" >&2; exit 2; }

build_frames() {
	mkdir -p "$build"
	# The readers of link and IP headers are p2pctl's own, so that both read the same packets.
	"${CC:-cc}" -std=gnu11 -D_GNU_SOURCE -O2 -Wall -Wextra -iquote ctl -iquote kmod -iquote kmod/uapi -o "$frames" \
		tests/corpus/frames.c ctl/capture/{link,ip,transport}.c -lpcap
}

# captures FOLDER: the files of p2p/ and none/ in it, without the folder's name.
captures() { (cd "$1" && find p2p none -type f ! -name '.*' 2>/dev/null | grep -E '\.(p?cap|pcapng)$' | LC_ALL=C sort); }

# flows_of [FILE]...: p2pctl's verdict of each flow, as a table:
# file, protocol, source, port, destination, port, class, signature, packet, lone, packets, evidence (number of the first
# packet that matched something, 0: none), the signature of that
flows_of() {
	local status=0
	"$p2pctl" -j classify --why --signatures "$signatures" "$@" >"$build/classify.json" 2>"$build/classify.errors" || status=$?
	# A capture that is cut off is no reason to stop, but one that was not read at all is.
	[[ -s $build/classify.json || $status -eq 0 ]] || { cat "$build/classify.errors" >&2; return 1; }
	jq -r 'select(.file) | [.file, .proto, .src, .sport, .dst, .dport, .class, .signature // "-", .packet // 0, .lone,
		.packets, (.matches[0].packet // 0), (.matches[0].signature // "-")] | @tsv' "$build/classify.json"
}
