#!/bin/sh
# To look is a privilege like to change, and so is to listen. A capability of a user namespace is none for a command,
# unless the module was told so. (Who may join a group in a network namespace that a user namespace owns is generic
# netlink's own business.)
. "${0%/*}/../lib.sh"

commands='status-get stats-get ruleset-get signature-get subscriber-get garden-get content-get transaction-begin
	transaction-commit transaction-abort settings-set ruleset-set subscriber-set subscriber-del subscriber-flush
	bypass-set garden-set content-set content-del content-flush join'

# as_other COMMAND...: as the root of a user namespace, in a network namespace of its own
as_other() { unshare -U -r -n "$@"; }

topology
on - p2praw --netns router status-get , dump subscriber-get , join
for command in $commands; do
	case $command in
	ruleset-get | signature-get | garden-get | content-get) word="dump $command" ;;
	*) word=$command ;;
	esac
	# shellcheck disable=SC2086 # one word or two
	answer=$(p2praw --netns router --powerless $word) || true
	expect_eq answer "$command: EPERM" "${answer%% at*}"
	# shellcheck disable=SC2086
	answer=$(as_other p2praw $word) || true
	[ "$command" = join ] || expect_eq 'answer in a user namespace' "$command: EPERM" "${answer%% at*}"
done

# The administrator orders in another's namespace, as for a container of his.
unshare -U -r -n sleep 600 &
user=$!
wait_for 5 - grep -q sleep /proc/$user/comm
ip netns attach container $user
echo 'include "/usr/share/nf_p2p/signatures/all.sig"' >/tmp/policy
on - p2pctl -n container -y apply /tmp/policy
expect_eq 'entries for a container' 65536 "$(p2pctl -n container -j status | member flows_max)"
kill $user
ip netns delete container

ip netns delete router
rmmod nf_p2p
modprobe nf_p2p userns=1
ip netns add router
on - as_other p2praw status-get , join , bypass-set 7=u8:0
on - as_other sh -c 'p2pctl -y apply /tmp/policy && p2pctl -j status' >/tmp/status
expect_eq 'entries for a user' 4096 "$(member flows_max </tmp/status)"
awk 'BEGIN { for (i = 0; i <= 4096; i++) printf "subscriber s%d { prefix 10.%d.%d.0/24 }\n", i, i / 256, i % 256 }' >/tmp/too-many
sed '$d' /tmp/too-many >/tmp/as-many
on - as_other p2pctl -y apply /tmp/as-many
expect_status 2 - as_other p2pctl -y apply /tmp/too-many
echo "$complaint" | grep -q 'no room for more subscribers' || fail "another complaint: $complaint"
expect_status 1 - p2praw --netns router --powerless status-get
