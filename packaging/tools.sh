#!/usr/bin/env bash
# Installs what making and trying packages needs, on a bare Debian machine with rustup and Python.
#
#   packaging/tools.sh          for build.sh and check.sh
#   packaging/tools.sh try      for try.sh as well: wine, a screen without a monitor, an emulator of other processors
set -euo pipefail
cd "$(dirname "$0")/.."
out=${CARGO_TARGET_DIR:-target}/packages/tools

packages=(python3-venv binutils gcc-mingw-w64-x86-64 binutils-mingw-w64-x86-64)
if [ "${1:-}" = try ]; then
    packages+=(wine64 wine xvfb xauth xdotool imagemagick curl file qemu-user-static fonts-noto-cjk)
fi
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -yq --no-install-recommends "${packages[@]}"
fi

# Zig is the C compiler and linker of all Linux targets: one version, the same bytes on every machine.
[ -x "$out/bin/python" ] || python3 -m venv "$out"
"$out/bin/pip" install -q ziglang==0.17.1 cargo-zigbuild==0.24.1 Markdown==3.10

# The standard library of Windows 7 and of loongarch64 is built from its source.
rustup component add rust-src
rustup target add x86_64-pc-windows-gnu x86_64-unknown-linux-musl aarch64-unknown-linux-musl
