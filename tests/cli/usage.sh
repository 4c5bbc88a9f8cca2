#!/bin/sh
# The command line: help, misuse, exit codes.
. "${0%/*}/lib.sh"

p2pctl --help
promise help_succeeds_on_stdout exits 0
promise help_is_not_on_stderr silent_err
promise help_lists_verbs says 'signature check FILE...'
promise help_tells_exit_codes says '5 differences found'

p2pctl signature --help
promise help_of_an_object_lists_its_verbs says 'signature load FILE...'
promise help_of_an_object_has_no_others eval '! says sanction'

p2pctl sanction add --help
promise help_of_a_verb_shows_its_arguments says 'KEY scope p2p|listed|all'

p2pctl subscriber show alice --help
promise help_behind_a_key_shows_the_arguments says 'Usage: p2pctl subscriber show KEY'

p2pctl sanction list ending within foo
promise no_length_of_time_is_told_as_such fails 1 'ending: that is no length of time'

p2pctl --version
promise version_is_told says 'p2pctl '

p2pctl signature lode
promise a_misspelt_word_is_quoted_and_corrected fails 1 '"lode"; did you mean "load"?'

p2pctl sig list
promise words_are_not_abbreviated fails 1 'there is no command "sig"'

p2pctl --jso status
promise options_are_not_abbreviated fails 1 '"--jso"'

p2pctl --frobnicate status
promise an_unknown_option_is_refused fails 1 '"--frobnicate"'

p2pctl subscriber
promise a_missing_verb_is_told fails 1 'list, show, set, del, flush'

p2pctl subscriber show
promise a_missing_key_is_told fails 1 'key of a subscriber is missing'

p2pctl status now
promise a_word_too_many_is_quoted fails 1 '"now" is one word too many'

p2pctl subscriber show "$(printf '%064d' 0)"
promise a_key_of_64_bytes_is_too_long fails 1 '1 to 63 bytes'

p2pctl subscriber show 0xabc
promise half_a_byte_is_no_key fails 1 'two for each'

p2pctl monitor kind decided sanction-hot
promise an_unknown_kind_of_event_tells_the_known_ones fails 1 'decided, sanction-began, sanction-ended, sanction-hit or sanction-changed'

p2pctl monitor subscriber bob subscriber eve
promise one_subscriber_is_monitored fails 1 '"subscriber" is said twice'

p2pctl stats --watch 0
promise an_interval_is_not_nothing fails 1 '0 seconds are too few'

p2pctl stats watch soon
promise an_interval_is_a_number fails 1 '"soon"'

p2pctl stats --watch 1 2
promise one_interval_is_enough fails 1 '"2" is one word too many'

p2pctl top batch many
promise a_number_of_batches_is_a_number fails 1 '"many"'

p2pctl top batch 1 every 0
promise top_has_an_interval fails 1 '0 seconds are too few'

p2pctl top batch 0
promise no_batch_is_too_few fails 1 '0 times are too few'

p2pctl sanction add bob scope all action drop --yes
promise options_stand_before_the_command fails 1 '--yes stands before the command: p2pctl --yes sanction'

p2pctl sanction add bob scope p2p action drop until +99999999w
promise an_end_has_a_date fails 1 'after the year 9999'

p2pctl top every
promise an_interval_is_said fails 1 '"every" wants a value'

p2pctl whois
promise whois_wants_an_address fails 1 'the address is missing'

p2pctl whois 10.0.0.0/24
promise whois_wants_no_prefix fails 1 '"10.0.0.0/24" is a prefix'

p2pctl whois 10.0.0.300
promise whois_quotes_what_is_no_address fails 1 '"10.0.0.300"'

p2pctl whois 10.0.0.1 zone 65536
promise whois_tells_the_largest_zone fails 1 65535

p2pctl subscriber set bob prefix 10.0.0.0/33
promise a_prefix_too_long_tells_the_range fails 1 '0 to 32'

p2pctl subscriber set bob prefix 10.0.0.1/24
promise host_bits_are_refused fails 1 '10.0.0.1/24'

