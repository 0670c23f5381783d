#!/usr/bin/env bash
# Checks the packages in target/packages (or below CARGO_TARGET_DIR): hashes, run bits, static linking, and that Windows programs need system files only.
set -euo pipefail
cd "$(dirname "$0")/.."
cd "${CARGO_TARGET_DIR:-target}/packages"
fail() {
    echo "FAILS: $*" >&2
    exit 1
}
# In every Windows since 7, and since 10.
windows7='advapi32|bcrypt|crypt32|iphlpapi|kernel32|msvcrt|netapi32|ntdll|ole32|oleaut32|pdh|powrprof|psapi|rpcrt4|secur32|shell32|user32|userenv|ws2_32'
windows10="$windows7|bcryptprimitives|combase|api-ms-win-[a-z0-9-]*"
# Calls that files of Windows 7 got later, those that Rust programs make at times.
later='CopyFile2|CreateFile2|GetAddrInfoExCancel|GetCurrentThreadStackLimits|GetHostNameW|GetOverlappedResultEx|GetSystemTimePreciseAsFileTime|GetTempPath2W|IsWow64Process2|MapViewOfFile3|PrefetchVirtualMemory|ProcessPrng|Ro[A-Z][A-Za-z]*|[GS]etProcessInformation|[GS]etProcessMitigationPolicy|[GS]etThreadDescription|[GS]etThreadInformation|VirtualAlloc2|WaitOnAddress|WakeByAddress[A-Z][a-z]*'

sha256sum --quiet -c SHA256SUMS.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in *.zip *.tar.gz; do
    [ -e "$package" ] || continue
    rm -rf "${work:?}"/*
    case $package in
    *windows7*) python3 -m zipfile --metadata-encoding gbk -e "$package" "$work" ;;
    *.zip) python3 -m zipfile -e "$package" "$work" ;;
    *) tar -xzf "$package" -C "$work" ;;
    esac
    folder=$(echo "$work"/*)
    (cd "$folder" && sha256sum --quiet -c SHA256SUMS.txt) || fail "$package: hashes"
    listed=$(wc -l <"$folder/SHA256SUMS.txt")
    [ "$(find "$folder" -type f | wc -l)" = $((listed + 1)) ] || fail "$package: files that the list of hashes lacks"
    for file in 使用说明.html 使用说明.docx 模板/规则.xlsx 示例/名单.xlsx 许可/第三方许可.txt; do
        [ -s "$folder/$file" ] || fail "$package: $file is missing"
    done
    if [ -e "$folder/ziping.exe" ]; then
        system=$windows10
        case $package in *windows7*) system=$windows7 ;; esac
        table=$(x86_64-w64-mingw32-objdump -p "$folder/ziping.exe")
        needed=$(sed -n 's/.*DLL Name: //p' <<<"$table" | tr 'A-Z' 'a-z' | sort -u)
        foreign=$(grep -Evx "($system)\.dll" <<<"$needed" || true)
        [ -z "$foreign" ] || fail "$package needs $foreign"
        called=$(sed -nE 's/^\s+[0-9a-f]+\s+[0-9]+\s+([A-Za-z_]\w*)$/\1/p' <<<"$table")
        [ -n "$called" ] || fail "$package: no table of calls"
        case $package in *windows7*) ! grep -Ex "$later" <<<"$called" || fail "$package: Windows 7 lacks this call" ;; esac
        python3 - "$folder/ziping.exe" <<'PYTHON' || fail "$package: no manifest, or no version in Chinese"
import sys
program = open(sys.argv[1], "rb").read()
wide = "预算绩效自评表批量复算、审核、排名".encode("utf-16-le")
sys.exit(not (wide in program and b">UTF-8</activeCodePage>" in program and b">true</longPathAware>" in program))
PYTHON
        echo "$package holds; needs only" $needed
    else
        [ -x "$folder/ziping" ] && [ -x "$folder/install.sh" ] || fail "$package: run bits"
        needed=$(readelf -d "$folder/ziping" | grep NEEDED || true)
        [ -z "$needed" ] || fail "$package needs $needed"
        HOME=$work/home sh "$folder/install.sh" >/dev/null
        grep -q "^Exec=\"$work/home/.local/bin/ziping\" desk %f$" "$work"/home/.local/share/applications/ziping.desktop || fail "$package: menu entry"
        HOME=$work/home sh "$folder/install.sh" --remove >/dev/null
        [ -z "$(find "$work/home" -type f)" ] || fail "$package: what is installed is not removed"
        echo "$package holds; needs nothing"
    fi
done
