#!/bin/sh
# Bad files: what is wrong, where, with the line and a caret. No kernel is needed for that.
. "${0%/*}/lib.sh"

cat >"$work/good.sig" <<'EOF'
signature bt-handshake {
	protocol bittorrent
	transport tcp
	pattern "\x13BitTorrent protocol"
	strength proof
	source "BEP 3"
	match "\x13BitTorrent protocol"
	miss "GET / HTTP/1.1"
}
EOF
p2pctl signature check "$work/good.sig"
promise a_good_file_passes_the_check exits 0
promise a_good_file_is_summed_up says 'signatures 1, bytes '
promise a_good_file_gives_no_complaint silent_err
promise its_automata_are_counted says ', stream states 22'
p2pctl -j signature check "$work/good.sig"
promise the_states_have_their_keys "$JSON_CHECK" stream_states 22 <"$work/out"
promise gates_have_their_key "$JSON_CHECK" gates 0 <"$work/out"

"${0%/*}/../bench/gen4096" >"$work/many.sig"
p2pctl signature check "$work/many.sig"
promise as_many_signatures_as_allowed_are_compiled says 'signatures 4096, bytes '
"${0%/*}/../bench/gen4096" >"$work/again.sig"
promise the_generator_repeats_itself cmp "$work/many.sig" "$work/again.sig"

# What troff shows of the example.
sed -n '/^\.SH EXAMPLE/,/^\.fi/p' ctl/man/p2p-signatures.5 |
	sed -n '/^\.nf/,/^\.fi/{/^\./d; s/\\(dq/"/g; s/\\-/-/g; s/\\e/\\/g; p}' >"$work/example.sig"
p2pctl signature check "$work/example.sig"
promise the_example_of_the_manual_passes_the_check says 'signatures 2, bytes '

cd "$work" || exit 1
cat >bad.conf <<'EOF'
subscriber bob {
	prefix 10.1.0.0/24
	sanction scope p2p action dropp
}
EOF
p2pctl apply bad.conf
promise an_error_has_place_line_and_carets fails_exactly 1 <<'EOF'
bad.conf:3:28-32: Error: action cannot be "dropp": it is count, mark, limit, reject or drop
	sanction scope p2p action dropp
	                          ^^^^^
EOF

p2pctl -j apply bad.conf
promise an_error_is_json_in_json_mode json_fails 1 error.line 3
promise a_json_error_has_its_column json_fails 1 error.column 28
promise a_json_error_has_the_exit_code json_fails 1 error.exit 1
promise a_json_error_has_the_source_line json_fails 1 error.source '	sanction scope p2p action dropp'
promise a_json_error_names_the_file json_fails 1 error.file bad.conf

p2pctl -p apply bad.conf
promise pretty_errors_are_json_too json_fails 1 error.line 3

p2pctl diff bad.conf
promise diff_reads_as_apply_does fails 1 'bad.conf:3:28-32'

p2pctl signature check good.sig bad.conf
promise a_bad_file_among_good_ones_is_found fails 1 'bad.conf:3:28-32'

p2pctl signature check good.sig good.sig
promise a_signature_written_in_two_files_is_found fails 1 'exists already'

echo '# nothing' >empty.sig
p2pctl signature check empty.sig
promise a_file_that_says_nothing_is_refused fails 1 'there is nothing in the files'

p2pctl signature check 'odd *[name].sig'
promise a_missing_file_is_named fails 1 'odd *[name].sig'
cp good.sig 'odd *[name].sig'
cp good.sig 'odd xn.sig'
printf 'signature other {\nprotocol bittorrent\ntransport udp\npattern "\\x00\\x01\\x02abcdefgh"\nstrength proof\n}\n' >other.sig
p2pctl -j signature check 'odd *[name].sig' other.sig
promise a_file_name_means_itself "$JSON_CHECK" signatures 2 <"$work/out"

p2pctl signature load bad.conf
promise load_compiles_before_it_asks_the_kernel fails 1 'bad.conf:3:28-32'

sed '/sanction/d' bad.conf >subscriber.conf
p2pctl signature load subscriber.conf
promise load_takes_signatures_only fails 1 'use p2pctl apply'

head -c 100000 /dev/urandom >random.conf
p2pctl apply random.conf
promise noise_is_an_error exits 1
p2pctl -j apply random.conf
promise noise_gives_valid_json "$JSON_CHECK" error.message <"$work/err"

finish
