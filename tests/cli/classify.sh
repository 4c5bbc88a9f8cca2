#!/bin/sh
# shellcheck disable=SC2317 # promises call functions by name
# Captures: each flow with its class and the reason, as the module would have it. No kernel is needed.
. "${0%/*}/lib.sh"

signatures=$PWD/ctl/signatures/all.sig
recorded=$(find tests/captures -name edonkey-amule.pcap)

# classify [OPTION]... FILE...
classify() { p2pctl classify --signatures "$signatures" "$@"; }
classify_json() { p2pctl -j classify --signatures "$signatures" "$@"; }

# json LINE PATH VALUE: what a line of the output says.
json() { sed -n "$1p" "$work/out" | "$JSON_CHECK" "$2" "$3"; }
line() { sed -n "$1p" "$work/out" | grep -q "$2"; }
json_err() { "$JSON_CHECK" "$1" "$2" <"$work/err"; }
lines() { [ "$(wc -l <"$work/out")" -eq "$1" ]; }

id=3031323334353637383940414243444546474849
handshake=13426974546f7272656e742070726f746f636f6c0000000000000000${id}2d5858303030302d6162636465666768696a6b6c

# A handshake over TCP, a web page, and a datagram that says nothing.
"$MAKE_PCAP" >"$work/three.pcap" <<END
tcp 1 2 0x02 100 0 -
tcp 2 1 0x12 500 101 -
tcp 1 2 0x10 101 501 $handshake
udp 3 4 00
tcp 5 6 0x02 100 0 -
tcp 6 5 0x12 500 101 -
tcp 5 6 0x10 101 501 474554202f20485454502f312e310d0a
tcp 6 5 0x10 501 117 485454502f312e3120323030204f4b0d0a
END

classify "$work/three.pcap"
promise a_capture_is_classified exits 0
promise a_flow_shows_class_signature_packet_and_offset \
	says 'bittorrent     tcp 10.0.0.1:1001 > 10.0.0.2:1002 by bittorrent-handshake in packet 3 at 20 content-id '"$id"
promise a_flow_shows_packets_and_bytes says ", packets 3, bytes 188"
promise flows_come_by_first_packet line 2 '^undecided *udp 10.0.0.3:1003'
promise the_last_line_sums_up says "$work/three.pcap: packets 8, flows 3: undecided 1, other 1, bittorrent 1"
promise nothing_is_complained_of silent_err

classify --why "$work/three.pcap"
promise why_shows_each_match says '  packet 3 at 20 bittorrent-handshake, proof'

classify --class p2p "$work/three.pcap"
promise the_class_p2p_shows_all_protocols eval 'lines 2 && says "bittorrent "'
classify --class undecided "$work/three.pcap"
promise the_undecided_can_be_asked_for eval 'lines 2 && says "undecided "'
classify --class other --class p2p "$work/three.pcap"
promise the_last_class_counts eval 'lines 2 && says "bittorrent "'
classify --class bittorent "$work/three.pcap"
promise an_unknown_class_is_refused fails 1 '"bittorent"'

classify_json --why "$work/three.pcap"
promise json_is_one_object_a_line eval 'lines 3 && json 1 proto tcp && json 2 proto udp && json 3 class other'
promise json_names_both_ends eval 'json 1 src 10.0.0.1 && json 1 sport 1001 && json 1 dst 10.0.0.2 && json 1 dport 1002'
promise json_has_the_decision eval 'json 1 signature bittorrent-handshake && json 1 packet 3 && json 1 offset 20'
promise json_has_the_content_id json 1 content_id "$id"
promise json_has_null_for_what_is_not eval 'json 2 signature null && json 2 content_id null && json 2 offset null'
promise json_counts_packets_and_bytes eval 'json 1 packets 3 && json 1 bytes 188'
promise json_has_the_matches json 1 matches.0.strength proof

# The same in the middle of a connection.
"$MAKE_PCAP" >"$work/midflow.pcap" <<END
tcp 1 2 0x10 5000 700 $handshake
END
classify "$work/midflow.pcap"
promise a_decision_without_the_start_says_so says 'by bittorrent-handshake-midflow in packet 1 mid-flow on'

p2pctl_stdin() {
	status=0
	"$P2PCTL" classify --signatures "$signatures" - <"$work/three.pcap" >"$work/out" 2>"$work/err" || status=$?
}
p2pctl_stdin
promise standard_input_is_read eval 'exits 0 && says "(standard input): packets 8, flows 3"'

