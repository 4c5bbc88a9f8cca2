#!/bin/sh
# Whatever a subscriber's prefixes have in length, family and zone, and however long the key is, both are found again.
. "${0%/*}/../lib.sh"

# subscribers SHIFT: one for each length of IPv6, with a key of another length, some with a zone, some with prefixes of IPv4
subscribers() {
	awk -v shift="$1" '
	function six(bits,    text, bit, group) {
		for (bit = 0; bit < 128; bit++) {
			group = 2 * group + (bit < bits)
			if (bit % 16 == 15) {
				text = text sprintf("%s%x", bit > 16 ? ":" : "", group)
				group = 0
			}
		}
		return text "/" bits
	}
	function zone(bits) { return bits % 3 ? "" : " zone " bits + 1 }
	BEGIN {
		dashes = sprintf("%061d", 0)
		gsub(0, "-", dashes)
		print "settings { nested on }"
		for (bits = 0; bits <= 128; bits++) {
			printf "subscriber \"" bits substr(dashes, 1, (bits + shift) % 61) "\" { "
			if (bits % 2)
				printf "prefix 10.%d.0.0/16%s; prefix 11.%d.%d.%d%s; ", bits, zone(bits), bits, bits, bits, zone(bits)
			printf "prefix %s%s; ", six(bits), zone(bits)
			if (bits % 5 == 0 && bits < 128)
				printf "prefix fd%02x::/%d; ", bits, bits % 2 ? 128 : 16
			print "}"
		}
	}'
}

topology
for shift in 0 20 40; do
	subscribers $shift >/tmp/subscribers
	on - p2pctl -n router -y apply /tmp/subscribers
	expect_eq subscribers 129 "$(status_get subscribers)"
	on - p2pctl -n router diff /tmp/subscribers
	expect_eq 'what is there instead' '' "$(p2pctl -n router diff /tmp/subscribers)"
done
ones=ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
expect_eq 'prefix without a zone' $ones/128 "$(ctl -j whois $ones | member prefix)"
for bits in 0 3 33 63 66 126; do
	prefix=$(ctl -j whois $ones zone $((bits + 1)) | member prefix)
	expect_eq 'length and zone' "$bits zone $((bits + 1))" "${prefix#*/}"
done