p2pctl subscriber set bob prefix 10.0.0.0/24 zone 65536
promise a_zone_too_large_is_refused fails 1 65535

p2pctl subscriber set bob zone 1 prefix 10.0.0.0/24
promise a_zone_needs_its_prefix fails 1 'behind the prefix'

p2pctl subscriber set bob
promise a_subscriber_needs_a_prefix_word fails 1 '"prefix" is missing'

p2pctl sanction add bob scope p2p
promise a_sanction_needs_an_action fails 1 '"action" is missing'

p2pctl sanction add bob scope p2p scope all action drop
promise nothing_is_said_twice fails 1 '"scope" is said twice'

p2pctl sanction add bob scope p2p action mark
promise a_mark_needs_a_value fails 1 'VALUE/MASK'

p2pctl sanction add bob scope p2p action dropp
promise an_unknown_action_tells_the_known_ones fails 1 'count, mark, limit, reject or drop'

p2pctl sanction add bob scope p2p action drop until yesterday
promise a_bad_time_is_quoted fails 1 '"yesterday"'

p2pctl garden add
promise an_entry_of_the_garden_needs_a_prefix fails 1 'the prefix is missing'

p2pctl garden add 10.0.0.1/8
promise a_prefix_with_host_bits_is_corrected fails 1 '10.0.0.0/8 was probably meant'

p2pctl garden add 10.0.0.0/8 port 53
promise ports_need_their_protocol fails 1 'only tcp and udp have ports'

p2pctl garden del 10.0.0.0/8 protocol tcp port 443-80
promise a_range_of_ports_has_an_order fails 1 '"443-80"'

p2pctl content add films
promise content_add_wants_ids fails 1 'NAME HASH...'

p2pctl content add films 1234
promise what_is_no_content_id_is_quoted fails 1 '"1234" is none: a content id has 40 hexadecimal digits (info-hash) or 32 (eD2k)'

p2pctl content load films
promise content_load_wants_a_file fails 1 'NAME FILE [except]'

p2pctl content load films /nonexistent
promise a_file_of_hashes_that_is_not_there_is_named fails 1 '"/nonexistent": No such file'

p2pctl content show "$(printf 'a\tb')"
promise a_list_has_a_printable_name fails 1 'printable ASCII'

p2pctl sanction add bob scope p22p action drop
promise an_unknown_scope_tells_the_known_ones fails 1 'p2p, listed or all'

p2pctl settings set mark-mask 0x0f0f0000
promise a_mark_mask_has_8_adjacent_bits fails 1 '0x0f0f0000'

p2pctl transaction abort
promise an_abort_wants_force fails 1 --force

p2pctl sanction add bob scope all action drop
promise a_disconnection_asks_first fails 1 '"Sanction 1 subscriber, 1 of them cut off from everything?": say --yes'

p2pctl default set scope p2p action drop
promise a_default_that_does_more_than_count_asks_first fails 1 '"Sanction everybody who is no subscriber?": say --yes'

p2pctl default set scope p2p action limit 1mbit
promise a_default_has_no_limit fails 1 'limit and reject need a subscriber'

p2pctl sanction add bob scope p2p action count from +2d until +1d
promise an_end_before_the_start_is_refused fails 1 'would end before it begins'

p2pctl sanction add bob scope p2p action count reason ''
promise a_reason_is_not_empty fails 1 'a reason cannot be empty'

p2pctl --most 0 sanction add bob scope p2p action count
promise an_order_that_hits_more_than_was_said_asks_first fails 1 '"Sanction 1 subscriber?": say --yes'

p2pctl --most some sanction del bob
promise a_number_that_is_none_is_refused fails 1 '"some"'

p2pctl --wait=-1 sanction del bob
promise a_negative_time_to_wait_is_refused fails 1 '"-1"'

p2pctl apply
promise apply_wants_a_file fails 1 'one file'

p2pctl -n ../etc status
promise a_namespace_is_no_path fails 1 '"../etc"'

p2pctl -n no-such-namespace status
promise a_missing_namespace_is_told fails 3 '"no-such-namespace"'

finish
