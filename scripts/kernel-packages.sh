# shellcheck shell=sh
# kernel-packages.sh: what test-kernel and debian-kernel share: a cache of unpacked kernel packages, and what is printed.
#
# Nothing is installed: packages are unpacked below ${XDG_CACHE_HOME:-~/.cache}/nf_p2p, once. A directory is made
# in $work/root, then published.

cache=${XDG_CACHE_HOME:-$HOME/.cache}/nf_p2p/kernels
work=

# Debian's tools for the superuser are not on everybody's path.
PATH=$PATH:/usr/sbin:/sbin

say() { echo "${0##*/}: $*" >&2; }
die() { say "$*"; exit 1; }

cleanup() { [ -z "$work" ] || rm -rf "$work"; }
trap cleanup EXIT
trap 'exit 130' HUP INT TERM

begin_work() {
	mkdir -p "$cache"
	find "$cache" -maxdepth 1 -name 'partial.*' -mmin +600 -exec rm -rf {} +
	cleanup
	work=$(mktemp -d "$cache/partial.XXXXXX")
	mkdir "$work/root"
}

# The sandbox user cannot write into a home directory and apt says so at length: as root, go without it.
run_apt() {
	sandbox=
	[ "$(id -u)" -ne 0 ] || sandbox='-o APT::Sandbox::User=root'
	# shellcheck disable=SC2086 # one option, two words, or none
	apt-get -q $sandbox "$@" >&2
}

# unpack DIRECTORY PACKAGE-FILE...: the files go.
unpack() {
	unpacked=$1
	shift
	mkdir -p "$unpacked"
	for package; do
		dpkg-deb -x "$package" "$unpacked" || return 1
		rm "$package"
	done
}

# Under software emulation a kernel needs half of its boot time to decompress itself. Where the image is of the kind that
# can also be started unpacked (xz inside, PVH entry), do that here, once.
unpack_image() {
	image=$work/root/boot/vmlinuz-$1
	grep -q '^CONFIG_PVH=y' "$work/root/boot/config-$1" 2>/dev/null || return 0
	offset=$(LC_ALL=C grep -abom 1 "$(printf '\3757zXZ')" "$image" | head -n 1 | cut -d : -f 1)
	[ -n "$offset" ] || return 0
	# What follows the packed kernel is not xz's business, but it complains.
	tail -c "+$((offset + 1))" "$image" | xz -dc --single-stream >"$work/vmlinux" 2>/dev/null || true
	case $(head -c 4 "$work/vmlinux" | tail -c 3) in
	ELF) mv "$work/vmlinux" "$work/root/boot/vmlinux-$1" ;;
	esac
}

# publish RELEASE NAME: a directory gets its final name only when it is complete: what has the name is good.
publish() {
	[ -d "$work/root/lib/modules/$1" ] || ln -s usr/lib "$work/root/lib"
	depmod -b "$work/root" "$1" || return 1
	unpack_image "$1"
	mv -T "$work/root" "$cache/$2" 2>/dev/null || [ -d "$cache/$2" ]
}

# print_paths RELEASE NAME HEADERS
print_paths() {
	root=$cache/$2
	for image in "$root/boot/vmlinux-$1" "$root/boot/vmlinuz-$1" "$root/usr/lib/modules/$1/vmlinuz"; do
		[ ! -e "$image" ] || break
	done
	[ -e "$image" ] || die "no image in $root: remove that directory and try again"
	printf "release='%s'\nimage='%s'\nmodules='%s'\nheaders='%s'\n" "$1" "$image" "$root" "$3"
}
