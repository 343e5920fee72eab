#!/usr/bin/env bash
# A package for offices that compile nothing: the program, the faces that are files beside it, all licences, a page in
# Chinese, as OUT/gongwen-VERSION-linux-x86_64.tar.gz with its SHA-256 beside it.
# The program starts wherever glibc is 2.17 (of 2012) or newer: zig links it, which has the symbols of every glibc. Only
# the linking is another, so that what `cargo build` compiled serves; a linker of one's own is ZIG=/path/to/zig.
# usage: dist/build.sh [--profile PROFILE] [OUT]     release and target/dist unless said
# Exit status 75: there is no zig, and none is to be had.
set -euo pipefail
cd "$(dirname "$0")/.."
GLIBC=2.17
ZIG_VERSION=0.17.1
profile=release
if [ "${1-}" = --profile ]; then profile=$2; shift 2; fi
target="${CARGO_TARGET_DIR:-target}"
out="${1:-$target/dist}"

zig() {
  if [ -n "${ZIG-}" ]; then echo "$ZIG"; return; fi
  local home="$HOME/.cache/gongwen/zig-$ZIG_VERSION"
  if [ ! -x "$home/bin/python" ]; then python3 -m venv "$home" >&2; fi
  # Its wheel is 100 MB, once.
  "$home/bin/python" -c 'import ziglang' 2>/dev/null || "$home/bin/pip" install -q "ziglang==$ZIG_VERSION" >&2
  "$home/bin/python" -c 'import ziglang, pathlib; print(pathlib.Path(ziglang.__file__).parent / "zig")'
}
zig=$(zig) || { echo "dist: zig $ZIG_VERSION is not to be had here (ZIG=/path/to/zig names one)"; exit 75; }
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
linker="$made/cc"
printf '#!/bin/sh\nexec "%s" cc -target x86_64-linux-gnu.%s "$@"\n' "$zig" "$GLIBC" > "$linker"
chmod +x "$linker"

cargo rustc -q --profile "$profile" --bin render -- -C "linker=$linker" -C strip=symbols
built="$target/$([ "$profile" = dev ] && echo debug || echo "$profile")/render"
dist/glibc.sh "$built" "$GLIBC"

version=$("$built" --version | cut -d' ' -f2)
name="gongwen-$version-linux-x86_64"
folder="$made/$name"
mkdir -p "$folder/fonts"
cp "$built" "$folder/render"
cp -r fonts/gpl fonts/licences "$folder/fonts/"
cp LICENSE "$folder/"
cp dist/说明.txt "$folder/"
python3 dist/licences.py > "$folder/第三方许可.txt"
(cd "$folder" && find . -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum > "$made/sums" && mv "$made/sums" SHA256SUMS)

mkdir -p "$out"
# The same tree gives the same archive.
when=$(git log -1 --format=%ct 2>/dev/null || echo 0)
tar -C "$made" --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w -cf - "$name" | gzip -9n > "$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")

# What was packed is what is tried: unpacked somewhere else, with nothing of this machine's.
mkdir "$made/elsewhere"
(cd "$out" && sha256sum -c --quiet "$name.tar.gz.sha256")
tar -C "$made/elsewhere" -xzf "$out/$name.tar.gz"
cd "$made/elsewhere/$name"
sha256sum -c --quiet SHA256SUMS
alone() {
  env -i PATH=/nowhere LC_ALL=zh_CN.UTF-8 ./render "$@" 2>"$made/told" || { cat "$made/told"; echo "dist: the packed program fails: render $*"; exit 1; }
}
alone new 通知 -o 通知.toml
alone 通知.toml --fonts bundled -o 通知.pdf
alone check 通知.toml --fonts bundled --strict > 对照表.txt
[ "$(head -c 5 通知.pdf)" = "%PDF-" ]
alone fonts --fonts bundled > 字体.txt
grep -qF "$PWD/fonts/gpl/FandolFang-Regular.otf" 字体.txt || { echo "dist: the packed 仿宋 is not the one that is used"; exit 1; }
cd - >/dev/null
echo "dist: $out/$name.tar.gz, $(du -h "$out/$name.tar.gz" | cut -f1)"
