#!/usr/bin/env bash
# How many documents a second does a batch make?
# Times `render batch` of 1,000 one-page notices against `typst compile` of an equal page in a loop on all
# cores, and tells where the time goes.
# usage: benches/batch.sh [--rows N] [--loop N] [--rounds N]
# Installs typst-cli of the same version once, into ${GONGWEN_TOOLS:-~/.cache/gongwen/tools}. A first run
# builds two programs in release: about 12 minutes each on two cores. Read the numbers on an idle machine.
# With perf(1) installed it also prints what share of the processor's time subsetting and deflate take.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^typst = "=\(.*\)"$/\1/p' Cargo.toml)
export GONGWEN_TOOLS="${GONGWEN_TOOLS:-$HOME/.cache/gongwen/tools}"
typst="$GONGWEN_TOOLS/bin/typst"
if [ "$("$typst" --version 2>/dev/null | cut -d' ' -f2)" != "$version" ]; then
  (cd / && cargo install --locked --root "$GONGWEN_TOOLS" "typst-cli@$version")
fi

cargo bench --bench batch -- "$@"

if perf --version >/dev/null 2>&1; then
  target=${CARGO_TARGET_DIR:-target}
  folder="$target/tmp/batch"
  rm -rf "$folder/profiled"
  perf record -q -F 499 -o "$folder/perf.data" "$target/release/render" batch "$folder/notice.toml" \
    --list "$folder/list.csv" -o "$folder/profiled" --fonts bundled --quiet >/dev/null 2>&1 || exit 0
  echo
  echo "Processor time by whose function it was spent in:"
  perf report -i "$folder/perf.data" --no-children -g none --stdio -F overhead,symbol 2>/dev/null |
    awk '/%/ { share = $1 + 0
      if (/deflate|zlib|adler|crc32/) deflate += share
      else if (/subsetter|ttf_parser|skrifa|read_fonts/) subset += share
      else if (/krilla|typst_pdf|pdf_writer|xmp/) pdf += share
      else if (/typst|comemo|rustybuzz|icu|ecow/) layout += share
      else if (/malloc|free|memmove|memset|memcpy|realloc/) memory += share
      else if (/\[k\]/) kernel += share
      else other += share }
      END { printf "| %.0f %% | deflate |\n| %.0f %% | cutting and reading faces |\n| %.0f %% | other PDF work |\n", deflate, subset, pdf
        printf "| %.0f %% | evaluating and laying out |\n| %.0f %% | memory |\n| %.0f %% | the kernel |\n| %.0f %% | all else |\n", layout, memory, kernel, other }'
fi
