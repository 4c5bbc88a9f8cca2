# shellcheck shell=sh disable=SC2154
# about: An OpenSSH client and Dropbear: key exchange, login by key, a command with 100 kB of output; the server listens on
#   22 and on 4662 as well.
# needs: openssh-client dropbear-bin
capture
umask 077
mkdir -p "$work/home/.ssh"
ssh-keygen -q -t ed25519 -N '' -C alice -f "$work/id"
cp "$work/id.pub" "$work/home/.ssh/authorized_keys"
sed "s|^root:.*|root:x:0:0:root:$work/home:/bin/sh|" /etc/passwd >"$work/passwd"
mount --bind "$work/passwd" /etc/passwd
dropbearkey -t ed25519 -f "$work/host" >/dev/null 2>&1
run server dropbear -F -E -r "$work/host" -p 22 -p 4662
wait_until 10 listens server tcp 22
for port in 22 4662; do
	on alice ssh -p "$port" -i "$work/id" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
		"root@$server" 'head -c 100000 /dev/zero | tr "\0" x' >/dev/null
done
