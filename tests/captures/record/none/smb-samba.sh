# shellcheck shell=sh disable=SC2154
# about: SMB: the list of shares and a file of 60 kB fetched as a guest.
# needs: samba smbclient
capture
payload "$work/share/file" 60
chmod -R a+rX "$work"
mkdir -p "$work/state"
cat >"$work/smb.conf" <<END
[global]
map to guest = bad user
guest account = nobody
server role = standalone
disable netbios = yes
lock directory = $work/state
state directory = $work/state
cache directory = $work/state
pid directory = $work/state
private dir = $work/state
ncalrpc dir = $work/state/ncalrpc
log file = $work/state/log
load printers = no
[share]
path = $work/share
guest ok = yes
END
run server smbd --foreground --no-process-group -s "$work/smb.conf"
wait_until 15 listens server tcp 445
on alice smbclient -s "$work/smb.conf" -N -L "$server" >/dev/null 2>&1 || true
on alice smbclient -s "$work/smb.conf" -N "//$server/share" -c "get file $work/fetched" >/dev/null 2>&1 || true
