#!/usr/bin/env bash
# Runs programs of other systems on this Debian machine and holds what they write against the program of this one:
# Windows under wine, arm64 and loongarch64 under qemu.
#
#   packaging/try.sh OWN OTHER…     OWN is a program for this machine; each OTHER is a .exe, or a program for another processor
#
# Pictures of the windows are left in packages/try of the target directory.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
out=$(realpath "${CARGO_TARGET_DIR:-target}")/packages/try
mkdir -p "$out"
own=$(realpath "$1")
shift
faults=0
holds() { echo "holds: $*"; }
fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}
# same WHAT A B: the same bytes; else both are left beside the pictures.
same() {
    if cmp -s "$2" "$3"; then holds "$1"; else
        fault "$1"
        cp "$2" "$3" "$out"
    fi
}

# Not below /dev, whatever TMPDIR says: wine's Explorer opens no folder there, so that nothing can be clicked in.
work=$(mktemp -d -p /tmp)
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
# Names that are hard to show, to link to or to sort, and files that are not what they are called.
hostile="$work/难读的文件"
mkdir -p "$hostile/空 格 #50%"
mapfile -t forms < <(find examples/2023 -name '*.xlsx' | sort)
names=('a#b%20c.xlsx' '50%.xlsx' "甲's & 乙.xlsx" '[1]表.xlsx' ' 前有空格.xlsx' '表 (1)（2）.xlsx' $'零宽\u200b.xlsx' $'反向\u202exslx.表.xlsx'
    $'e\u0301.xlsx' '𠮷野家😀.xlsx' 'javascript%3Aalert(1).xlsx' '=1+1.xlsx' '@表.xlsx' 'COM10.xlsx' '大写.XLSX')
for i in "${!names[@]}"; do cp "${forms[i]}" "$hostile/${names[i]}"; done
cp "${forms[0]}" "$hostile/空 格 #50%/再报.xlsx"
cp "${forms[1]}" "$hostile/~\$锁.xlsx"
cp tests/corpus/*.xlsx "$hostile"
: >"$hostile/空.xlsx"
head -c 9000 "${forms[2]}" >"$hostile/半截.xlsx"
printf '单位,得分\n甲,90\n' | iconv -t gbk >"$hostile/文本.xls"
printf '<html><table><tr><td>甲</td></tr></table></html>' >"$hostile/网页.xls"
printf '%%PDF-1.7\n' >"$hostile/扫描件.pdf"
printf x >"$hostile/Thumbs.db"
python3 - "$hostile/街道.zip" "${forms[@]:3:2}" <<'PYTHON'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as package:
    for number, form in enumerate(sys.argv[2:]):
        package.write(form, f"甲 街道/{number}#.xlsx")
PYTHON

# score FOLDER ROSTER PREFIX PROGRAM…: workbook, JSON and page; paths as the program names them.
score() {
    local folder=$1 roster=$2 prefix=$3
    shift 3
    rm -f "$work"/other.*
    "$@" score "$folder" --year 2023 --roster "$roster" --no-settings --overwrite \
        -o "$prefix.xlsx" --json "$prefix.json" --html "$prefix.html" >"$work/said" 2>&1
    local ended=$?
    [ $ended = 0 ] || { fault "score ended with $ended"; cat "$work/said"; }
}
# as_here PROGRAM WHAT OURS: the three files of another program are ours.
as_here() { for kind in xlsx json html; do same "$1: $2, $kind" "$3.$kind" "$work/other.$kind"; done; }
list=$root/examples/名单.xlsx
declare -A inputs=([own]=$folder [deep]=$deep [hostile]=$hostile)
declare -A called=([own]='a folder with Chinese name and spaces, an .xls' [deep]='more than 260 characters' [hostile]='hostile names and files')
for kind in own deep hostile; do score "${inputs[$kind]}" "$list" "$work/$kind" "$own"; done

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
    for kind in own deep hostile; do
        score "$(windows "${inputs[$kind]}")" "$(windows "$list")" "$(windows "$work/other")" wine "$program"
        as_here "$1" "${called[$kind]}" "$work/$kind"
        grep -qF '\\?\' "$work/said" && fault "$1 shows a path with \\\\?\\"
    done

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
    same "$1: the workbook that is held stays as it was" "$work/own.xlsx" "$work/占用.xlsx"

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
    for kind in own deep hostile; do
        score "${inputs[$kind]}" "$list" "$work/other" "$1"
        as_here "$1" "${called[$kind]}" "$work/$kind"
    done
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
