# shellcheck shell=sh disable=SC2154
# about: Two IRC connections that join a channel and talk.
# needs: ngircd netcat-openbsd
capture
printf '[Global]\nName = irc.example.org\nServerUID = root\nServerGID = root\n[Options]\nPAM = no\nIdent = no\nDNS = no\n' >"$work/conf"
run server ngircd -n -f "$work/conf"
wait_until 10 listens server tcp 6667
talk() { (printf 'NICK %s\r\nUSER %s 0 * :%s\r\n' "$1" "$1" "$1"; sleep 2; printf 'JOIN #lab\r\n'; sleep 1
	seq -f 'PRIVMSG #lab :line %g' 30; sleep 1; echo QUIT); }
talk first | on alice nc -w 5 "$server" 6667 >/dev/null &
talk second | on bob nc -w 5 "$server" 6667 >/dev/null
