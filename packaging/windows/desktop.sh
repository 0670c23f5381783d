#!/usr/bin/env bash
# What somebody does without a terminal, on a screen under wine; started by try.sh: desktop.sh PROGRAM FOLDER PICTURES WORK
set -uo pipefail
program=$1 folder=$2 pictures=$3 work=$4
faults=0
holds() { echo "holds: $*"; }
fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}
windows() { echo "Z:${1//\//\\}"; }
data() { find "$WINEPREFIX/drive_c/users" -path '*Local/ziping/desk.json' 2>/dev/null | head -1; }
look() { import -window root "$pictures/$1.png"; }
# The desktop starts a program in a console of its own: its parent is explorer.exe.
started() { wine explorer "/desktop=ziping,1000x700" "$@" >/dev/null 2>&1 & }
until_there() { # until_there COMMAND…: within a minute
    for _ in {1..60}; do
        "$@" >/dev/null 2>&1 && return
        sleep 1
    done
    return 1
}
has_desk() { [ -s "$(data)" ]; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",]*\).*/\1/p" "$(data)"; }
# page COOKIES: the page that the opened address shows.
page() {
    curl -sS -L -c "$1" -b "$1" "http://127.0.0.1:$(field port)/?t=$(field token)"
}
end() {
    curl -sS -b "$1" -H 'x-ziping: 1' -H "Origin: http://127.0.0.1:$(field port)" -d '' "http://127.0.0.1:$(field port)/end"
    until_there test ! -e "$(data)"
}

started "$(windows "$program")"
if until_there has_desk; then
    sleep 2
    look double-click
    if page "$work/cookies" | grep -q 开始汇总; then holds "$program: a double click opens the desk, which waits"; else fault 'the desk shows no page'; fi
    end "$work/cookies" >/dev/null
    sleep 3
    look ended
    [ -e "$(data)" ] && fault 'the desk does not end'
else
    look double-click
    fault 'a double click opens no desk'
fi
wineserver -k
sleep 2

started "$(windows "$program")" "$(windows "$folder")"
if until_there has_desk; then
    shown=$(page "$work/cookies" | sed -n 's/.*id="path"[^>]*value="\([^"]*\)".*/\1/p')
    expected=$(windows "$folder")
    if [ "$shown" = "$expected" ]; then holds 'a folder that is dropped is chosen'; else fault "a folder that is dropped: $shown instead of $expected"; fi
    end "$work/cookies" >/dev/null
else
    look dropped
    fault 'a folder that is dropped opens no desk'
fi
wineserver -k
sleep 2

# A form that is dropped: its findings, and the window waits for a key; in a console of Chinese Windows.
form=$(find "$folder" -name '*.xlsx' | sort | head -1)
started "$(windows "$program")" "$(windows "$form")"
sleep 15
look form
if pgrep -f -- "$(basename "$program")" >/dev/null; then holds 'the window of a form that is dropped waits'; else fault 'the window of a form that is dropped is gone'; fi
wineserver -k
exit $faults
