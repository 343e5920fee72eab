#!/usr/bin/env bash
# Whether a program starts where glibc is this old: no symbol that it asks for is newer, no library but glibc's own is needed.
# usage: dist/glibc.sh PROGRAM VERSION
set -euo pipefail
program=$1
limit=GLIBC_$2
symbols=$(readelf -W --dyn-syms "$program" | grep -o '@GLIBC_[0-9.]*' | sort -uV | tr -d @)
[ -n "$symbols" ] || { echo "glibc: $program asks for no glibc at all"; exit 1; }
newest=$(tail -n 1 <<< "$symbols")
if [ "$(printf '%s\n' "$newest" "$limit" | sort -V | tail -n 1)" != "$limit" ]; then
  echo "glibc: $program asks for $newest, newer than $limit:"
  readelf -W --dyn-syms "$program" | grep -F "@$newest" | awk '{ print "  " $8 }' | head -20
  exit 1
fi
others=$(readelf -W -d "$program" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | grep -vE '^(libc|libm|libdl|librt|libpthread|libutil|ld-linux-x86-64|ld-linux-aarch64)\.so\.[0-9]+$' || true)
if [ -n "$others" ]; then echo "glibc: $program needs $others"; exit 1; fi
echo "glibc: $program asks for $newest at most"
