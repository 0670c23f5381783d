#!/usr/bin/env bash
# Makes the packages, in target/packages (or below CARGO_TARGET_DIR): packaging/build.sh [NAME…]
#
#   windows-x64  windows7-x64  linux-x64  linux-arm64  linux-loongarch64      (all of them by default)
#
# The same sources give the same bytes. QUICK=1 builds without link-time optimisation, to try things out.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/tools.sh
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
out=$CARGO_TARGET_DIR/packages
tools=$out/tools/bin
export PATH=$tools:$PATH

names=("$@")
[ $# -gt 0 ] || names=(linux-x64 linux-arm64 linux-loongarch64 windows-x64 windows7-x64)
# The import libraries of Windows are made by dlltool, which takes no blank in a path.
if [[ "${names[*]}" == *windows* && $CARGO_TARGET_DIR == *[[:space:]]* ]]; then
    echo "packages for Windows need a target folder without blanks in its path: set CARGO_TARGET_DIR" >&2
    exit 2
fi
# It writes the rule workbook that every package holds.
export ZIPING=${ZIPING:-$CARGO_TARGET_DIR/x86_64-unknown-linux-musl/release/ziping}
if [ ! -x "$ZIPING" ] && [ "${names[0]}" != linux-x64 ]; then
    echo "linux-x64 comes first: its program writes 规则.xlsx for the others (or ZIPING names one for this machine)" >&2
    exit 2
fi

# No time but that of the last commit, no path of this machine.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
cargo_home=${CARGO_HOME:-$HOME/.cargo}
maps=("$PWD=." "$CARGO_TARGET_DIR=./target" "$cargo_home/registry/src=crates" "$(rustc --print sysroot)=rust")
remap=("${maps[@]/#/--remap-path-prefix=}")
# A path may hold blanks.
CFLAGS=$(printf -- "'-ffile-prefix-map=%s' " "${maps[@]}")
export SOURCE_DATE_EPOCH CFLAGS CC_SHELL_ESCAPED_FLAGS=1
# What is built from source links into one program that no other needs.
from_source=(-Z build-std=std,panic_unwind)
if [ -n "${QUICK:-}" ]; then
    export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
fi

# build TARGET COMMAND [OPTION…] with the flags for rustc that are set.
build() {
    local target=$1
    shift
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && echo "${flags[*]}") \
        cargo "$@" --locked --release --bin ziping --target "$target"
}

for name in "${names[@]}"; do
    printf '\n== %s\n' "$name"
    flags=("${remap[@]}")
    case $name in
    windows-x64)
        target=x86_64-pc-windows-gnu program=ziping.exe
        flags+=(-C link-arg=-Wl,--no-insert-timestamp)
        build $target build
        ;;
    windows7-x64)
        target=x86_64-win7-windows-gnu program=ziping.exe
        # Windows 7 lacks calls that the usual standard library makes; this target's does not make them. Nor are errors of the
        # system given their longer words, which came with Windows 8.
        flags+=(-C link-arg=-Wl,--no-insert-timestamp --cfg windows_slim_errors)
        CROSS_COMPILE=x86_64-w64-mingw32- \
            CARGO_TARGET_X86_64_WIN7_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc RUSTC_BOOTSTRAP=1 \
            build $target build "${from_source[@]}"
        ;;
    linux-x64 | linux-arm64)
        target=x86_64-unknown-linux-musl program=ziping
        [ $name = linux-x64 ] || target=aarch64-unknown-linux-musl
        build $target zigbuild
        ;;
    linux-loongarch64)
        target=loongarch64-unknown-linux-musl program=ziping
        # Zig brings the objects that a program starts with; the toolchain has none for this target.
        flags+=(-C target-feature=+crt-static -C link-self-contained=no)
        RUSTC_BOOTSTRAP=1 build $target zigbuild "${from_source[@]}"
        ;;
    *)
        echo "no package is called $name" >&2
        exit 2
        ;;
    esac
    "$tools/python" packaging/pack.py "$name" "$CARGO_TARGET_DIR/$target/release/$program" "$out"
done
"$tools/python" packaging/pack.py sums "$out"
packaging/check.sh
