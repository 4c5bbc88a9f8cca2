#!/bin/sh
# test_check_linters.sh: each checker from elsewhere that scripts/check calls sees an offence of its kind. A copy holds nothing but
# offences, one file each, so that this takes seconds; what the checkers say of the real files, "make check-static" tells.
set -eu
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

sed -n "/^rule 'shellcheck'/,\$s/^rule '\(.*\)' [a-z_]*$/\1/p" scripts/check >"$work/rules"
copy=$work/copy
mkdir -p "$copy/ctl/man" "$copy/kmod"
cp -r .clang-tidy scripts "$copy"
git init -q "$copy"

# offend FILE LINE...
offend() {
	file=$copy/$1
	shift
	printf '%s\n' "$@" >"$file"
}

# sees RULE PATTERN...: it is broken, and its complaints are these
sees() {
	rule=$1
	echo "$rule" >>"$work/tried"
	shift
	"$copy/scripts/check" "$rule" >"$work/said" 2>&1 || true
	grep -qxF "not ok - $rule" "$work/said" || set -- "$@" 'not ok'
	for pattern; do
		grep -q "^# .*$pattern" "$work/said" && continue
		echo "not ok - $rule: nothing is said of '$pattern'"
		sed 's/^not ok/# &/; s/^ok/# &/' "$work/said"
		status=1
		return
	done
	echo "ok - $rule"
}

# The rules that compile ask the Makefile for what they need; the module is built by the kernel's.
offend Makefile '# SPDX-License-Identifier: GPL-2.0' 'p2pctl:; $(CC) -Wall -c -o $(PROGRAM) ctl/unused.c' 'generated:' \
	'print-flags:; @echo -DOFFENCE' 'print-sources:; @echo ctl/tidy.c'
offend Kbuild 'obj-m := offences.o' 'offences-y := kmod/order.o'
offend kmod/order.c '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'int undeclared(__be32 order);' \
	'int undeclared(__be32 order)' '{' '	return order < 3;' '}' 'void without_prototype(void)' '{' '}'
offend kmod/form.c 'int form(int a)' '{' '	if( a )' '		return 1;' '	return 0;' '}'
offend kmod/doc.h '/**' ' * struct doc - has two members' ' * @a: one of them' ' */' 'struct doc {' '	int a;' '	int b;' '};'
offend kmod/free.c 'void free_both(void *p)' '{' '	if (p)' '		kfree(p);' '}'
offend kmod/null.c 'int null(void)' '{' '	int *p = 0;' '	return *p;' '}'
offend kmod/spell.c '/* what you recieve */'
offend ctl/tidy.c '#include <stdlib.h>' 'int main(void)' '{' '	char *p = malloc(3);' '	free(p);' '	return p[1];' '}'
offend ctl/unused.c 'static int unused(void) { return 1; }'
offend ctl/man/page.8 '.TH page 8' '.SH NAME' 'page \- a page' '.nosuchmacro'
offend scripts/offence '#!/bin/sh' 'echo $1'

sees shellcheck 'SC2086'
sees codespell 'recieve'
sees 'groff has nothing to say about the manual' 'nosuchmacro'
sees 'man pages are well formed' 'nosuchmacro'
sees 'the module builds without a warning, W=1 and sparse' 'restricted __be32' 'without_prototype'
sees 'user space builds without a warning' 'unused'
sees 'checkpatch --strict' 'form.c:3: ERROR'
sees kernel-doc "'b' not described"
sees coccinelle 'free.c:4.*NULL check before'
sees clang-tidy 'freed'
sees cppcheck 'nullPointer'

if untried=$(grep -vxFf "$work/tried" "$work/rules"); then
	echo "not ok - each checker is tried: $untried"
	status=1
else
	echo 'ok - each checker is tried'
fi
exit $status
