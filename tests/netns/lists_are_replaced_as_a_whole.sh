#!/bin/sh
# Content lists become what the file or the order says, unchanged ones are left alone, and what was saved comes back.
. "${0%/*}/../lib.sh"

one=1111111111111111111111111111111111111111 two=2222222222222222222222222222222222222222
short=33333333333333333333333333333333

# expect_list NAME ID...: what is on it, in order
expect_list() {
	name=$1
	shift
	expect_eq "list $name" "$*" "$(p2pctl -n router content show "$name" | tr '\n' ' ' | sed 's/ $//')"
}

topology
apply <<-EOF
	content films { $two; $short; $one; $two }
	content "old ones \"x\"" except { $one }
	content empty { }
EOF
expect_list films $one $two $short
expect_list 'old ones "x"' $one
expect_list empty
expect_eq 'lists and ids' '3 4' "$(status_get lists) $(status_get listed)"
p2pctl -n router -j content list | grep -q '"name":"films","except":false,"count20":2,"count16":1' || fail "JSON of the list"
expect_eq 'JSON of its ids' "{\"name\":\"films\",\"except\":false,\"ids\":[\"$one\",\"$two\",\"$short\"]}" \
	"$(p2pctl -n router -j content show films)"

# What is saved is what was there, and applying it changes nothing.
p2pctl -n router save >/tmp/saved
generation=$(status_get generation)
ctl apply /tmp/saved
expect_eq generation "$generation" "$(status_get generation)"
ctl -y content flush
expect_status 5 router p2pctl diff /tmp/saved
ctl apply /tmp/saved
p2pctl -n router save >/tmp/again
on - cmp /tmp/saved /tmp/again

# A list that the file does not name goes; one that it names becomes what stands there; large ones come from files.
mkdir -p /tmp/lists
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%040x # number %d\r\n", i * 7919 % 5000, i; print ""; print "# end" }' \
	>/tmp/lists/hashes.txt
printf '%032x\n' 5 6 >/tmp/lists/short.txt
cat >/tmp/lists/file <<-EOF
	content films except { $one }
	content many { file "hashes.txt"; $two; file "short.txt" }
EOF
p2pctl -n router diff /tmp/lists/file >/tmp/difference && fail 'no difference'
cat >/tmp/wanted <<-EOF
	- content "empty"
	- content "old ones \\"x\\"" except
	- content "old ones \\"x\\"" $one
	- content "films"
	+ content "films" except
	- content "films" $two
	- content "films" $short
	+ content "many"
	+ content "many" # and 4903 more ids
EOF
grep -v '" 0' /tmp/difference | diff /tmp/wanted - >&2 || fail 'another difference'
expect_eq 'ids shown' 100 "$(grep -c '^+ content "many" 0' /tmp/difference)"
ctl apply /tmp/lists/file
expect_list films $one
expect_eq 'ids of the large one' '5001 2' "$(p2pctl -n router -j content list | grep many | sed 's/.*"count20":\([0-9]*\),"count16":\([0-9]*\).*/\1 \2/')"
expect_eq 'ids in order' "$(p2pctl -n router content show many | sort -s -k 1,1 | head -n 5001 | cksum)" \
	"$(p2pctl -n router content show many | head -n 5001 | cksum)"
expect_status 5 router p2pctl diff /tmp/saved
expect_status 0 router p2pctl diff /tmp/lists/file

# Orders from the command line; those that name what is not there are refused and change nothing.
generation=$(status_get generation)
expect_status 2 router p2pctl content show nobody
expect_eq complaint 'Error: content list "nobody": there is no such content list' "$complaint"
expect_status 2 router p2pctl content del nobody
expect_status 1 router p2pctl content del films $one $two
expect_status 1 router p2pctl content add films 123
printf '%s\n  zz\n' $one >/tmp/bad
expect_status 1 router p2pctl content load films /tmp/bad
expect_eq generation "$generation" "$(status_get generation)"
expect_list films $one
ctl content add films $two $short
expect_list films $one $two $short
ctl content del films $one $short
expect_list films $two
ctl content add new $one
expect_list new $one
ctl content del films
expect_eq lists 2 "$(status_get lists)"
# What is to be spared does not become what is to be hit because a word was forgotten.
echo 4444444444444444444444444444444444444444 >/tmp/kind
ctl content load spared /tmp/kind except
expect_status 1 router p2pctl content load spared /tmp/kind
case $complaint in *'is an except list'*) ;; *) fail 'it does not say why' ;; esac
ctl content load spared /tmp/kind except
