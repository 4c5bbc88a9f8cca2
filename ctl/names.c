// SPDX-License-Identifier: GPL-2.0-or-later
#include "names.h"

const struct word_name name_event_kinds[] = {
	{ "decided", P2P_EVENT_DECIDED },
	{ "sanction-began", P2P_EVENT_SANCTION_BEGAN },
	{ "sanction-ended", P2P_EVENT_SANCTION_ENDED },
	{ "sanction-hit", P2P_EVENT_SANCTION_HIT },
	{ "sanction-changed", P2P_EVENT_SANCTION_CHANGED },
	{ }
};

const struct word_name name_clocks[] = {
	{ "wall", P2P_CLOCK_WALL },
	{ "boot", P2P_CLOCK_BOOT },
	{ "order", P2P_CLOCK_ORDER },
	{ }
};

const struct word_name name_sanction_states[] = {
	{ "active", P2P_SANCTION_ACTIVE },
	{ "ended", P2P_SANCTION_ENDED },
	{ "held", P2P_SANCTION_HELD },
	{ "waiting", P2P_SANCTION_WAITING },
	{ }
};
