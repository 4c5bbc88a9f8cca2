# page.awk, behind figure.awk: from the lines that guest.sh prints, the tables of the results page.
#
# A figure is instructions for each repetition (a packet, or a new flow), less those of a router that only tracks
# connections: what is behind the configuration. Inside a hook it is what stands between two probes, less what stands
# there when there is no hook; of this the kernel's own call takes what the empty hook shows.

function remember(part, name, flow) {
	if (!((part, name) in seen_name)) {
		seen_name[part, name] = 1
		names[part, ++name_count[part]] = name
	}
	if (!((part, flow) in seen_flow)) {
		seen_flow[part, flow] = 1
		flows[part, ++flow_count[part]] = flow
	}
}

function hook(which,   packets) {
	packets = value(which "_packets")
	return packets ? value(which "_instructions") / packets : 0
}

$1 == "figure" && $2 == "tables" {
	tables[++table_count] = $3 " " $4 " " value("count") " " value("milliseconds") " " value("kib")
	next
}

$1 == "figure" && $2 == "parallel" {
	remember($2, $3, $4)
	rates[$3, $4, value("round")] = value("packets") / value("ticks")
	if (value("round") > rounds)
		rounds = value("round")
	next
}

$1 == "figure" {
	remember($2, $3, $4)
	total[$2, $3, $4] = value("instructions") / value("repetitions")
	classify[$2, $3, $4] = hook("classify")
	judge[$2, $3, $4] = hook("judge")
	reject[$2, $3, $4] = hook("reject")
	arrived[$2, $3, $4] = value("arrived") / value("sent")
}

function header(part, first,   i) {
	printf "| %s |", first
	for (i = 1; i <= flow_count[part]; i++)
		printf " %s |", title(flows[part, i])
	printf "\n|---|"
	for (i = 1; i <= flow_count[part]; i++)
		printf "---:|"
	print ""
}

function title(word) { gsub("_", " ", word); return word }

# What the router itself takes is the base; what does not even track is below it.
function over_conntrack(part,   n, i, name, flow) {
	header(part, "beyond conntrack")
	for (n = 1; n <= name_count[part]; n++) {
		name = names[part, n]
		printf "| %s |", name == "conntrack" ? "(conntrack, whole path)" : title(name)
		for (i = 1; i <= flow_count[part]; i++) {
			flow = flows[part, i]
			if (!((part, name, flow) in total))
				printf " |"
			else if (name == "conntrack")
				printf " (%d) |", total[part, name, flow] + .5
			else
				printf " %+d%s |", rounded(total[part, name, flow] - total[part, "conntrack", flow]),
					arrived[part, name, flow] < .5 ? " dropped" : ""
		}
		print ""
	}
	print ""
}

function rounded(x) { return x < 0 ? int(x - .5) : int(x + .5) }

function inside(part,   n, i, name, flow, nothing, cell) {
	nothing = 29
	for (i = 1; i <= flow_count[part]; i++)
		if ((part, "conntrack", flows[part, i]) in classify)
			nothing = classify[part, "conntrack", flows[part, i]]
	header(part, "behind conntrack + behind NAT + FORWARD")
	for (n = 1; n <= name_count[part]; n++) {
		name = names[part, n]
		if (name == "conntrack" || name == "bare")
			continue
		printf "| %s |", title(name)
		for (i = 1; i <= flow_count[part]; i++) {
			flow = flows[part, i]
			cell = between(classify[part, name, flow], nothing) " + " between(judge[part, name, flow], nothing) \
				" + " between(reject[part, name, flow], nothing)
			printf " %s |", cell
		}
		print ""
	}
	print ""
}

function between(count, nothing) { return count ? rounded(count - nothing) : 0 }

function print_tables(   i, word) {
	print "| who | what | entries | seconds | KiB of kernel memory |"
	print "|---|---|---:|---:|---:|"
	for (i = 1; i <= table_count; i++) {
		split(tables[i], word, " ")
		printf "| %s | %s | %d | %.2f | %+d |\n", word[1], word[2], word[3], word[4] / 1000, word[5]
	}
	print ""
}

# median(NAME, FLOW, BASE_NAME, BASE_FLOW): of the rate of the first as a multiple of that of the second, round by round
function median(name, flow, base_name, base_flow,   i, j, list, swap) {
	for (i = 1; i <= rounds; i++)
		list[i] = rates[name, flow, i] / rates[base_name, base_flow, i]
	for (i = 1; i <= rounds; i++)
		for (j = i + 1; j <= rounds; j++)
			if (list[j] < list[i]) {
				swap = list[i]
				list[i] = list[j]
				list[j] = swap
			}
	return list[int((rounds + 1) / 2)]
}

function print_parallel(   n, i, name, flow, one) {
	header("parallel", "times the rate of one processor (of what conntrack forwards)")
	one = flows["parallel", 1]
	for (n = 1; n <= name_count["parallel"]; n++) {
		name = names["parallel", n]
		printf "| %s |", title(name)
		for (i = 1; i <= flow_count["parallel"]; i++) {
			flow = flows["parallel", i]
			printf " %.2f (%d %%) |", median(name, flow, name, one), 100 * median(name, flow, "conntrack", flow) + .5
		}
		print ""
	}
	print ""
}

END {
	if (part == "tables")
		print_tables()
	else if (part == "parallel")
		print_parallel()
	else if (part ~ /inside$/)
		inside(part)
	else
		over_conntrack(part)
}
