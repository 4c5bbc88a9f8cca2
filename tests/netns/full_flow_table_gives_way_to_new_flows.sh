#!/bin/sh
# module: none
# When the flow table is full, a flow that needs an entry takes that of one that is undecided: neither a flood of questions nor
# one of begun handshakes keeps others from being decided. Who has asked a question and no more takes that of another question.
. "${0%/*}/../lib.sh"

data='x0100303a00a1d5e700000d3e0010000000028d2e+junk:300'
topology
modprobe nf_p2p flow_max=16
policy </dev/null

note 'a flood of questions takes three quarters'
flow4 --quiet --src "$sub1_phantom4:42000" --proto udp --flows 40 a:utp-syn
expect_eq flows 12 "$(status_get flows)"
expect_stat table_full 28
flow4 --src "$sub1_phantom4:53000" --proto udp a:utp-syn b:utp-state "a:$data"
expect_class bittorrent -p udp --sport 53000
expect_stat table_full 29
note 'a flood of begun handshakes takes all but the record'
flow4 --quiet --src "$sub1_phantom4:43000" --flows 400 open a:bt:0-9
expect_eq flows 16 "$(status_get flows)"
flow4 --src "$sub1_phantom4:54000" open cut=10 a:bt
expect_class bittorrent -p tcp --sport 54000
flow4 --src "$sub1_phantom4:55000" --proto udp a:utp-syn b:utp-state "a:$data"
expect_class undecided -p udp --sport 55000
expect_eq flows 16 "$(status_get flows)"
ip netns delete router
wait_for 20 - rmmod nf_p2p
