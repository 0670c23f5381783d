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
# A name with spaces, and within it a path of more than 260 characters.
folder="$work/报来的表 2023 年"
deep="$work/深/$(printf '很长的文件夹名称%.0s' {1..8})/$(printf '第二层%.0s' {1..25})/$(printf '第三层%.0s' {1..25})/$(printf '第四层%.0s' {1..25})"
mkdir -p "$folder" "$deep"
cp -r examples/2023/. "$folder"
cp -r examples/2023/. "$deep"
# An .xls goes through a reading process.
find tests/forms -name '*.xls' -exec cp {} "$folder/旧格式.xls" \;
[ -e "$folder/旧格式.xls" ] || fault 'no .xls to try'
# score FOLDER ROSTER PREFIX PROGRAM…: workbook, JSON and page; paths as the program names them.
score() {
    local folder=$1 roster=$2 prefix=$3
    shift 3
    "$@" score "$folder" --year 2023 --roster "$roster" --no-settings --overwrite \
        -o "$prefix.xlsx" --json "$prefix.json" --html "$prefix.html" >"$work/said" 2>&1
    local ended=$?
    [ $ended = 0 ] || { fault "score ended with $ended"; cat "$work/said"; }
}
list=$root/examples/名单.xlsx
score "$folder" "$list" "$work/own" "$own"
score "$deep" "$list" "$work/deep" "$own"

on_windows() {
    local program=$work/程序/ziping.exe
    mkdir -p "$work/程序"
    cp "$1" "$program"
    export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe=' LC_ALL=C.UTF-8
    wineboot -i >/dev/null 2>&1
    # Versions of wine lack a file that is in every Windows 10.
    if ! compgen -G "/usr/lib/*/wine/*/bcryptprimitives.dll" >/dev/null; then
        x86_64-w64-mingw32-gcc -O1 -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" packaging/windows/prng.c -ladvapi32
    fi
    # Z: is the root of this machine.
    windows() { echo "Z:${1//\//\\}"; }
    score "$(windows "$folder")" "$(windows "$list")" "$(windows "$work/other")" wine "$program"
    for kind in xlsx json html; do same "$1: $kind is that of this machine" "$work/own.$kind" "$work/other.$kind"; done
    grep -qF '\\?\' "$work/said" && fault "$1 shows a path with \\\\?\\"
    # Where a path is long, wine 8 does not tell where a link leads: the workbook has no links there.
    score "$(windows "$deep")" "$(windows "$list")" "$(windows "$work/other")" wine "$program"
    same "$1: more than 260 characters, JSON" "$work/deep.json" "$work/other.json"
    grep -qF '\\?\' "$work/said" && fault "$1 shows a path with \\\\?\\"

    # A workbook that Excel holds: written beside.
    x86_64-w64-mingw32-gcc -municode -O1 -o "$work/hold.exe" packaging/windows/hold.c
    cp "$work/own.xlsx" "$work/占用.xlsx"
    wine "$work/hold.exe" "$(windows "$work/占用.xlsx")" 60 &
    local holder=$!
    sleep 5
    wine "$program" score "$(windows "$root/examples/2023")" -o "$(windows "$work/占用.xlsx")" --no-settings >"$work/said" 2>&1
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
    score "$folder" "$list" "$work/other" "$program"
    for kind in xlsx json html; do same "$1: $kind is that of this machine" "$work/own.$kind" "$work/other.$kind"; done
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
