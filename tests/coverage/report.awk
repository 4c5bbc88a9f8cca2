# report.awk: from what "gcov -t" prints of many objects and runs, a table of the sources and the lines never executed.
# A line of a header counts as reached if any object reached it.
# Variables: top, the path before the project's files; pattern, of the files that count.

function known(path) {
	sub("^" top, "", path)
	# The module is built aside, from links.
	sub("^build/[^/]*/", "", path)
	return path ~ pattern && path !~ /^build/ ? path : ""
}

# The numbers of the lines of a file that were never reached, as ranges. Lines without code do not end a range.
function ranges(file,    number, first, last, text) {
	for (number = 1; number <= length_of[file]; number++) {
		if (!((file, number) in count))
			continue
		if (count[file, number] == 0) {
			first = first ? first : number
			last = number
		} else if (first) {
			text = text range(first, last)
			first = 0
		}
	}
	return first ? text range(first, last) : text
}

function range(first, last) { return " " (first == last ? first : first "-" last) }

function row(name, lines, reached) {
	return sprintf("%-36s %6d %6d %7.2f", name, lines, reached, lines ? 100 * reached / lines : 0)
}

function folder_of(file) { sub("/.*", "/", file); return file }

{
	split($0, field, ":")
	hits = field[1]
	number = field[2] + 0
	gsub(/ /, "", hits)
}
number == 0 && field[3] == "Source" {
	file = known(field[4])
	next
}
file == "" || hits == "-" || number == 0 { next }
{
	count[file, number] += hits ~ /^[#=]/ ? 0 : hits + 0
	if (number > length_of[file])
		length_of[file] = number
}

END {
	for (key in count) {
		split(key, part, SUBSEP)
		lines[part[1]]++
		any = 1
		reached[part[1]] += count[key] > 0
		all_lines[folder_of(part[1])]++
		all_reached[folder_of(part[1])] += count[key] > 0
	}
	sort = "sort"
	printf "%-36s %6s %6s %7s\n", "file", "lines", "run", "%"
	fflush()
	for (name in lines)
		print row(name, lines[name], reached[name]) | sort
	close(sort)
	print "\nnever reached"
	fflush()
	for (name in lines)
		if (reached[name] < lines[name])
			print name ":" ranges(name) | sort
	close(sort)
	print ""
	fflush()
	for (folder in all_lines)
		print row("all of " folder, all_lines[folder], all_reached[folder]) | sort
	close(sort)
	if (!any) {
		print "nothing was counted"
		exit 1
	}
}
