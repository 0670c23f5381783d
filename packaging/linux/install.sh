#!/bin/sh
# 安装到本用户，不需要管理员权限：sh install.sh；卸载：sh install.sh --remove
set -eu
cd "$(dirname "$0")"
share=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
entry=$share/applications/ziping.desktop
icon=$share/icons/hicolor/256x256/apps/ziping.png

if [ "${1:-}" = --remove ]; then
    rm -f "$bin/ziping" "$entry" "$icon"
    echo "已卸载。"
    exit
fi
mkdir -p "$bin" "$share/applications" "$(dirname "$icon")"
cp ziping "$bin/ziping.new"
chmod 755 "$bin/ziping.new"
mv "$bin/ziping.new" "$bin/ziping"
cp ziping.png "$icon"
# The menu starts programs by whole paths: its own search path need not hold ours.
sed "s|^Exec=ziping|Exec=\"$bin/ziping\"|" ziping.desktop >"$entry"
update-desktop-database "$share/applications" 2>/dev/null || true
echo "已安装。在开始菜单的“办公”里打开“自评”，或在终端运行：$bin/ziping"
