# Reads uapi/nf_p2p.yaml and prints its facts; see header.awk. With -v policy=1 instead what policy.awk prints of the module:
#
#	policy ATTRIBUTE TYPE [min=|max=|min-len=|max-len=NUMBER]... | op COMMAND do|dump | request COMMAND ATTRIBUTE
#
# An item is printed when the next one of its level begins.

function upper(text) { gsub(/-/, "_", text); return toupper(text) }
function lower(text) { gsub(/-/, "_", text); return text }
function limit(text) { return text in consts ? consts[text] : text }

function words(list) { gsub(/[][,]/, " ", list); return split(list, word) }

function end_const() {
	if (kind == "const") {
		consts[name] = value
		fact("const", "P2P_" upper(name), value)
	}
	kind = name = value = ""
}

function end_entry() {
	if (entry == "")
		return
	entry_value = value == "" ? entry_value + 1 : value + 0
	fact("member", enum, upper(prefix entry), entry_value)
	entry = value = ""
}

# Types and checks name enums and sets that may come later: they are resolved at the end.
function end_attribute() {
	if (entry == "")
		return
	attribute[++attributes] = upper(prefix entry)
	fact("member", enum, attribute[attributes], ++entry_value)
	a_type[attributes] = type; a_enum[attributes] = of_enum; a_nest[attributes] = nest
	a_multi[attributes] = multi; a_checks[attributes] = checks
	entry = type = of_enum = nest = multi = checks = ""
}

function end_operation() {
	if (entry == "")
		return
	fact("member", enum, upper(prefix entry), ++entry_value)
	entry = direction = way = ""
}

function end_item() {
	if (section == "definitions" && enum == "")
		end_const()
	else if (section == "definitions")
		end_entry()
	else if (section == "attribute-sets")
		end_attribute()
	else if (section == "operations")
		end_operation()
}

function fact(a, b, c, d) { if (!policy) print a, b, c (d == "" ? "" : " " d) }
function policy_fact(a, b, c) { if (policy) print a, b, c }

{ sub(/^#.*/, "") }
/^ *$/ { next }

{
	depth = match($0, /[^ ]/) - 1
	key = $1; sub(/:$/, "", key)
	rest = $0; sub(/^ *[^ ]+ */, "", rest)
}

depth == 0 {
	end_item()
	section = key; enum = prefix = ""
	if (rest != "")
		top[key] = rest
	next
}

section == "definitions" && depth == 2 { end_item(); enum = prefix = ""; next }
section == "definitions" && depth == 4 {
	if (key == "type") kind = rest
	if (key == "name") { name = rest }
	if (key == "value") value = rest
	if (key == "enum-name") { enum = lower(rest); enum_of[name] = enum; entry_value = -1; kind = name = "" }
	if (key == "name-prefix") prefix = rest
	next
}
section == "definitions" && depth == 6 { end_entry(); next }
section == "definitions" && depth == 8 && key == "name" { entry = rest }
section == "definitions" && depth == 8 && key == "value" { value = rest }

section == "attribute-sets" && depth == 2 { end_item(); next }
section == "attribute-sets" && depth == 4 && key == "name" { set = rest }
section == "attribute-sets" && depth == 4 && key == "enum-name" { enum = set_of[set] = lower(rest); entry_value = 0 }
section == "attribute-sets" && depth == 4 && key == "name-prefix" { prefix = prefix_of[set] = rest }
section == "attribute-sets" && depth == 6 { end_attribute() }
section == "attribute-sets" && depth == 8 {
	if (key == "name") entry = rest
	if (key == "type") type = rest
	if (key == "enum") of_enum = rest
	if (key == "nested-attributes") nest = rest
	if (key == "multi-attr") multi = rest
}
section == "attribute-sets" && depth == 10 { checks = checks " " key "=" limit(rest) }

section == "operations" && depth == 2 && key == "enum-name" { enum = lower(rest); entry_value = 0 }
section == "operations" && depth == 2 && key == "name-prefix" { prefix = rest }
section == "operations" && depth == 4 { end_operation() }
section == "operations" && depth == 6 {
	if (key == "name") entry = rest
	way = key
	if (key == "do" || key == "dump")
		policy_fact("op", upper(prefix entry), key)
}
section == "operations" && depth == 8 { direction = key }
section == "operations" && depth == 10 && direction == "request" {
	n = words(rest)
	for (i = 1; i <= n; i++)
		policy_fact("request", upper(prefix entry), upper(prefix_of["main"] word[i]))
}

section == "mcast-groups" && key == "name" { group = rest }

END {
	end_item()
	for (i = 1; i <= attributes; i++) {
		named = a_enum[i] != "" ? " " enum_of[a_enum[i]] : a_nest[i] != "" ? " " set_of[a_nest[i]] : ""
		fact("type", attribute[i], a_type[i] named (a_multi[i] == "true" ? " repeated" : ""))
		policy_fact("policy", attribute[i], a_type[i] a_checks[i])
	}
	fact("family", top["name"], top["version"], group)
}
