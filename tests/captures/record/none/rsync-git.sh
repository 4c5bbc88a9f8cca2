# shellcheck shell=sh disable=SC2154
# about: A folder of 60 kB fetched by rsync from its daemon, and a repository cloned by the git protocol.
# needs: rsync git
capture
payload "$work/share/file" 60
printf 'use chroot = no\nport = 873\n[share]\npath = %s\nuid = root\ngid = root\n' "$work/share" >"$work/rsyncd.conf"
run server rsync --daemon --no-detach "--config=$work/rsyncd.conf"
git init -q --bare "$work/repository.git"
git init -q "$work/tree"
git -C "$work/tree" -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m start
git -C "$work/tree" push -q "$work/repository.git" HEAD:main 2>/dev/null
run server git daemon --export-all "--base-path=$work" --reuseaddr
wait_until 10 listens server tcp 873
wait_until 10 listens server tcp 9418
on alice rsync -a "rsync://$server/share/" "$work/copy"
on alice git clone -q "git://$server/repository.git" "$work/clone" 2>/dev/null || true
