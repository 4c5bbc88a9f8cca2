# shellcheck shell=sh disable=SC2154
# about: FTP: passive and active transfers of 60 kB, IPv4 and IPv6.
# needs: vsftpd curl
capture
mkdir -p "$work/ftp" "$work/empty"
payload "$work/ftp/file" 60
chmod 755 "$work" "$work/ftp"
cat >"$work/vsftpd.conf" <<END
listen_ipv6=YES
anonymous_enable=YES
anon_root=$work/ftp
secure_chroot_dir=$work/empty
background=NO
seccomp_sandbox=NO
pasv_min_port=40000
pasv_max_port=40010
END
run server vsftpd "$work/vsftpd.conf"
wait_until 10 listens server tcp 21
on alice curl -s "ftp://$server/file" -o /dev/null
on alice curl -s -P - "ftp://$server/file" -o /dev/null || true
on alice curl -s "ftp://[$server6]/file" -o /dev/null
