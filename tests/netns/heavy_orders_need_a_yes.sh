#!/bin/sh
# An order that cuts somebody off, or that hits more subscribers than was said, is not given unless somebody says yes.
. "${0%/*}/../lib.sh"

sanctions() { status_get sanctions; }

# refused WORD ARGUMENT...: not given without a yes; the question names the number of those hit.
refused() {
	word=$1
	shift
	generation=$(status_get generation)
	expect_status 1 - p2pctl -n router "$@"
	case $complaint in *"$word"*"say --yes"*) ;; *) fail "the question does not tell '$word'" ;; esac
	expect_eq generation "$generation" "$(status_get generation)"
}

topology
apply <<-EOF
	subscriber alice { $alice }
	subscriber bob { $bob }
	subscriber carol { prefix 10.3.0.0/24 }
EOF
ctl sanction add alice scope p2p action drop
refused 'Sanction 1 subscriber, 1 of them cut off' sanction add bob scope all action drop
refused 'Sanction 1 subscriber' --most 0 sanction add bob scope p2p action count
ctl -y sanction add bob scope all action drop
expect_eq sanctions 2 "$(sanctions)"

cat >/tmp/more <<-EOF
	subscriber alice { $alice; sanction scope p2p action count }
	subscriber bob { $bob; sanction scope all action drop }
	subscriber carol { prefix 10.3.0.0/24; sanction scope p2p action count }
EOF
refused 'Sanction 2 subscribers' --most 1 apply /tmp/more
ctl --most 1 apply -c /tmp/more
ctl --most 2 apply /tmp/more
expect_eq sanctions 3 "$(sanctions)"
# What is there already hits nobody anew.
ctl --most 0 apply /tmp/more
sed -i 's/count/drop/; s/scope p2p/scope all/' /tmp/more
refused 'Sanction 2 subscribers, 2 of them cut off' apply /tmp/more
: >/tmp/nothing
refused 'Remove all 3 subscribers' --most 2 apply /tmp/nothing
refused 'Remove all 3 subscribers and their 3 sanctions' subscriber flush
ctl -y subscriber flush
expect_eq sanctions 0 "$(sanctions)"
# A file that names nobody, an empty one for example, is meant seldom.
ctl -y subscriber flush
ctl subscriber set alice prefix 10.1.0.0/24
: >/tmp/empty
expect_status 1 - p2pctl -n router apply /tmp/empty
expect_eq subscribers 1 "$(status_get subscribers)"
ctl -y apply /tmp/empty
expect_eq subscribers 0 "$(status_get subscribers)"
