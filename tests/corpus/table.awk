# table.awk: see ./run. The inputs are told apart by input=NAME between them: truth, decisive, explained, payloads, flows,
# ndpi, in this order. -v folder=NAME -v strict=1 when it has an expected.tsv -v problems=FILE: which bars are missed.
#
# Both readers are compared by pairs of ends, that is protocol, addresses and ports without regard to who began: nDPI has
# one flow for them where conntrack has one after the other.

# How nDPI comes by a name, where that is surely not the flow's own bytes. Its "DPI (cache)" says nothing: it stands at a
# plain handshake in the first packet too.
BEGIN {
	FS = "\t"
	guess["Match by port"] = ", by the port"
	guess["Match by IP"] = ", by the address"
}
/^#/ || !NF { next }

function ends(file, proto, a, aport, b, bport) {
	return a " " aport < b " " bport ? file FS proto FS a FS aport FS b FS bport : file FS proto FS b FS bport FS a FS aport
}

function told(key,   part) {
	split(key, part, FS)
	return part[2] " " part[3] " " part[4] " - " part[5] " " part[6]
}

function p2p(class) { return class != "undecided" && class != "other" && class != "" }

# --- What flows are ---

input == "truth" {
	line[++lines] = $0
	next
}

# Sets kind and class; kind "" when nobody said.
function find_truth(file, proto, port, other,   i, part) {
	kind = class = ""
	for (i = 1; i <= lines; i++) {
		split(line[i], part, FS)
		if (part[1] == file && part[2] == proto && (part[3] == port || part[3] == other || part[3] == "*")) {
			kind = part[4]; class = part[5]
			return
		}
	}
}

