# SPDX-License-Identifier: GPL-2.0-or-later
# Direct Connect: NMDC, whose commands begin with $ and end with |, and ADC, whose lines end with a line feed.
#
# Off: ADCS and NMDCS, which are TLS and cannot be told from other TLS.

signature directconnect-lock {
	protocol directconnect
	transport tcp
	pattern "\$Lock [!-{}-~]{1,90} Pk="
	strength proof
	source "NMDC 1.3: a hub speaks first; clients among themselves may leave their names out"
	match "$Lock EXTENDEDPROTOCOLABCABCABCABCABCABC Pk=DCPLUSPLUS0.868ABCABC|" direction reply
	match "$Lock x Pk=" direction original
	miss "$Lock EXTENDEDPROTOCOL|" direction reply
	miss "$Lock  Pk=|" direction reply
	miss "$lock EXTENDEDPROTOCOL Pk=" direction reply
}

signature directconnect-my-nick {
	protocol directconnect
	transport tcp
	pattern "\$MyNick [^ |]{1,64}\|"
	strength proof
	source "NMDC 1.3: both clients begin with it, the initiator first"
	match "$MyNick alice|$Lock EXTENDEDPROTOCOLABCABC Pk=DCPLUSPLUS0.868|"
	match "$MyNick bob|" direction reply
	miss "$MyNick alice"
	miss "$MyNick |$Lock"
	miss "$MyNic alice|"
}

signature directconnect-answer-to-hub {
	protocol directconnect
	transport tcp
	direction original
	pattern "\$(Supports [A-Z]|ValidateNick |Key )"
	strength evidence
	source "NMDC 1.3: what a client says to the hub that greeted it"
	match "$Supports UserCommand NoGetINFO NoHello UserIP2 TTHSearch |$Key "
	match "$ValidateNick alice|"
	match "$Key " hex "14 d1 c0 11 b0 a0 10 10 41 20" "|$ValidateNick alice|"
	miss "$Supports UserCommand" direction reply
	miss "$Keys|"
	miss "$Supports |"
}

# When the start was not seen: what follows the greetings, and a greeting of a hub whose client takes another way.
signature directconnect-transfer-midflow {
	protocol directconnect
	transport tcp midflow
	pattern "\$(Direction (Up|Down)load [0-9]{1,5}\||ADC(GET|SND) (file|tthl|list) |MaxedOut\||Lock [!-{}-~]{1,90} Pk=)"
	strength proof
	source "NMDC 1.3; DC++ extension ADCGet"
	match "$Direction Download 29322|$Key "
	match "$ADCGET file TTH/PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP 0 -1|"
	match "$ADCSND file TTH/PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP 0 65536|" direction reply
	match "$Lock EXTENDEDPROTOCOLABCABCABCABCABCABC Pk=DCPLUSPLUS0.868ABCABC|"
	miss "$Direction Sideload 29322|"
	miss "$ADCGET"
}

signature adc-supports {
	protocol directconnect
	transport tcp
	pattern "[HCI]SUP AD[A-Z0-9]{4}"
	strength proof
	source "ADC 1.0, 5.3.2: H to the hub, C to a client, I from the hub; AD adds a feature of 4 characters"
	match "HSUP ADBAS0 ADBASE ADTIGR ADUCM0 ADBLO0\n"
	match "CSUP ADBASE ADTIGR ADBZIP\n" direction reply
	match "ISUP ADBASE ADTIGR\nISID AAAB\n" direction reply
	miss "BSUP ADBASE ADTIGR\n"
	miss "HSUP RMBASE\n"
	miss "hsup adbase\n"
}

signature adc-midflow {
	protocol directconnect
	transport tcp midflow
	pattern "([HCI]SUP AD[A-Z0-9]{4} AD|C(GET|SND) (file|list|tthl) (TTH/|/|files\.xml))"
	strength proof
	source "ADC 1.0, 5.3.2, 5.3.12 and 5.3.14: greetings where one way of the flow is not seen, files between clients"
	match "ISUP ADBASE ADTIGR\nISID AAAB\n"
	match "CSUP ADBASE ADTIGR ADBZIP\n" direction reply
	match "CGET file TTH/PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP 0 -1\n"
	match "CSND file files.xml.bz2 0 1234\n" direction reply
	miss "ISUP RMBASE ADTIGR\n"
	miss "CGET page TTH/PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP 0 -1\n"
}

signature adc-search-result {
	protocol directconnect
	transport udp
	pattern "URES [A-Z2-7]{39} "
	strength proof
	source "ADC 1.0, 5.3.8 and 6: U over UDP, client id of 39 characters of base32"
	match "URES PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP FN/share/name.mkv SI12345 SL2\n"
	match "URES AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA SI1\n"
	miss "URES PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHI FN/share/name.mkv\n"
}

signature directconnect-search-result {
	protocol directconnect
	transport udp
	pattern "\$SR [^ |]{1,64} "
	strength evidence
	source "NMDC 1.3: $SR, nick of the sender, path; TTH and hub behind the size"
	match "$SR alice share\\name.mkv" hex "05" "1234 2/3" hex "05" "TTH:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP (192.0.2.1:411)|"
	match "$SR b x" hex "05" "1/1" hex "05" "Hub (192.0.2.1)|"
	miss "$SR |"
	miss "$SRV alice share"
}

# Nicks and locks that are longer than the signatures above allow.
signature directconnect-greeting {
	protocol directconnect
	transport tcp
	pattern "\$(Lock|MyNick) [^ |$]"
	search "\|" within 512 until "[\x00\r\n]"
	strength proof
	structural "the command with which hubs and clients greet each other, its argument and its end"
	source "NMDC 1.3: commands end with |; hubs' locks may be long"
	match "$Lock EXTENDEDPROTOCOL" fill 300 " Pk=x|" direction reply
	match "$MyNick alice|$Lock EXTENDEDPROTOCOLABCABC Pk=DCPLUSPLUS0.868|"
	match "$MyNick ali" / "ce|$Lock x Pk=y|"
	miss "$Lock EXTENDEDPROTOCOL" fill 500 "|" direction reply
	miss "$MyNick alice\r\n|"
	miss "$Lock |"
}

signature directconnect-search-result-whole {
	protocol directconnect
	transport udp
	pattern "\$SR [^ |]"
	search "\x05[^\x05|]{1,64} \([0-9\[][0-9.:a-f]{3}" within 256
	strength proof
	source "NMDC 1.3: $SR nick path 05 size slots 05 hub or TTH (address of the hub)|; checked to 4 characters of it"
	match "$SR alice share\\name.mkv" hex "05" "1234 2/3" hex "05" "TTH:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP (192.0.2.1:411)|"
	match "$SR b x 1/1" hex "05" "Hub (192.0.2.1)|"
	match "$SR b x 1/1" hex "05" "TTH:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFBPLSTHIP ([2001:db8::1]:411)|"
	miss "$SR alice share name.mkv (192.0.2.1)|"
	miss "$SR b x 1/1" hex "05" "Hub (hub.example.org)|"
}
