#!/usr/bin/env bash
# Does a change of the source leave every file as it was?
# usage: benches/same.sh RENDER > SUMS        then, with the program before and after: diff BEFORE AFTER
# Prints the SHA-256 of what RENDER makes of each document in data/: the PDF, its first page as PNG and SVG, the
# report as JSON, what was said, and of each PDF what `measure` reads in it. Folder and clock are no part of it.
set -euo pipefail
render=$(realpath "${1:?usage: benches/same.sh RENDER}")
cd "$(dirname "$(realpath "$0")")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C TZ=UTC

made() { # NAME COMMAND…: what it says, and that it failed, counts too
  local name=$1
  shift
  "$@" >"$work/$name.said" 2>&1 || echo "exit $?" >>"$work/$name.said"
  sed -i "s|$work/||g" "$work/$name.said"
}

for data in data/*.toml; do
  name=$(basename "$data" .toml)
  made "$name" "$render" "$data" --fonts bundled -o "$work/$name.pdf"
  made "$name.png" "$render" "$data" --fonts bundled --ppi 60 -o "$work/$name.png"
  made "$name.svg" "$render" "$data" --fonts bundled -o "$work/$name.svg"
  made "$name.check" "$render" check "$data" --fonts bundled --message-format json --report "$work/$name.html"
  made "$name.glyphs" "$render" fonts "$data" --fonts bundled --message-format json
  made "$name.measure" "$render" measure "$work/$name.pdf" --message-format json
done
made gongzuo-baogao "$render" data/gongzuo-baogao.json --template gongzuo-baogao --fonts bundled -o "$work/gongzuo-baogao.pdf"
made batch "$render" batch data/batch/tongzhi-peixun.toml --list data/batch/danwei.csv --name '{份号}' --fonts bundled \
  --quiet -o "$work/batch"
cd "$work"
find . -type f -print0 | sort -z | xargs -0 sha256sum
