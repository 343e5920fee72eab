#!/usr/bin/env bash
# A rustc that has the sources of the standard library, which other systems' programs are compiled with: its path.
# RUSTC when that has them, else the rustc in use, else Debian's rustc-web with rust-web-src, unpacked into a folder and
# installed nowhere. Debian moves it on within a release: what it has today is taken.
# usage: dist/rust.sh       exit status 75: there is none, and none is to be had
set -euo pipefail
cd "$(dirname "$0")/.."
sources=lib/rustlib/src/rust/library/Cargo.toml
for own in ${RUSTC-} rustc; do
  root=$("$own" --print sysroot 2>/dev/null) || continue
  if [ -e "$root/$sources" ]; then command -v "$own"; exit; fi
done

none() { echo "dist: no rustc with the sources of the standard library: $1 (RUSTC=/path/to/rustc names one)" >&2; exit 75; }
command -v apt-get >/dev/null || none "rustup component add rust-src"
version=$(apt-cache show --no-all-versions rustc-web 2>/dev/null | sed -n 's/^Version: //p')
[ -n "$version" ] || none "apt-get update, or another Debian"
home="$HOME/.cache/gongwen/rustc-web-$version"
if [ ! -x "$home/rustc" ]; then
  part="$home.part"
  rm -rf "$part"
  mkdir -p "$part/debs"
  # Its LLVM and standard library have versions in their names.
  needs() { apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" | sed -n 's/^ *Depends: \(lib\(llvm\|z3\|std-rust-web\)[^ ]*\)$/\1/p'; }
  wanted="rustc-web rust-web-src"
  for round in 1 2 3 4; do
    # shellcheck disable=SC2086
    wanted=$( { printf '%s\n' $wanted; needs $wanted; } | sort -u)
  done
  # shellcheck disable=SC2086
  (cd "$part/debs" && apt-get -qq download $wanted) >&2 || none "apt-get update"
  for package in "$part"/debs/*.deb; do dpkg -x "$package" "$part"; done
  rm -r "$part/debs"
  printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" "$@"\n' "$home/usr/lib/$(gcc -print-multiarch)" "$home/usr/bin/rustc" > "$part/rustc"
  chmod +x "$part/rustc"
  rm -rf "$home"
  mv "$part" "$home"
fi
"$home/rustc" -vV >&2
echo "$home/rustc"
