#!/usr/bin/env bash
# Runs targets for so many seconds each, one core, and keeps what reached new code: fuzz/run.sh SECONDS [TARGET…]
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?how many seconds each target runs}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(decode fold numbers extract brat import lexicon_file model_file)

# What runs begin from, beside the corpus that is kept: the example cases, and the tiny terminologies of the tests. The first byte
# of some says the language, or the format.
seed() {
    local target=$1 to=target/seeds/$1 at=0 file
    rm -rf "$to" && mkdir -p "$to"
    case $target in
    decode | fold) cp ../examples/*.txt "$to" ;;
    extract)
        for file in ../examples/*.txt; do
            { printf "\\x0$((at++ % 7))"; cat "$file"; } >"$to/$(basename "$file")"
        done
        ;;
    import)
        find ../crates/import/tests/data -type f | sort | while read -r file; do
            { printf '\x80'; cat "$file"; } >"$to/$(basename "$file")"
        done
        ;;
    brat) printf 'T1\tfinding 0 5;14 20\tdolor lumbar\nA1\tpresence T1 absent\nN1\tReference T1 HPO:HP:0003419\tx\n#1\tNote T1\ty\nR1\tcaused-by Arg1:T1 Arg2:T1\n' >"$to/all" ;;
    esac
}

# The corpus is kept packed, a file a target: it is thousands of inputs of some bytes each.
unpack() {
    rm -rf "target/corpus/$1" && mkdir -p "target/corpus/$1"
    [ ! -f "corpus/$1.tar.gz" ] || tar --extract --gzip --file "corpus/$1.tar.gz" --directory "target/corpus/$1"
}

# The same bytes for the same inputs: no times, no owners, in order.
pack() {
    mkdir -p corpus
    (cd "target/corpus/$1" && find . -type f -printf '%P\0' | LC_ALL=C sort --zero-terminated |
        tar --create --null --files-from=- --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=644 --file=-) |
        gzip --best --no-name >"corpus/$1.tar.gz"
}

for target in "${targets[@]}"; do
    seed "$target"
    unpack "$target"
    corpus=target/corpus/$target
    mkdir -p "found/$target"
    # New inputs go to the first folder; the others are only read.
    cargo +nightly fuzz run "$target" "found/$target" "$corpus" "target/seeds/$target" -- \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=8192 -print_final_stats=1
    # Of all that reached something, the few that reach the same.
    rm -rf target/least && mkdir -p target/least
    cargo +nightly fuzz run "$target" target/least "$corpus" "found/$target" -- -merge=1 -max_len=512
    rm -rf "$corpus" "found/$target" && mv target/least "$corpus"
    pack "$target"
done
