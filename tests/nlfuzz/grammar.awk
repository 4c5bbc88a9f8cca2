# Reads what ../uapi/yaml.awk prints of uapi/nf_p2p.yaml, both forms of it, and prints the tables of grammar.h in C.

# The largest value of an integer: as a literal, for awk has no 64 bits.
function largest(kind) {
	if (kind == "u8") return "UINT8_MAX"
	if (kind == "u16") return "UINT16_MAX"
	if (kind == "u32") return "UINT32_MAX"
	return "UINT64_MAX"
}

function or_else(value, otherwise) { return value == "" ? otherwise : value }

$1 == "member" {
	number[$3] = $4
	place[$3] = count[$2]
	member[$2, count[$2]++] = $3
	if (!($2 in seen)) { seen[$2] = 1; enum[enums++] = $2 }
}

$1 == "type" {
	kind[$2] = $3
	for (i = 4; i <= NF; i++) {
		if ($i == "repeated") repeated[$2] = 1
		else named[$2] = $i
	}
}

$1 == "policy" {
	for (i = 4; i <= NF; i++) {
		split($i, part, "=")
		limit[$2, part[1]] = part[2]
	}
}

$1 == "op" { op[$2, $3] = 1 }
$1 == "request" { request[$2] = request[$2] " " $3 }
$1 == "family" { family = $2; version = $3; group = $4 }

function print_values(set,    i) {
	printf "static const uint64_t values_%s[] = {", set
	for (i = 0; i < count[set]; i++)
		printf " %s,", number[member[set, i]]
	print " };"
}

function print_attribute(name,    type) {
	type = kind[name]
	printf "\t{ .name = \"%s\", .number = %s, .kind = KIND_%s,", name, number[name], toupper(type)
	printf " .min = %s, .max = %s,", or_else(limit[name, "min"], 0), or_else(limit[name, "max"], largest(type))
	printf " .min_length = %s,", or_else(limit[name, "min-len"], 0)
	printf " .max_length = %s,", or_else(limit[name, "max-len"], 64)
	if (type == "nest")
		printf " .nest = &set_%s,", named[name]
	else if (named[name] != "")
		printf " .values = values_%s, .value_count = %d,", named[name], count[named[name]]
	print repeated[name] ? " .repeated = true }," : " },"
}

function print_set(set,    i) {
	printf "static const struct attribute attributes_%s[] = {\n", set
	for (i = 0; i < count[set]; i++)
		print_attribute(member[set, i])
	print "};"
	printf "static const struct set set_%s = { \"%s\", attributes_%s, %d };\n", set, set, set, count[set]
}

function is_attributes(set) { return member[set, 0] in kind }
function owner(name,    i) { for (i = 0; i < enums; i++) if (member[enum[i], place[name]] == name) return enum[i] }

function print_requests(command,    n, word, i) {
	n = split(request[command], word, " ")
	printf "static const struct attribute *const request_%s[] = {", command
	for (i = 1; i <= n; i++)
		printf " &attributes_%s[%d],", owner(word[i]), place[word[i]]
	print " NULL };"
	requests[command] = n
}

END {
	print "#include \"grammar.h\"\n\n#include <stddef.h>\n"
	for (i = 0; i < enums; i++) {
		set = enum[i]
		if (is_attributes(set))
			printf "static const struct set set_%s;\n", set
		else if (set != "p2p_cmd")
			print_values(set)
	}
	for (i = 0; i < enums; i++)
		if (is_attributes(enum[i]))
			print_set(enum[i])
	for (i = 0; i < count["p2p_cmd"]; i++)
		print_requests(member["p2p_cmd", i])
	print "\nconst struct command grammar_commands[] = {"
	for (i = 0; i < count["p2p_cmd"]; i++) {
		command = member["p2p_cmd", i]
		printf "\t{ \"%s\", %s, %d, %d, request_%s, %d },\n", command, number[command], op[command, "do"],
		       op[command, "dump"], command, requests[command]
	}
	print "};"
	printf "const unsigned int grammar_command_count = %d;\n", count["p2p_cmd"]
	printf "const char grammar_family[] = \"%s\";\nconst unsigned char grammar_version = %s;\n", family, version
	printf "const char grammar_group[] = \"%s\";\nconst struct set *const grammar_main = &set_p2p_attr;\n", group
}
