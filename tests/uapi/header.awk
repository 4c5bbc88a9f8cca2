# Reads uapi/nf_p2p.h and prints what it promises, one fact a line: the same facts as yaml.awk and in the same words.
#
#	family NAME VERSION GROUP | const NAME NUMBER | member ENUM NAME NUMBER | type ATTRIBUTE TYPE [ENUM] [repeated]

function shifted(n, bits) {
	while (bits-- > 0)
		n *= 2
	return n
}

function number(text) {
	gsub(/[()u]/, "", text)
	if (text ~ /<</) {
		split(text, part, / *<< */)
		return shifted(part[1], part[2])
	}
	return text + 0
}

function attribute_type(name, comment,    type) {
	if (name ~ /_PAD$/)
		return "pad"
	if (match(comment, /\/\* (u8|u16|u32|u64|string|binary|nest|flag)/))
		type = substr(comment, RSTART + 3, RLENGTH - 3)
	else
		type = all_type
	if (match(comment, /enum p2p_[a-z_]+/))
		type = type " " substr(comment, RSTART + 5, RLENGTH - 5)
	return comment ~ /repeated/ ? type " repeated" : type
}

# Behind it the format of the ruleset is described, of which netlink carries only the size.
/^\/\* The compiled ruleset:/ { blob = 1 }

/^#define P2P_GENL_/ { gsub(/"/, "", $3); family[$2] = $3 }

/^#define P2P_[A-Z_]+[ \t]+[(0-9]/ && $2 !~ /^P2P_GENL_/ && (!blob || $2 == "P2P_BLOB_MAX") {
	text = $0
	sub(/^#define P2P_[A-Z_]+[ \t]+/, "", text)
	sub(/[ \t]*\/\*.*/, "", text)
	print "const", $2, number(text)
}

/all u64/ { all_type = "u64" }

/^enum p2p_/ && !blob { enum = $2; value = 0; next }
/^};/ { enum = ""; all_type = "none" }

enum && /^\tP2P_[A-Z0-9_]+/ {
	match($0, /P2P_[A-Z0-9_]+/)
	name = substr($0, RSTART, RLENGTH)
	if (match($0, /= [0-9]+/))
		value = substr($0, RSTART + 2, RLENGTH - 2) + 0
	if (name !~ /_UNSPEC$/ && $0 !~ /= __P2P/) {
		print "member", enum, name, value
		if (enum ~ /_attr$/)
			print "type", name, attribute_type(name, $0)
	}
	value++
}

END { print "family", family["P2P_GENL_NAME"], family["P2P_GENL_VERSION"], family["P2P_GENL_EVENTS"] }
