# shellcheck shell=sh disable=SC2154
# about: IMAP and POP3 sessions by curl: login, list, fetch.
# needs: dovecot-imapd dovecot-pop3d curl
capture
mkdir -p "$work/mail/new" "$work/mail/cur" "$work/mail/tmp" "$work/run"
printf 'From: a@example.org\nTo: b@example.org\nSubject: test\n\n%s\n' "$(seq 500)" >"$work/mail/new/1"
cat >"$work/dovecot.conf" <<END
base_dir = $work/run
state_dir = $work/run
log_path = /dev/stderr
ssl = no
disable_plaintext_auth = no
default_internal_user = root
default_login_user = nobody
default_internal_group = root
first_valid_uid = 0
protocols = imap pop3
mail_location = maildir:$work/mail
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$work
}
service imap-login {
  chroot =
}
service pop3-login {
  chroot =
}
END
chmod 755 "$work"
chown -R 65534:65534 "$work/mail"
run server dovecot -F -c "$work/dovecot.conf"
wait_until 10 listens server tcp 143
on alice curl -s "imap://$server/" -u alice:secret >/dev/null || true
on alice curl -s "imap://$server/INBOX;MAILINDEX=1" -u alice:secret >/dev/null || true
on alice curl -s "pop3://$server/1" -u alice:secret >/dev/null || true
