#!/usr/bin/env bash
# What somebody does without a terminal, on a screen under wine; started by try.sh: desktop.sh PROGRAM FOLDER PICTURES WORK
#
# Files are opened by a double click in a window of wine's Explorer. PROGRAM lies alone in its folder.
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
explorer() { wine explorer "/desktop=ziping,1000x700" "$@" >/dev/null 2>&1 & }
until_there() { # until_there COMMAND…: within a minute
    for _ in {1..60}; do
        "$@" >/dev/null 2>&1 && return
        sleep 1
    done
    return 1
}
over() {
    wineserver -k
    rm -f "$(data)"
    sleep 2
}
# The only file of a folder, by a double click.
opened() {
    explorer explorer.exe "$(windows "$1")"
    until_there xdotool search --name "^$(basename "$1")$"
    sleep 15
    xdotool mousemove 200 116 click --repeat 2 --delay 120 1
}
has_desk() { [ -s "$(data)" ]; }
is_running() { pgrep -f "[z]iping.exe( |$)" | xargs -r -I{} readlink "/proc/{}/exe" | grep -q wine; }
is_over() { ! is_running; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",]*\).*/\1/p" "$(data)"; }
# The page that the opened address shows; its cookie is kept.
page() { curl -sS -L -c "$work/cookies" -b "$work/cookies" "http://127.0.0.1:$(field port)/?t=$(field token)"; }
end() { curl -sS -b "$work/cookies" -H 'x-ziping: desk' -d '' "http://127.0.0.1:$(field port)/end" >/dev/null; }
in_classes() { wine reg add "HKCR\\$1" /ve /d "$2" /f >/dev/null 2>&1; }

# Letters that the screen can show.
for font in Tahoma 'MS Shell Dlg' 'MS Shell Dlg 2'; do
    wine reg add 'HKCU\Software\Wine\Fonts\Replacements' /v "$font" /d 'Noto Sans CJK SC' /f >/dev/null 2>&1
done
wine reg add 'HKCU\Console' /v FaceName /d 'Noto Sans Mono CJK SC' /f >/dev/null 2>&1
over

opened "$(dirname "$program")"
if until_there has_desk; then
    sleep 3
    look double-click
    if page | grep -q 开始汇总; then holds 'a double click opens the desk, which waits'; else fault 'the desk shows no page'; fi
    end
    until_there test ! -e "$(data)"
    sleep 2
    look ended
    if has_desk; then fault 'the desk does not end'; else holds 'the desk ends by its button'; fi
    if is_running; then holds 'the window waits for a key'; else fault 'the window waits for nobody'; fi
    xdotool key Return
    if until_there is_over; then holds 'a key closes the window'; else fault 'a key does not close the window'; fi
else
    look double-click
    fault 'a double click opens no desk'
fi
over

# What is dropped on a program are the words behind its name.
explorer "$(windows "$program")" "$(windows "$folder")"
if until_there has_desk; then
    shown=$(page | sed -n 's/.*id="path"[^>]*value="\([^"]*\)".*/\1/p')
    if [ "$shown" = "$(windows "$folder")" ]; then holds 'a folder that is dropped is chosen'; else fault "a folder that is dropped: $shown"; fi
    end
else
    fault 'a folder that is dropped opens no desk'
fi
over

# A form that is opened with the program: its findings, in a window that waits.
mkdir -p "$work/一份表"
cp "$(find "$folder" -name '*.xlsx' | sort | head -1)" "$work/一份表/表.xlsx"
in_classes .xlsx ziping.form
in_classes 'ziping.form\shell\open\command' "\"$(windows "$program")\" \"%1\""
opened "$work/一份表"
sleep 20
look form
if is_running; then holds 'the window with the findings of a form waits'; else fault 'the window with the findings of a form is gone'; fi
over

# The console of Chinese Windows; what it shows has to be looked at.
in_classes 'ziping.form\shell\open\command' "cmd /k chcp 936 && $(windows "$program") check \"%1\""
opened "$work/一份表"
sleep 20
look gbk
over
echo "look at $pictures: double-click, ended, form, gbk"
exit $faults
