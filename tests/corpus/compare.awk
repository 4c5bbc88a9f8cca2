# compare.awk NAMES nf_p2p.h P2PCTL ORIGINAL KERNEL: see ./kernel.

BEGIN { FS = "\t" }
FNR == 1 { input++ }

# The ends in an order that does not depend on who began, then who did.
function key(file, proto, a, aport, b, bport) {
	began = a " " aport < b " " bport ? "a" : "b"
	return began == "a" ? file SUBSEP proto SUBSEP a SUBSEP aport SUBSEP b SUBSEP bport \
			    : file SUBSEP proto SUBSEP b SUBSEP bport SUBSEP a SUBSEP aport
}

function base(path) { sub(/.*\//, "", path); return path }

input == 1 {
	name[$1] = $2
	number[$2] = $1
	read += $3; kept += $4; padded += $5
	expected[$1]
	packets[$1] = $4
	next
}

input == 2 {
	if (match($0, /P2P_CLASS_[A-Z]+[ \t]*= [0-9]+/)) {
		text = substr($0, RSTART + 10, RLENGTH - 10)
		value = text
		sub(/.*= /, "", value)
		sub(/[ \t].*/, "", text)
		class_name[value + 0] = tolower(text)
	}
	next
}

input == 3 {
	if ($10 == "true") { lone++; next }
	k = key(base($1), $2, $3, $4, $5, $6)
	ours[k] = ours[k] " " began ":" $7
	flows++
	next
}

# Of these only which verdicts there are is of interest.
input == 4 {
	k = key(number[$1], $2, $3, $4, $5, $6)
	recorded[k]
	if (!index(recorded_set[k] " ", " " $7 " ")) recorded_set[k] = recorded_set[k] " " $7
	next
}

/^# / {
	delete expected[substr($1, 3)]
	sent += $2; arrived += $3
	# A file that was replayed in part proves nothing.
	if ($2 != packets[substr($1, 3)]) problem(name[substr($1, 3)] ": " $2 " packets were sent, not " packets[substr($1, 3)])
	next
}
NF == 7 {
	class = int($7 / 16777216) % 256
	k = key($1, $2, $3, $4, $5, $6)
	kernel[k] = kernel[k] " " began ":" (class < 16 ? "undecided" : class in class_name ? class_name[class] : "class-" class)
	total++
	next
}
{ print }

function problem(text) { print "# " text; problems++ }

function tell(k, a, b,   part) {
	split(k, part, SUBSEP)
	problem(name[part[1]] " " part[2] " " part[3] " " part[4] " - " part[5] " " part[6] ": kernel" (a ? a : " nothing") \
		", p2pctl" (b ? b : " nothing"))
}

function member_missing(set, verdicts,   n, i, word) {
	n = split(verdicts, word, " ")
	for (i = 1; i <= n; i++) {
		sub(/.*:/, "", word[i])
		if (!index(set " ", " " word[i] " ")) return 1
	}
	return 0
}

END {
	for (f in expected) problem(name[f] ": was not replayed")
	for (k in ours) {
		if (kernel[k] == ours[k]) same++
		else tell(k, kernel[k], ours[k])
	}
	for (k in kernel) if (!(k in ours)) tell(k, kernel[k], "")
	for (k in recorded) {
		if (!(k in ours)) absent++
		else if (member_missing(recorded_set[k], ours[k]) || split(recorded_set[k], w, " ") > 1) paced++
	}
	printf "# %d captures, %d of %d packets can be forwarded (%d padded), %d came out; %d connections in the kernel, %d in p2pctl, %d\n", \
		length(name), kept, read, padded, arrived, total, flows, lone
	printf "#   flows of packets without a connection not compared; %d pairs of ends were not forwarded, %d are judged\n", absent, paced
	printf "#   otherwise, or twice, at the pace they were recorded at\n"
	if (!total) problem("nothing was compared")
	printf "%s - kernel and p2pctl classify say the same of %d pairs of ends\n", problems ? "not ok" : "ok", same
	exit problems > 0
}
