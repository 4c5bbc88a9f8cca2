#!/bin/sh
# Who is busy now is at the top: subscribers, classes and what sanctions do.
. "${0%/*}/../lib.sh"

started() { grep -q . /tmp/top; }

# In the interval that has all of it.
busiest() { grep -o '"subscriber":"[a-z]*"' /tmp/busy | cut -d '"' -f 4 | tr '\n' ' '; }

topology
policy <<-EOF
	subscriber alice { $alice }
	subscriber bob { $bob; sanction scope p2p action drop }
	subscriber carol { prefix 10.3.0.0/24; sanction scope all action drop }
EOF
expect_eq 'nobody is busy' '{"classes":[],"actions":[],"subscribers":[]}' \
	"$(ctl -j top batch 1 every 1 | sed 's/{.*"interval_s":[0-9.]*,/{/')"
flow4 --src "$sub1_phantom4:41000" open a:bt
p2pctl -n router -j top batch 2 every 4 >/tmp/top &
reader=$!
wait_for 10 - started
flow4 open a:bt b:junk:1000
flow4 --a sub2:eth0 --src "$sub2_phantom4" open expect=lost a:bt
wait $reader
note "$(cat /tmp/top)"
expect_eq 'one object an interval' 2 "$(grep -c '^{"time":"20.*}$' /tmp/top)"
tail -n 1 /tmp/top >/tmp/busy
expect_eq 'the busiest' 'alice bob ' "$(busiest)"
expect_eq 'classes' '"class":"bittorrent"' "$(grep -o '"class":"[a-z]*"' /tmp/busy)"
expect_eq 'actions' '"action":"drop"' "$(grep -o '"action":"[a-z]*"' /tmp/busy)"
expect_eq 'a packet dropped in 4 s' true "$(grep -qE '"action":"drop","packets_per_s":0.2' /tmp/busy && echo true)"
# Of alice 40 + 68 and 40 + 1000 bytes in 4 s, of bob 40 + 68.
expect_eq 'bytes of alice' true "$(grep -qE '"subscriber":"alice","p2p_packets_per_s":0.[45][0-9]*,"p2p_bytes_per_s":2[6-9][0-9][.]' /tmp/busy && echo true)"
ctl top batch 1 every 1 >/tmp/text
expect_eq 'a text has no escapes' 0 "$(grep -c "$(printf '\033')" /tmp/text)"
# Only those who have counters are asked for: carol has none.
expect_eq 'those that have counters' 'subscriber-get: ok 2' "$(p2praw --netns router dump subscriber-get 19=flag)"
