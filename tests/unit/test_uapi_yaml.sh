#!/bin/sh
# test_uapi_yaml.sh: nf_p2p.h, nf_p2p.yaml and the policies of the module say the same. Needs a POSIX awk.
set -eu
cd "$(dirname "$0")/../.."

header=kmod/uapi/nf_p2p.h
yaml=kmod/uapi/nf_p2p.yaml
family=kmod/netlink_family.c
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
# mawk writes large numbers as powers of ten.
awk="awk -v CONVFMT=%.0f -v OFMT=%.0f"

facts() { LC_ALL=C sort -u; }

# check NAME LEFT RIGHT: both files hold the same facts, and not just none.
check() {
	if [ -s "$2" ] && diff -u "$2" "$3" >"$work/difference"; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		sed 's/^/# /' "$work/difference"
		status=1
	fi
}

# must_differ NAME FILE SCRIPT: the comparison notices what sed changes.
must_differ() {
	sed "$3" "$2" >"$work/changed"
	case $2 in
	"$header") $awk -f tests/uapi/header.awk "$work/changed" | facts >"$work/left"; right=$work/yaml ;;
	"$family") $awk -f tests/uapi/policy.awk "$header" "$work/changed" | facts >"$work/left"; right=$work/yaml_policy ;;
	esac
	if cmp -s "$2" "$work/changed" || cmp -s "$work/left" "$right"; then
		echo "not ok - $1"
		status=1
	else
		echo "ok - $1"
	fi
}

$awk -f tests/uapi/header.awk "$header" | facts >"$work/header"
$awk -f tests/uapi/yaml.awk "$yaml" | facts >"$work/yaml"
$awk -f tests/uapi/policy.awk "$header" "$family" | facts >"$work/policy"
$awk -v policy=1 -f tests/uapi/yaml.awk "$yaml" | facts >"$work/yaml_all"

# The policies speak of what may be sent; the specification also of what is only received.
cut -d ' ' -f 2 "$work/policy" | sort -u >"$work/sendable"
awk 'NR == FNR { sendable[$1] = 1; next } $1 != "policy" || $2 in sendable' "$work/sendable" "$work/yaml_all" |
	facts >"$work/yaml_policy"

check 'header and specification name the same constants, members, numbers and types' "$work/header" "$work/yaml"
check 'module and specification accept the same attributes within the same limits' "$work/policy" "$work/yaml_policy"

must_differ 'a member that is missing is noticed' "$header" '/P2P_STATUS_A_FLOWS,/d'
must_differ 'a number that differs is noticed' "$header" 's/P2P_CLASS_GNUTELLA\t= 19/P2P_CLASS_GNUTELLA = 30/'
must_differ 'members in another order are noticed' "$header" 's/P2P_CMD_STATUS_GET/P2P_CMD_X/;s/P2P_CMD_STATS_GET/P2P_CMD_STATUS_GET/;s/P2P_CMD_X/P2P_CMD_STATS_GET/'
must_differ 'a type that differs is noticed' "$header" '/P2P_A_HOLDER,/s/u32/u64/'
must_differ 'a constant that differs is noticed' "$header" '/P2P_KEY_MAX/s/63/64/'
must_differ 'a limit of a policy that differs is noticed' "$family" '/\[P2P_PREFIX_A_LENGTH\]/s/128/64/'
must_differ 'a policy of another type is noticed' "$family" '/\[P2P_PREFIX_A_ZONE\]/s/U16/U32/'
must_differ 'a message with another attribute is noticed' "$family" '/\[P2P_A_FORCE\]/d'

echo "1..10"
exit $status
