# Reads uapi/nf_p2p.h for the constants and then netlink_family.c, and prints what the module accepts; see yaml.awk.

function shifted(n, bits) {
	while (bits-- > 0)
		n *= 2
	return n
}

function number(text) {
	gsub(/[()u]/, "", text)
	if (text in consts)
		return consts[text]
	if (text ~ /<</) {
		split(text, part, / *<< */)
		return shifted(part[1], part[2])
	}
	return text + 0
}

function type_of(text) { sub(/^NLA_/, "", text); return tolower(text) }

# The macro's name and arguments, and what they mean in the words of the specification.
function meaning(text,    macro, n, type, low, high) {
	if (match(text, /\.type = NLA_[A-Z0-9]+/))
		return type_of(substr(text, RSTART + 8, RLENGTH - 8))
	macro = text; sub(/\(.*/, "", macro); sub(/^NLA_POLICY_/, "", macro)
	sub(/^[^(]*\(/, "", text); sub(/\),?$/, "", text)
	n = split(text, argument, /, */)
	type = type_of(argument[1])
	if (macro == "NESTED")
		return "nest"
	if (macro == "VALIDATE_FN")
		return type (n > 2 ? " max-len=" number(argument[3]) : "")
	if (macro == "MIN")
		return type " min=" number(argument[2])
	if (macro == "MAX")
		return type " max=" number(argument[2])
	if (macro == "FULL_RANGE") {
		low = range_min[substr(argument[2], 2)]; high = range_max[substr(argument[2], 2)]
	} else if (macro == "RANGE") {
		low = number(argument[2]); high = number(argument[3])
	} else
		return "unknown " macro
	if (type == "binary")
		return type " min-len=" low " max-len=" high
	return type (low ? " min=" low : "") " max=" high
}

FNR == 1 { file++ }

file == 1 && /^#define P2P_[A-Z_]+[ \t]+[(0-9]/ {
	text = $0
	sub(/^#define P2P_[A-Z_]+[ \t]+/, "", text)
	sub(/[ \t]*\/\*.*/, "", text)
	consts[$2] = number(text)
}
file == 1 { next }

/^static struct netlink_range_validation/ {
	name = $4
	range_min[name] = match($0, /\.min = [A-Za-z0-9_]+/) ? number(substr($0, RSTART + 7, RLENGTH - 7)) : 0
	range_max[name] = match($0, /\.max = [A-Za-z0-9_]+/) ? number(substr($0, RSTART + 7, RLENGTH - 7)) : 0
}

/^static const struct nla_policy/ { table = $5; sub(/\[.*/, "", table) }
/^};/ { table = "" }

table && /^\t\[P2P_[A-Z0-9_]+\] = / && !/READ_ONLY/ {
	attribute = $1; gsub(/[][]/, "", attribute)
	text = $0; sub(/^[^=]*= /, "", text)
	print "policy", attribute, meaning(text)
	members[table] = members[table] " " attribute
}

/\.cmd = P2P_CMD_/ { command = $3; sub(/,/, "", command) }
/\.doit = / { print "op", command, "do" }
/\.dumpit = / { print "op", command, "dump" }
/^\t\tMESSAGE\(/ {
	table_name = $0; gsub(/.*\(|\).*/, "", table_name)
	n = split(members[table_name], member, " ")
	for (i = 1; i <= n; i++)
		print "request", command, member[i]
}
