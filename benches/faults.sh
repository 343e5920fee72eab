#!/usr/bin/env bash
# What does a batch leave behind when it is killed, or when the machine refuses?
# usage: benches/faults.sh [KILLS] [ROWS]          (50 kills, 60 rows, at least 20; some two minutes)
# Uses the program of $RENDER, else builds one with `cargo build`. A full disk and a read-only folder need a
# mount namespace of one's own (`unshare`); where the system forbids that, they are passed over and said so.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-50}
rows=${2:-60}
render=${RENDER:-}
if [ -z "$render" ]; then
  cargo build --quiet
  render="$PWD/${CARGO_TARGET_DIR:-target}/debug/render"
  [ -x "$render" ] || render="$CARGO_TARGET_DIR/debug/render"
fi
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "FAILED: $*" >&2; exit 1; }

cat >data.toml <<'DATA'
issuers = ["南屏市档案局"]
title = "关于举办{{班次}}的通知"
body = "请{{联络员}}同志于6月6日前报名。"
date = 2025-05-20
DATA
{
  echo "份号,主送,班次,联络员"
  for ((row = 1; row <= rows; row++)); do echo "$row,第${row}局,第${row}班,乙"; done
} >list.csv
batch=(batch data.toml --list list.csv --name "{份号}-{主送}.pdf" --fonts bundled --quiet)

start=$(date +%s%N)
"$render" "${batch[@]}" -o whole 2>/dev/null
took=$(((($(date +%s%N) - start)) / 1000000))

# Killed at random moments, started again, killed again; when it has come to its end, from the beginning.
rounds=0
for ((kill = 1; kill <= kills; kill++)); do
  "$render" "${batch[@]}" -o out --resume 2>/dev/null &
  process=$!
  sleep "$(awk -v most="$took" -v seed="$RANDOM" 'BEGIN { srand(seed); printf "%.3f", rand() * most / 1000 / 2 }')"
  kill -9 "$process" 2>/dev/null || true
  wait "$process" 2>/dev/null || true
  for file in out/*.pdf; do
    [ -e "$file" ] || continue
    cmp -s "$file" "whole/${file#out/}" || fail "kill $kill left a half $file"
  done
  if [ -e out/register.csv ]; then rounds=$((rounds + 1)) && rm -rf out; fi
done
"$render" "${batch[@]}" -o out --resume 2>/dev/null || fail "the run after the kills"
diff -r whole out || fail "the run after the kills made something else"
echo "killed $kills times, $rounds times after the end: only whole files, and the end is the same"

# Nobody reads what it says.
loud=("${batch[@]:0:${#batch[@]}-1}")
"$render" "${loud[@]}" -o piped 2> >(exec 0<&-) && diff -r whole piped || fail "a closed pipe"
echo "a closed pipe: everything made"

# A face's file goes away while the run goes on.
mkdir faces && cp "$OLDPWD"/fonts/gpl/FandolFang-Regular.otf faces/
sed 's/^date/fonts = { fangsong = "faces\/FandolFang-Regular.otf" }\ndate/' data.toml >face.toml
status=0
"$render" batch face.toml --list list.csv --name "{份号}.pdf" --fonts bundled --quiet -o faced 2>face.log &
process=$!
sleep 0.5
rm faces/FandolFang-Regular.otf
wait "$process" || status=$?
case $status in
0) echo "a vanished font file: it had been read, everything made" ;;
1) grep -q 'font-not-found\|missing-file' face.log || fail "a vanished font file says nothing"
   echo "a vanished font file: told, status 1, the files before it are whole" ;;
*) fail "a vanished font file ends with $status" ;;
esac
for file in faced/*.pdf; do tail -c 6 "$file" | grep -q EOF || fail "half $file"; done

# A disk of 400 kB, and a folder that nobody may write to.
inside='
  set -e
  mkdir -p small && mount -t tmpfs -o size=400k tmpfs small
  status=0
  "$@" -o small/out 2>full.log || status=$?
  [ $status = 2 ] && grep -q write-failed full.log || { cat full.log; echo "a full disk ends with $status"; exit 1; }
  for file in small/out/*.pdf; do cmp -s "$file" "whole/${file#small/out/}" || { echo "half $file"; exit 1; }; done
  ls -A small/out | grep -q tmp && { echo "a temporary file is left"; exit 1; }
  mount -o remount,size=100m small
  "$@" -o small/out --resume 2>/dev/null && diff -r whole small/out
  mkdir -p locked && mount -t tmpfs -o size=1m,ro tmpfs locked
  status=0
  "$@" -o locked 2>locked.log || status=$?
  [ $status = 2 ] && grep -q write-failed locked.log || { echo "a read-only folder ends with $status"; exit 1; }
'
if unshare -rm true 2>/dev/null; then
  unshare -rm bash -c "$inside" bash "$render" "${batch[@]}" || fail "a full disk or a read-only folder"
  echo "a full disk: told, status 2, whole files only, gone on with more room; a read-only folder: told, status 2"
else
  echo "a full disk and a read-only folder: passed over, no mount namespace here"
fi
