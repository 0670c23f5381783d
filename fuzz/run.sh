#!/usr/bin/env bash
# Fuzzes each target for some seconds with nothing but cargo and a C++ compiler: fuzz/run.sh [SECONDS [TARGET…]]
#
# New inputs are kept in target/fuzz/corpus. What makes a target fail is left in target/fuzz/found and named at the end.
# `cargo fuzz run TARGET --sanitizer none` does the same where cargo-fuzz is installed.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-20}
targets=("${@:2}")
if [ ${#targets[@]} = 0 ]; then
    for file in targets/*.rs; do targets+=("$(basename "$file" .rs)"); done
fi
out=$PWD/../target/fuzz
coverage=(level=4 inline-8bit-counters pc-table trace-compares)
RUSTFLAGS="--cfg fuzzing -C passes=sancov-module -C debug-assertions -C overflow-checks"
for kind in "${coverage[@]}"; do RUSTFLAGS+=" -C llvm-args=-sanitizer-coverage-$kind"; done
export RUSTFLAGS
host=$(rustc -vV | sed -n 's/^host: //p')
# The program's own versions of all crates.
cp ../Cargo.lock .
# With a target named, build scripts are built without the flags.
cargo build --release --target "$host" --target-dir "$out"

# A library that asks for too much memory ends its reading process, and here the fuzzing: it goes on for what is left.
fuzzed() { # fuzzed TARGET
    local end=$((SECONDS + seconds)) left
    while left=$((end - SECONDS)) && [ $left -gt 0 ]; do
        "$out/$host/release/$1" "$out/corpus/$1" "corpus/$1" -artifact_prefix="$out/found/$1-" \
            -max_total_time="$left" -max_len=65536 -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 2>"$out/$1.log" && return
        grep -q '^memory allocation of .* failed' "$out/$1.log" || return
    done
}

failed=()
for target in "${targets[@]}"; do
    mkdir -p "$out/corpus/$target" "$out/found"
    fuzzed "$target" || failed+=("$target")
    printf '%-10s %s runs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$target.log")"
done
if [ ${#failed[@]} -gt 0 ]; then
    for target in "${failed[@]}"; do
        grep -E 'panicked|ERROR|SUMMARY|written to' -A1 "$out/$target.log" || tail -3 "$out/$target.log"
    done
    echo "fuzzing found something in: ${failed[*]}" >&2
    exit 1
fi
