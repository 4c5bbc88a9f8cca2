# SPDX-License-Identifier: GPL-2.0-or-later
# expect: this matches the beginning of SSH, which is innocent
signature s {
	protocol bittorrent
	transport tcp midflow
	pattern "SSH-"
	strength evidence
}
