#!/bin/sh
# The completion of bash offers what the command table holds: its words are those of the help.
. "${0%/*}/lib.sh"

# offers WORD...: what bash completes behind "p2pctl WORD..." when the last word is half written, in one line, sorted.
# shellcheck disable=SC2317 # called by promise
offers() {
	PATH=${P2PCTL%/*}:$PATH bash -c '
		p2pctl() { "$P2PCTL" "$@"; }
		compopt() { :; }
		. ctl/completion/p2pctl
		COMP_WORDS=(p2pctl "$@")
		COMP_CWORD=$#
		_p2pctl
		printf "%s\n" "${COMPREPLY[@]}"' bash "$@" 2>"$work/err" | LC_ALL=C sort -u | tr '\n' ' '
}

# offered WANTED WORD...
# shellcheck disable=SC2317 # called by promise
offered() {
	wanted=$1
	shift
	offers "$@" >"$work/out"
	echo "#   wanted: $wanted"
	[ "$(cat "$work/out")" = "$wanted" ]
}

status=0
P2PCTL=$(cd "${P2PCTL%/*}" && pwd)/${P2PCTL##*/}
export P2PCTL

# The first words of the commands, and the verbs of each object, as the help has them.
"$P2PCTL" --help | sed -n '1,/^Commands/d; s/^  \([a-z][a-z]*\) .*/\1/p' | LC_ALL=C sort -u >"$work/commands"
promise there_are_commands grep -qx flow "$work/commands"
promise objects_are_those_of_the_help offered "$(tr '\n' ' ' <"$work/commands")" ''
while read -r object; do
	"$P2PCTL" "$object" --help | sed -n "s/^  p2pctl $object \([a-z]*\) .*/\1/p" | LC_ALL=C sort -u >"$work/verbs"
	[ -s "$work/verbs" ] || continue
	promise "verbs_of_$object" offered "$(tr '\n' ' ' <"$work/verbs")" "$object" ''
done <"$work/commands"
promise all_options offered '--color --help --json --most --netns --pretty --version --wait --yes ' --

promise names_of_sanction_add offered 'action burst from reason scope until ' sanction add bob ''
promise names_of_default_set offered 'action from reason scope until ' default set ''
promise names_of_sanction_list offered 'action ending prefix scope ' sanction list ''
promise names_of_flow_list offered 'class prefix proto subscriber ' flow list ''
promise names_behind_options offered 'class prefix proto subscriber ' -j --most 5 flow list proto tcp ''
promise names_of_subscriber_set offered 'prefix zone ' subscriber set bob ''
promise names_of_settings_set offered 'capture enforce mark-mask nested ' settings set ''
promise names_of_garden_add offered 'port protocol ' garden add 10.0.0.0/8 ''
promise a_prefix_is_not_guessed offered ' ' garden add ''
promise protocols_of_the_garden offered 'dccp icmp icmpv6 sctp tcp udp ' garden del 10.0.0.0/8 protocol ''
promise kind_of_content_load offered 'except ' content load films hashes.txt ''
promise scopes offered 'all listed p2p ' sanction add bob scope ''
promise names_of_monitor offered 'kind subscriber ' monitor ''
promise kinds_of_events offered 'sanction-began sanction-changed sanction-ended sanction-hit ' monitor kind sanction-
promise names_of_top offered 'batch every ' top ''
promise names_of_top_batch offered 'every ' top batch 3 ''
promise names_of_whois offered 'zone ' whois 10.1.0.7 ''
promise actions offered 'count drop limit mark reject ' sanction add bob action ''
promise ending_within offered 'within ' sanction list ending ''
finish