classify "$work/three.pcap" "$work/midflow.pcap"
promise each_file_is_summed_up eval 'says "three.pcap: packets 8, flows 3" && says "midflow.pcap: packets 1, flows 1"'

p2pctl classify "$work/midflow.pcap" --signatures "$signatures"
promise options_may_stand_behind_files eval 'exits 0 && says "midflow.pcap: packets 1, flows 1"'
p2pctl classify "$work/midflow.pcap" --signatures "$signatures" -j
promise an_option_in_the_wrong_place_is_refused_first fails 1 'classify has no option "-j"'
cp "$work/midflow.pcap" "$work/--why"
p2pctl classify --signatures "$signatures" -- "$work/--why"
promise behind_two_dashes_all_are_files says '/--why: packets 1, flows 1'

# --- What cannot be read ---

head -c 300 "$work/three.pcap" >"$work/cut.pcap"
classify "$work/cut.pcap"
promise what_was_read_of_a_cut_file_is_shown says 'by bittorrent-handshake in packet 3'
promise a_cut_file_is_an_error_with_its_packet eval 'exits 1 && complains "cut.pcap: cannot be read behind packet 3: truncated"'
classify_json "$work/cut.pcap"
promise a_cut_file_is_an_error_in_json eval 'exits 1 && json_err error.exit 1 && json 1 class bittorrent'
classify "$work/cut.pcap" "$work/midflow.pcap"
promise the_next_file_is_read_all_the_same eval 'exits 1 && says "midflow.pcap: packets 1"'

classify "$work/none.pcap"
promise a_missing_file_is_named fails 1 'none.pcap: cannot be read: No such file'
echo 'this is no capture, whatever its name says' >"$work/text.pcap"
classify "$work/text.pcap"
promise what_is_no_capture_is_told fails 1 'text.pcap: cannot be read: unknown file format'
: >"$work/empty.pcap"
classify "$work/empty.pcap"
promise an_empty_file_is_told fails 1 'empty.pcap: cannot be read'
# The type of the links stands in bytes 20 to 23.
{ head -c 20 "$work/three.pcap"; printf '\273\000\000\000'; tail -c +25 "$work/three.pcap"; } >"$work/link.pcap"
classify "$work/link.pcap"
promise an_unknown_link_type_is_named fails 1 'link type 187 (BLUETOOTH_HCI_H4) is not supported'

"$MAKE_PCAP" >"$work/odd.pcap" <<END
hex 45
hex 4400001400000000400600000a0000010a000002
udp 1 2 00
END
classify "$work/odd.pcap"
promise what_cannot_be_decoded_is_counted eval 'exits 0 && complains "odd.pcap: 2 of 3 packets could not be decoded"'
promise and_the_rest_is_classified says 'packets 3, flows 1: undecided 1'
classify_json "$work/odd.pcap"
promise json_tells_the_count_on_stderr "$JSON_CHECK" warnings.0.message <"$work/err"

# --- The command line ---

p2pctl classify --help
promise help_shows_the_arguments says 'classify [--why] [--class CLASS] [--signatures FILE] FILE...'
p2pctl classify
promise a_capture_is_wanted fails 1 'at least one capture'
p2pctl classify --wy "$work/three.pcap"
promise an_unknown_option_is_quoted fails 1 '"--wy"'
p2pctl classify --signatures
promise an_option_wants_its_value fails 1 '"--signatures"'
p2pctl classify --signatures "$work/none.sig" "$work/three.pcap"
promise missing_signatures_are_named fails 1 none.sig
: >"$work/empty.sig"
p2pctl classify --signatures "$work/empty.sig" "$work/three.pcap"
promise signatures_without_any_are_refused fails 1 'there is no signature in'
if [ -e /usr/share/nf_p2p/signatures/all.sig ]; then
	skip without_installed_signatures_the_way_is_told 'they are installed here'
else
	p2pctl classify "$work/three.pcap"
	promise without_installed_signatures_the_way_is_told fails 1 'classify --signatures ctl/signatures/all.sig FILE'
fi

# --- A real session ---

classify_json "$recorded"
promise a_recorded_session_is_recognised eval 'exits 0 && json 1 proto udp && json 2 class edonkey && json 2 packet 6'
promise a_recorded_session_has_no_warning silent_err

finish
