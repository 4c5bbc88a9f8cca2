#!/bin/sh
# What nf_p2p.service runs at boot brings back the orders of the file, disconnecting ones too, without a question; what it
# runs on reload makes the kernel equal to the file as it is then, and changes nothing when the file is wrong.
. "${0%/*}/../lib.sh"

unit=/usr/share/nf_p2p/systemd/nf_p2p.service
file=/etc/p2pctl/p2pctl.conf

# unit_runs NAME: the commands of Exec...=, in turn, as systemd would: without a terminal, the first failure ends it.
unit_runs() {
	sed -n "s/^$1=//p" "$unit" >/tmp/commands
	[ -s /tmp/commands ] || fail "the unit has no $1"
	while read -r command; do
		note "$1: $command"
		# shellcheck disable=SC2086 # words
		$command </dev/null >&2 || return 1
	done </tmp/commands
}

orders() { p2pctl -j sanction list | grep -o '"action":"[a-z]*"' | cut -d '"' -f 4 | tr '\n' ' '; }

mkdir -p "${file%/*}"
# As after a boot: no module.
rmmod nf_p2p
cat >"$file" <<-EOF
	include "/usr/share/nf_p2p/signatures/all.sig"
	subscriber alice { $alice; sanction scope all action drop }
	subscriber bob { $bob; sanction scope p2p action count until +7d }
EOF
unit_runs ExecStart || fail 'the unit does not start'
expect_eq 'orders after the boot' 'drop count ' "$(orders)"
[ "$(p2pctl -j status | member signatures)" -gt 0 ] || fail 'no signatures are loaded'

echo "subscriber bob { $bob; sanction scope p2p action drop }" >"$file"
unit_runs ExecReload || fail 'the unit does not reload'
expect_eq 'orders after the reload' 'drop ' "$(orders)"
echo 'subscriber bob {' >"$file"
! unit_runs ExecReload || fail 'a broken file was taken'
expect_eq 'orders after a reload that failed' 'drop ' "$(orders)"
p2pctl -y subscriber flush
p2pctl -y signature flush
