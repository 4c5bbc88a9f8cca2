# figure.awk: read the lines "figure PART CONFIGURATION FLOW NAME=VALUE..." that guest.sh prints.

function value(key,   i, pair) {
	for (i = 5; i <= NF; i++) {
		split($i, pair, "=")
		if (pair[1] == key)
			return pair[2]
	}
	return 0
}
