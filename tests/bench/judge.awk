# judge.awk, behind figure.awk: are the bars reached? One line each. Only what a cleared flow takes inside the module
# decides the exit status: that count is exact.

BEGIN { unmeasured = -1e9 }

$1 == "figure" && $2 == "tables" {
	took[$3, $4] = value("milliseconds")
	memory[$3, $4] = value("kib")
	next
}

$1 == "figure" && $2 != "parallel" {
	whole[$2, $3, $4] = value("instructions") / value("repetitions")
	classify[$2, $3, $4] = value("classify_least")
	judge[$2, $3, $4] = value("judge_least")
	reject[$2, $3, $4] = value("reject_least")
}

# Between the probes stands the kernel's call of a hook, too. The empty hook has it, and three instructions of its own.
function in_hook(count, nothing, empty) { return count > nothing ? count - empty + 3 : 0 }

function in_module(name, flow,   nothing, empty) {
	nothing = classify["inside", "conntrack", flow]
	empty = classify["inside", "empty", flow]
	return in_hook(classify["inside", name, flow], nothing, empty) + in_hook(judge["inside", name, flow], nothing, empty) + \
		in_hook(reject["inside", name, flow], nothing, empty)
}

function beyond(part, name, flow) { return whole[part, name, flow] - whole[part, "conntrack", flow] }

function worst(part, name, flows,   i, n, list, most) {
	n = split(flows, list, " ")
	most = unmeasured
	for (i = 1; i <= n; i++)
		if ((part, name, list[i]) in whole && beyond(part, name, list[i]) > most)
			most = beyond(part, name, list[i])
	return most
}

# With sanctions of scope all than with those of scope p2p, of the same flow.
function more(flows,   i, n, list, most, with_all) {
	n = split(flows, list, " ")
	most = unmeasured
	for (i = 1; i <= n; i++) {
		if (!(("established", "all_elsewhere", list[i]) in whole))
			continue
		with_all = whole["established", "all_elsewhere", list[i]] - whole["established", "p2p_elsewhere", list[i]]
		most = with_all > most ? with_all : most
	}
	return most
}

function bar(what, figure, limit, gates) {
	if (figure == unmeasured)
		return
	if (figure <= limit) {
		printf "reached - %s: %d of %d\n", what, figure + .5, limit
		return
	}
	printf "missed - %s: %d instead of %d\n", what, figure + .5, limit
	failed += gates
}

END {
	quiet = "shipped signatures_4096 subscribers_1000 subscribers_100000 subscribers_1000000"
	established = "udp4_small udp4_large tcp4_small tcp4_large udp6_small udp6_large tcp6_small tcp6_large"
	n = split(quiet, names, " ")
	for (i = 1; i <= n; i++) {
		if (!(("inside", names[i], "udp4_small") in classify))
			continue
		bar("instructions in the module, cleared flow, " names[i], in_module(names[i], "udp4_small"), 60, 1)
		bar("beyond conntrack, cleared flow, " names[i], worst("established", names[i], established), 138)
	}
	if (("inside", "p2p_elsewhere", "udp4_small") in classify)
		bar("in the module, cleared flow, sanctions of scope p2p", in_module("p2p_elsewhere", "udp4_small"), 60)
	bar("beyond conntrack, the same", worst("established", "p2p_elsewhere", established), 138)
	four = "udp4_small udp4_large tcp4_small tcp4_large"
	six = "udp6_small udp6_large tcp6_small tcp6_large"
	bar("more with sanctions of scope all, IPv4", more(four), 80)
	bar("more with sanctions of scope all, IPv6", more(six), 120)
	n = split("counted marked limited dropped", names, " ")
	for (i = 1; i <= n; i++)
		bar("beyond conntrack, peer-to-peer, " names[i], worst("p2p", names[i], "tcp4_small tcp4_large tcp6_small tcp6_large"), 300)
	if (("new", "shipped", "datagram") in whole)
		bar("beyond conntrack, a datagram that is no peer-to-peer", beyond("new", "shipped", "datagram"),
			beyond("new", "ipp2p", "datagram"))
	if (("nf_p2p", "load") in took) {
		bar("a million sanctions, time in per cent of ipset restore", 100 * took["nf_p2p", "load"] / took["ipset", "load"], 100)
		bar("a million sanctions, memory in per cent of ipset", 100 * memory["nf_p2p", "load"] / memory["ipset", "load"], 50)
	}
	exit failed > 0
}
