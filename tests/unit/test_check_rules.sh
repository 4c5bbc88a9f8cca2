#!/bin/sh
# test_check_rules.sh: what breaks a rule of scripts/check is seen by that rule and by no other. Those of layers and shape are
# tried: the rules in front of shellcheck, which need grep and awk only; tests/static/offences has the others.
set -eu
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0 planted=0

sed -n "/^rule 'shellcheck'/q; s/^rule '\(.*\)' [a-z_]*$/\1/p" scripts/check >"$work/rules"
mkdir "$work/sound"
cp -r .gitignore kmod ctl scripts "$work/sound"
# The rules ask git for the files.
git init -q "$work/sound"

# renew: the copy holds no offence.
renew() {
	rm -rf "$work/copy"
	cp -r "$work/sound" "$work/copy"
	planted=0
}

# plant FILE LINE...: put an offence at the end of a file of the copy.
plant() {
	file=$work/copy/$1
	shift
	printf '%s\n' "$@" >>"$file"
	planted=$((planted + 1))
}

# sees RULE: this one complains once of each offence, the others say ok.
sees() {
	while read -r rule; do
		[ "$rule" != "$1" ] || printf 'not '
		echo "ok - $rule"
	done <"$work/rules" >"$work/wanted"
	xargs -d '\n' "$work/copy/scripts/check" <"$work/rules" >"$work/said" || true
	if grep -v '^#' "$work/said" | cmp -s "$work/wanted" - && [ "$(grep -c '^#' "$work/said")" -eq "$planted" ]; then
		echo "ok - ${1:-an untouched copy}"
	else
		echo "not ok - ${1:-an untouched copy}: of $planted offences were seen:"
		sed -n 's/^not ok/# &/; /^#/p' "$work/said"
		status=1
	fi
	echo "$1" >>"$work/tried"
	renew
}

renew
sees ''
plant kmod/flow.c 'static const struct nf_hook_ops ops[2];'
plant kmod/flow.c 'nf_register_net_hooks(net, ops, 2);'
plant kmod/flow.c 'INIT_DELAYED_WORK(&delayed_work, tick);'
plant kmod/flow.c 'timer_setup(&timer, tick, 0);'
plant kmod/flow.c 'schedule_work(&work);'
plant kmod/flow.c 'static int get(struct genl_info *info);'
sees 'three drivers start everything'
plant kmod/verdict.c 'p2p_flow_lookup(key);'
plant kmod/classify.c 'p2p_verdict(orders);'
plant kmod/flow.c 'p2p_event(pn);'
plant kmod/subscriber.c 'p2p_flow_lookup(key);'
plant kmod/decision.c 'p2p_event_push(pn);'
plant kmod/packet.c 'p2p_memo_find(ct);'
plant kmod/event.c 'p2p_packet_read(skb);'
plant kmod/knob.c '// SPDX-License-Identifier: GPL-2.0-only'
sees 'stages do not call stages'
plant kmod/passage.c 'bytes = skb->len;'
plant kmod/flow.c 'skb_orphan(skb);'
plant kmod/reject.c 'return NF_DROP;'
plant kmod/netlink_dump.c 'skb->mark = 0;'
sees 'skb and NF_* only in hook and packet'
plant kmod/hook.c 'ports = tcp_hdr(skb)->source;'
plant kmod/flow.c 'header = ipv6_hdr(packet);'
sees 'an skb is parsed only in packet, and once more in reject'
plant kmod/flow.c 'type = P2P_EVENT_A_KIND;'
plant kmod/flow.c 'type = P2P_A_COOKIE;'
plant ctl/cmd_flow.c 'P2P_A_COOKIE;'
sees 'attribute names only where netlink is spoken'
plant ctl/client.c '#include <netlink/netlink.h>'
sees 'libnl only in conntrack'
plant kmod/flow.c '#if LINUX_VERSION_CODE < 0x60000'
plant kmod/flow.h '#if X < KERNEL_VERSION(6, 1, 0)'
sees 'kernel versions only in compat'
plant kmod/classify.c 'const struct sk_buff *skb;'
plant kmod/classify.h '#include <linux/skbuff.h>'
plant kmod/verdict.c '#include <linux/jiffies.h>'
plant kmod/blob.c 'spin_lock_bh(&lock);'
plant kmod/blob.c 'read_lock(&lock);'
plant kmod/blob.c 'mutex_lock(&lock);'
plant kmod/blob.c 'rcu_read_unlock();'
plant kmod/ids.c 'ids = vzalloc(size);'
plant kmod/ids.c 'ids = kmalloc_array(count, size, GFP_KERNEL);'
plant kmod/ids.c 'kvfree(ids);'
plant kmod/stream.c 'now = local_clock();'
plant kmod/stream.c 'now = ktime_get_ns();'
plant kmod/bucket.h 'now = jiffies;'
sees 'pure stages know no packet, lock, memory or clock'
plant ctl/long.c '// SPDX-License-Identifier: GPL-2.0-or-later' $(seq 500)
plant ctl/function.c '// SPDX-License-Identifier: GPL-2.0-or-later' '{' $(seq 80) '}'
sees 'files and functions are short'
plant ctl/free.c 'int x;'
sees 'each source names its licence'
plant ctl/p2pctl.c 'int x; '
sees 'no white space at the end of a line'

if untried=$(grep -vxFf "$work/tried" "$work/rules"); then
	echo "not ok - each rule is tried: $untried"
	status=1
else
	echo 'ok - each rule is tried'
fi
exit $status