# A folder whose flows nobody described: what stands in the file's name is all there is to go by.
function name_kind(file, proto) {
	kind = file
	sub(/.*\//, "", kind)
	sub(/[._].*/, "", kind)
	kind = kind ", " toupper(proto)
	class = "?"
}

function look_up(key, file, proto, port, other) {
	if (key in kind_of)
		return
	if (strict) find_truth(file, proto, port, other)
	else name_kind(file, proto)
	kind_of[key] = kind
	class_of[key] = class
}

input == "decisive" { decisive[$1] = $2; next }
input == "explained" { explain[++explanations] = $0; known_file[$1]; next }

# --- What the readers say ---

# file number protocol source port destination port payload
input == "payloads" {
	k = ends($1, $3, $4, $5, $6, $7)
	payloads[k]++
	look_up(k, $1, $3, $5, $7)
	if (kind_of[k] in decisive && $8 ~ decisive[kind_of[k]]) decisive_at[k] = decisive_at[k] " " $2
	next
}

# file protocol source port destination port name ground
input == "ndpi" {
	k = ends($1, $2, $3, $4, $5, $6)
	name = ndpi_class($7)
	ndpi_total++
	if (p2p(name) || !(k in ndpi)) {
		ndpi[k] = name
		ndpi_word[k] = $7 ($8 == "DPI" ? "" : ", " $8)
		ndpi_by[k] = guess[$8]
	}
	if ($1 ~ /^none\// && p2p(name)) { ndpi_false++; ndpi_false_list = ndpi_false_list "\n    " $1 " " told(k) ": " $7 ", " $8 }
	next
}

function ndpi_class(word) {
	if (word ~ /(^|\.)BitTorrent/) return "bittorrent"
	if (word ~ /(^|\.)eDonkey/) return "edonkey"
	if (word ~ /(^|\.)Gnutella/) return "gnutella"
	if (word ~ /(^|\.)Soulseek/) return "soulseek"
	if (word ~ /(^|\.)(Direct_?Connect|DirectConnect)/) return "directconnect"
	if (word ~ /(^|\.)Ares/) return "ares"
	return word == "Unknown" ? "undecided" : "other"
}

# file protocol source port destination port class signature packet lone packets evidence signature
input == "flows" {
	k = ends($1, $2, $3, $4, $5, $6)
	if ($1 ~ /^none\//) take_innocent(k)
	else take_p2p(k)
	if (p2p($7) || !(k in ours)) { ours[k] = $7; by[k] = $8 }
	next
}

function take_innocent(k) {
	innocent++
	if (p2p($7)) complain("false positive: " $1 " " told(k) ": " $7 " by " $8, 1)
	else if ($12 > 0 && $8 == "-") evidence_only++
	if ($7 == "undecided") innocent_undecided++
}

function complain(text, bar) {
	print text >>problems
	if (text ~ /^false/) { false_positives++; false_list = false_list "\n    " substr(text, 17) }
}

function take_p2p(k,   row) {
	look_up(k, $1, $2, $4, $6)
	if (!(k in payloads)) { empty++; return }
	if (kind_of[k] == "") { nameless++; if (p2p($7)) complain($1 " " told(k) ": expected.tsv does not name it, and it is judged " $7); return }
	row = kind_of[k] FS $2
	if (!(row in flows)) order[++rows] = row
	if ($10 == "true") return
	flows[row]++
	flow_row[++counted] = row; flow_key[counted] = k
	right = class_of[k] == "?" ? p2p($7) : class_of[k] == "other" ? !p2p($7) : $7 == class_of[k]
	if (class_of[k] == "other" && p2p($7)) complain("false positive: " $1 " " told(k) ": " $7 " by " $8)
	if (right) judge_time(k, row)
	else if (p2p($7)) { wrong[row]++; miss(k, row, $7 " and not " class_of[k]) }
	else { undecided[row]++; if ($7 == "other") cleared[row]++; miss(k, row, $7) }
	if (!p2p($7) && $12 > 0 && $8 == "-") weak[row]++
}

function barred(row) { return strict && row !~ /^encrypted/ }
function miss(k, row, what,   file) {
	file = k
	sub(/\t.*/, "", file)
	if (barred(row)) complain(kind_of[k] ": " file " " told(k) " is " what)
	missed_list = missed_list "\n    " kind_of[k] ": " file " " told(k) " is " what \
		(kind_of[k] in decisive && !(k in decisive_at) ? "; no packet of it is decisive by decisive.tsv" : "")
}

# The first decisive packet after the decision about an earlier flow of the same ends.
function judge_time(k, row,   n, i, at) {
	decided[row]++
	if (!p2p($7) || !(k in decisive_at)) return
	n = split(decisive_at[k], at, " ")
	for (i = 1; i <= n && at[i] <= last[k]; i++)
		;
	last[k] = $9
	if (i > n) return
	timed[row]++
	if ($9 <= at[i]) at_once[row]++
	else {
		late_list = late_list "\n    " row ": " $1 " " told(k) " in packet " $9 ", not " at[i]
		if (barred(row)) complain(kind_of[k] ": " $1 " " told(k) " is decided in packet " $9 ", not in " at[i])
	}
}

# --- The tables ---

# Right, and how many of these not by the flow's own bytes.
function ndpi_share(row) {
	return share(ndpi_right[row], flows[row]) (ndpi_guessed[row] ? ", " ndpi_guessed[row] " guessed" : "")
}

function share(part, whole) { return whole ? sprintf("%d (%d %%)", part, int(100 * part / whole)) : "0" }

function count_ndpi(   i, k, row, want) {
	for (i = 1; i <= counted; i++) {
		k = flow_key[i]; row = flow_row[i]; want = class_of[k]
		if (want == "?" ? p2p(ndpi[k]) : want == "other" ? !p2p(ndpi[k]) : ndpi[k] == want) {
			ndpi_right[row]++
			if (p2p(ndpi[k]) && ndpi_by[k]) ndpi_guessed[row]++
		}
	}
}

# Grouped by file, kind and both verdicts: an explanation is for all flows of a group.
function disagreements(   k, part, a, b, g, groups) {
	for (k in kind_of) {
		a = p2p(ours[k]) ? ours[k] : "not P2P"
		b = p2p(ndpi[k]) ? ndpi[k] : "not P2P"
		if (a == b || !(k in payloads)) continue
		split(k, part, FS)
		g = part[1] FS kind_of[k] FS a FS b (p2p(ndpi[k]) ? ndpi_by[k] : "")
		if (!(g in size) || told(k) < example[g]) example[g] = told(k)
		size[g]++
		print k FS ours[k] FS by[k] FS ndpi_word[k] >details
	}
	close(details)
	for (g in size) print_group(g)
}

function print_group(g,   part, text) {
	split(g, part, FS)
	text = explanation(g, part)
	if (text == "") {
		unexplained++
		text = "**not explained**"
		if (strict || part[1] in known_file) complain("not explained: " part[1] " " part[2] ": " part[3] ", nDPI: " part[4])
	}
	printf "| %s | %s | %d | %s | %s | %s | %s |\n", part[1], part[2], size[g], example[g], part[3], part[4], text | "LC_ALL=C sort"
}

# Words stand for themselves, "*" for anything, and one at the end for what may follow.
function fits(word, text) {
	return word ~ /[*]$/ ? index(text, substr(word, 1, length(word) - 1)) == 1 : word == text
}

function explanation(g, part,   i, word) {
	for (i = 1; i <= explanations; i++) {
		split(explain[i], word, FS)
		if (fits(word[1], part[1]) && fits(word[2], part[2]) && fits(word[3], part[3]) && fits(word[4], part[4])) return word[5]
	}
	return ""
}

END {
	count_ndpi()
	printf "### %s\n\n", folder
	if (strict) {
		print "| kind | transport | flows | right | on the first decisive packet | cleared or undecided | wrong | nDPI right |"
		print "|---|---|---|---|---|---|---|---|"
	} else {
		print "| file, transport | flows | called P2P | cleared or undecided | nDPI: P2P |"
		print "|---|---|---|---|---|"
	}
	for (i = 1; i <= rows; i++) {
		row = order[i]
		split(row, part, FS)
		if (!flows[row]) continue
		if (strict)
			printf "| %s | %s | %d | %s | %s | %d, %d | %d | %s |\n", part[1], toupper(part[2]), flows[row], \
				share(decided[row], flows[row]), timed[row] ? at_once[row] + 0 " of " timed[row] : "", \
				cleared[row], undecided[row] - cleared[row], wrong[row], ndpi_share(row)
		else
			printf "| %s | %d | %s | %d, %d | %s |\n", part[1], flows[row], share(decided[row], flows[row]), \
				cleared[row], undecided[row] - cleared[row], ndpi_share(row)
	}
	printf "\nNot counted: %d flows without payload, %d flows that nobody described.\n", empty, nameless
	for (row in weak) held += weak[row]
	printf "\n| innocent flows in `none/` | p2pctl | nDPI |\n|---|---|---|\n| flows | %d | %d |\n| false positives | %d | %d |\n", \
		innocent, ndpi_innocent(), false_positives, ndpi_false
	printf "| undecided | %d | |\n| evidence seen, never decided | %d | |\n", innocent_undecided, evidence_only
	if (false_list) print "\nFalse positives:\n" false_list
	if (ndpi_false_list) print "\nFalse positives of nDPI:\n" ndpi_false_list
	if (late_list) print "\nDecided later than on the first decisive packet:\n" late_list
	if (strict && missed_list) print "\nNot decided as the recording says:\n" missed_list
	print "\nWhere the two differ in `p2p/`, in pairs of ends:\n"
	print "| file | kind | number | for example | p2pctl | nDPI | why |\n|---|---|---|---|---|---|---|"
	fflush()
	disagreements()
	close("LC_ALL=C sort")
	if (unexplained) printf "\n%d groups are not explained.\n", unexplained
	print ""
}

function ndpi_innocent(   k, n) {
	for (k in ndpi) if (k ~ /^none\//) n++
	return n
}
