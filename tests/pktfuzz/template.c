// SPDX-License-Identifier: GPL-2.0
#include "template.h"

#include "bytes.h"
#include "die.h"
#include "payload.h"

#include <string.h>

#define TEMPLATES_MAX	128

/* Of the protocols that no test of flows needs. */
static const char *const others[] = {
	"t:GNUTELLA CONNECT/0.6+x0d0a+t:User-Agent: LimeWire/4.12.6+x0d0a",
	"t:GNUTELLA/0.6 200 OK+x0d0a+t:User-Agent: gtk-gnutella/1.1.15+x0d0a",
	"t:GIV 36:809BC12168A1852CFF5D7A785833F600/name.mp3+x0a0a",
	"x4800000001000000+x08000000+t:username+x08000000+t:password+xa000000020000000"
	"+t:d51c9a7e9353746a6020f9602d452929+x01000000",
	"t:$Lock EXTENDEDPROTOCOLABCABCABCABCABCABC Pk=DCPLUSPLUS0.706|",
	"t:$MyNick somebody|$Lock EXTENDEDPROTOCOLABCABCABCABCABCABC Pk=DCPLUSPLUS0.706|",
	"t:HSUP ADBASE ADTIGR+x0a",
	"x03005a123405",
	"t:$ADCGET file TTH/PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP 0 -1|",
	"t:$Supports UserCommand NoGetINFO NoHello UserIP2 TTHSearch |$Key abc|",
};

static struct bytes parsed[TEMPLATES_MAX];
static uint32_t count;

void templates_load(void)
{
	const struct payload *payload;
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		parsed[count++] = bytes_parse(others[i]);
	for (payload = payloads; payload->name; payload++) {
		if (count == TEMPLATES_MAX)
			die("more than %d payloads", TEMPLATES_MAX);
		parsed[count++] = bytes_parse(payload->name);
	}
}

struct template template_pick(struct rng *rng)
{
	const struct bytes *bytes = &parsed[rng_below(rng, count)];

	return (struct template){ bytes->data, bytes->length };
}

size_t template_row(uint8_t *data, size_t room, struct rng *rng)
{
	uint32_t rows = 1 + rng_below(rng, rng_chance(rng, 20) ? 6 : 2);
	size_t size = 0;

	if (rng_chance(rng, 15)) {
		size = rng_below(rng, 40);
		rng_fill(rng, data, size);
	}
	while (rows--) {
		struct template template = template_pick(rng);

		if (template.size > room - size)
			break;
		memcpy(data + size, template.data, template.size);
		size += template.size;
	}
	return size;
}
