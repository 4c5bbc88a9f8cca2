# ndpi.awk -v file=NAME -v OFS='\t': the flows in what ndpiReader -v 2 prints:
#	1	UDP 10.1.0.2:6881 <-> [2001:db8::1]:6881 [VLAN: 5][proto: 37/BitTorrent][ClearText][Confidence: DPI (cache)]...

# The last colon stands before the port.
function address(text) { sub(/:[0-9]+$/, "", text); gsub(/[][]/, "", text); return text }
function port(text) { sub(/.*:/, "", text); return text }
function part(name,   at) {
	at = index($0, "[" name ": ")
	return at ? substr($0, at + length(name) + 3, index(substr($0, at), "]") - length(name) - 4) : ""
}

/^\t[0-9]+\t(TCP|UDP) / {
	proto = part("proto")
	sub(/.*\//, "", proto)
	by = part("Confidence")
	print file, tolower($2), address($3), port($3), address($5), port($5), proto, by
}
