#!/usr/bin/env bash
# A package for offices that compile nothing: the program, the faces that are files beside it, all licences, a page in
# Chinese, as OUT/gongwen-VERSION-TARGET.tar.gz (Windows: .zip) with its SHA-256 beside it; for Linux a .deb too.
# compile.sh says which system each starts on. What was packed is unpacked elsewhere, started, and sets the first documents
# there: with nothing of this machine's, and for another machine the same bytes as the package of linux-x86_64 in OUT,
# which is therefore made first.
# usage: dist/build.sh [--target TARGET] [--profile PROFILE] [OUT]
#        linux-x86_64 (unless said), linux-aarch64, windows-x86_64; dist; target/dist
# Exit status 75: a tool is not to be had here.
set -euo pipefail
cd "$(dirname "$0")/.."
target=linux-x86_64 profile=dist
while [ $# -gt 1 ]; do
  case $1 in
    --target) target=$2 ;;
    --profile) profile=$2 ;;
    *) break ;;
  esac
  shift 2
done
out="${1:-${CARGO_TARGET_DIR:-target}/dist}"
mkdir -p "$out"
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
# The same tree gives the same packages.
when=$(git log -1 --format=%ct 2>/dev/null || echo 0)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name="gongwen-$version-$target"
like="gongwen-$version-linux-x86_64"
if [ "$target" != linux-x86_64 ] && [ ! -e "$out/$like.tar.gz" ]; then
  echo "dist: no $like.tar.gz in $out to hold this package against: dist/build.sh first"
  exit 2
fi

built=$(dist/compile.sh "$target" "$profile")

folder="$made/$name"
mkdir -p "$folder/fonts"
cp "$built" "$folder/"
cp -r fonts/gpl fonts/licences "$folder/fonts/"
cp LICENSE "$folder/"
python3 dist/licences.py "$target" > "$folder/第三方许可.txt"
case $target in
  # The editor of Windows 7 knows lines and letters by their marks.
  windows-*) for text in dist/说明-windows.txt "$folder/第三方许可.txt"; do
      sed '1s/^/\xEF\xBB\xBF/; s/$/\r/' "$text" > "$made/text"
      mv "$made/text" "$folder/$(basename "${text/-windows/}")"
    done ;;
  *) cp dist/说明.txt "$folder/" ;;
esac
chmod -R u+rwX,go+rX,go-w "$folder"
(cd "$folder" && find . -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum > "$made/sums" && mv "$made/sums" SHA256SUMS)

case $target in
  windows-*) file="$name.zip"; python3 dist/zip.py "$folder" "$when" > "$out/$file" ;;
  *)
    file="$name.tar.gz"
    tar -C "$made" --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -9n > "$out/$file"
    ;;
esac
(cd "$out" && sha256sum "$file" > "$file.sha256")

unpacked() { # FILE FOLDER
  mkdir -p "$2"
  case $1 in
    *.zip) python3 -m zipfile -e "$1" "$2" ;;
    *.deb) dpkg -x "$1" "$2" ;;
    *) tar -C "$2" -xzf "$1" ;;
  esac
}
(cd "$out" && sha256sum -c --quiet "$file.sha256")
unpacked "$out/$file" "$made/elsewhere"
(cd "$made/elsewhere/$name" && sha256sum -c --quiet SHA256SUMS)
against=()
if [ "$target" != linux-x86_64 ]; then
  unpacked "$out/$like.tar.gz" "$made/like"
  dist/try.sh linux-x86_64 "$made/like/$like/render" "$made/like/$like/fonts/gpl/FandolFang-Regular.otf" "$made/like/made"
  against=("$made/like/made")
fi
face=fonts/gpl/FandolFang-Regular.otf
dist/try.sh "$target" "$made/elsewhere/$name/$(basename "$built")" "$made/elsewhere/$name/$face" "$made/made" "${against[@]}"
echo "dist: $out/$file, $(du -h "$out/$file" | cut -f1)"

case $target in
  linux-x86_64) debian=(amd64 2.17) runner=() ;;
  linux-aarch64) debian=(arm64 2.28) runner=(qemu-aarch64-static -L "${AARCH64_ROOT:-/usr/aarch64-linux-gnu}") ;;
  *) exit 0 ;;
esac
if ! command -v dpkg-deb >/dev/null; then
  echo "dist: no .deb: there is no dpkg-deb here"
  exit 0
fi
deb=$(dist/deb.sh "$folder" "${debian[@]}" "$version" "$when" "$out" "${runner[@]}")
(cd "$out" && sha256sum "$(basename "$deb")" > "$(basename "$deb").sha256")
unpacked "$deb" "$made/debian"
dist/try.sh "$target" "$made/debian/usr/bin/render" "$made/debian/usr/share/gongwen/$face" "$made/of-deb" "$made/made"
echo "dist: $deb, $(du -h "$deb" | cut -f1)"
