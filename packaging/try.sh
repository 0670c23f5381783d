#!/usr/bin/env bash
# Runs programs of other systems on this Debian machine and holds what they write against the program of this one:
# Windows under wine, arm64 and loongarch64 under qemu.
#
#   packaging/try.sh OWN OTHER…     OWN is a program for this machine; each OTHER is a .exe, or a program for another processor
#
# Pictures of the windows are left in target/packages/try.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
out=$root/target/packages/try
mkdir -p "$out"
own=$(realpath "$1")
shift
faults=0
holds() { echo "holds: $*"; }
fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}
# same WHAT A B: the same bytes.
same() { if cmp -s "$2" "$3"; then holds "$1"; else fault "$1"; fi; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A name with spaces, and a path of more than 260 characters.
folder="$work/报来的表 2023 年/$(printf '很长的文件夹名称%.0s' {1..8})/$(printf '第二层%.0s' {1..20})/$(printf '第三层%.0s' {1..25})/$(printf '第四层%.0s' {1..15})"
mkdir -p "$folder"
cp -r examples/2023/. "$folder"
# An .xls goes through a reading process.
find tests/forms -name '*.xls' -exec cp {} "$folder/旧格式.xls" \;
[ -e "$folder/旧格式.xls" ] || fault 'no .xls to try'
score() { # score PREFIX PROGRAM…: workbook, JSON and page beside the folder
    local prefix=$1
    shift
    "$@" score "${place:-$folder}" --year 2023 --roster "${roster:-$root/examples/名单.xlsx}" --no-settings \
        -o "$prefix.xlsx" --json "$prefix.json" --html "$prefix.html" >"$work/said" 2>&1
    local ended=$?
    [ $ended = 0 ] || { fault "score ended with $ended"; cat "$work/said"; }
}
score "$work/own" "$own"

on_windows() {
    local program=$work/程序/ziping.exe
    mkdir -p "$work/程序"
    cp "$1" "$program"
    export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe=' LC_ALL=C.UTF-8
    # On such a path Windows asks for the whole name; Z: is the root of this machine.
    local z=Z:${folder//\//\\}
    wineboot -i >/dev/null 2>&1
    if ! compgen -G "/usr/lib/*/wine/*/bcryptprimitives.dll" >/dev/null; then
        x86_64-w64-mingw32-gcc -O1 -shared -o "$work/程序/bcryptprimitives.dll" packaging/windows/prng.c -ladvapi32
    fi
    place=$z roster="Z:${root//\//\\}\\examples\\名单.xlsx" score "Z:${work//\//\\}\\windows" wine "$program"
    for kind in xlsx json html; do same "$program: $kind is that of this machine" "$work/own.$kind" "$work/windows.$kind"; done
    grep -qF '\\?\' "$work/said" && fault "$program shows a path with \\\\?\\"

    # A workbook that Excel holds: written beside.
    x86_64-w64-mingw32-gcc -municode -O1 -o "$work/hold.exe" packaging/windows/hold.c
    cp "$work/own.xlsx" "$work/占用.xlsx"
    wine "$work/hold.exe" "Z:${work//\//\\}\\占用.xlsx" 60 &
    local holder=$!
    sleep 5
    wine "$program" score 'Z:'"${root//\//\\}"'\examples\2023' -o "Z:${work//\//\\}\\占用.xlsx" --no-settings >"$work/said" 2>&1
    if [ -s "$work/占用（2）.xlsx" ] && grep -q '（2）' "$work/said"; then holds "$1: a workbook that is held is written beside"; else
        fault "$1: a workbook that is held"
        cat "$work/said"
    fi
    wineserver -k
    wait $holder 2>/dev/null

    xvfb-run -a -s '-screen 0 1000x700x24' bash "$root/packaging/windows/desktop.sh" "$program" "$folder" "$out" "$work" || faults=$((faults + 1))
    wineserver -k 2>/dev/null
}

# The reading process is started by the kernel, so that it has to know the emulator: root tells it.
known() { # known EMULATOR
    local registered=/proc/sys/fs/binfmt_misc
    [ -e $registered/register ] || mount -t binfmt_misc none $registered
    [ -e "$registered/$1" ] || cat "/usr/lib/binfmt.d/$1.conf" >$registered/register
}

on_other_processor() {
    local program=$1
    score "$work/other" "$program"
    for kind in xlsx json html; do same "$program: $kind is that of this machine" "$work/own.$kind" "$work/other.$kind"; done
}

for other in "$@"; do
    other=$(realpath "$other")
    case $(file -b "$other") in
    PE32*) on_windows "$other" ;;
    *ARM\ aarch64*) known qemu-aarch64 && on_other_processor "$other" ;;
    *LoongArch*) known qemu-loongarch64 && on_other_processor "$other" ;;
    *) on_other_processor "$other" ;;
    esac
done
echo "$faults faults"
[ $faults = 0 ]
