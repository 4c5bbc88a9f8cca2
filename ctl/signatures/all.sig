# SPDX-License-Identifier: GPL-2.0-or-later
# Everything that is shipped.
include "bittorrent.sig"
include "edonkey.sig"
include "gnutella.sig"
include "soulseek.sig"
include "directconnect.sig"
include "ares.sig"
include "other.sig"
