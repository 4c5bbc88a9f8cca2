# shellcheck shell=sh disable=SC2154
# about: TFTP: a file of 60 kB read, one of 5 kB written.
# needs: tftpd-hpa tftp-hpa
capture
payload "$work/tftp/file" 60
payload "$work/small" 5
chmod -R a+rwX "$work/tftp"
chmod 755 "$work"
run server in.tftpd -L -c -u nobody -s "$work/tftp" -a 0.0.0.0:69
wait_until 10 listens server udp 69
cd "$work" || exit
on alice tftp -m binary "$server" -c get file >/dev/null
on alice tftp -m binary "$server" -c put small >/dev/null
