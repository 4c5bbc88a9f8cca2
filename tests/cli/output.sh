#!/bin/sh
# Where output cannot go, and what is said without a kernel module.
. "${0%/*}/lib.sh"

printf 'signature s {\nprotocol bittorrent\ntransport tcp\npattern "\\x13BitTorrent protocol"\nstrength proof\n}\n' >"$work/s.sig"

if [ -w /dev/full ]; then
	for mode in '' -j; do
		status=0
		# shellcheck disable=SC2086 # none or one word
		"$P2PCTL" $mode signature check "$work/s.sig" >/dev/full 2>"$work/err" || status=$?
		promise "a_full_disk_is_an_error_${mode:-text}" eval 'exits 3 && complains "cannot write"'
	done
	status=0
	"$P2PCTL" --help >/dev/full 2>"$work/err" || status=$?
	promise help_on_a_full_disk_is_an_error exits 3
else
	skip a_full_disk_is_an_error 'no /dev/full'
fi

# The reader is gone before anything is written.
status=$({ { sleep 0.2; "$P2PCTL" signature check "$work/s.sig" 2>"$work/err"; echo $? >&3; } | true; } 3>&1)
promise a_closed_pipe_is_an_error exits 3

if [ -d /sys/module/nf_p2p ]; then
	skip no_module_is_told 'nf_p2p is loaded here'
	finish
fi
p2pctl
promise no_module_is_told fails 3 'modprobe nf_p2p'
p2pctl status
promise no_module_is_told_by_every_command fails 3 'modprobe nf_p2p'
p2pctl -j stats
promise no_module_is_json_in_json_mode json_fails 3 error.exit 3
p2pctl apply "$work/s.sig"
promise apply_without_a_module_fails fails 3 'modprobe nf_p2p'
p2pctl monitor
promise monitor_without_a_module_fails fails 3 'modprobe nf_p2p'

finish
