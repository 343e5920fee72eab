#!/usr/bin/env bash
# Starts a program with nothing of this machine's and has it write, set and check: its files into MADE. With LIKE, what another
# made, all of them have to be the same bytes.
# The processor is qemu's and Windows is wine where this machine is another. Exit status 75: they are not to be had here.
# usage: dist/try.sh TARGET PROGRAM FACE MADE [LIKE]      FACE: the file of 仿宋 that it has to use
set -euo pipefail
target=$1 program=$(realpath "$2") face=$(realpath "$3") made=$4 like=${5-}
data=$(realpath "$(dirname "$0")/../data")
needed() { command -v "$1" >/dev/null || { echo "dist: not started: no $1 here (apt-get install $2)"; exit 75; }; }
mkdir -p "$made"
made=$(realpath "$made")
[ -z "$like" ] || like=$(realpath "$like")
alone=(env -i PATH=/nowhere LC_ALL=zh_CN.UTF-8)
case $target in
  linux-aarch64)
    libraries=${AARCH64_ROOT:-/usr/aarch64-linux-gnu}
    needed qemu-aarch64-static qemu-user-static
    [ -e "$libraries/lib/ld-linux-aarch64.so.1" ] || { echo "dist: not started: no $libraries (apt-get install libc6-arm64-cross)"; exit 75; }
    alone+=("$(command -v qemu-aarch64-static)" -L "$libraries" "$program")
    ;;
  windows-x86_64)
    needed wine "wine wine64"
    home=$(mktemp -d)
    trap 'WINEPREFIX="$home/wine" wineserver -k 2>/dev/null || true; rm -rf "$home"' EXIT
    # A Windows without .NET and a browser, which nothing here asks for.
    alone=(env -i "HOME=$home" "WINEPREFIX=$home/wine" WINEDEBUG=-all "WINEDLLOVERRIDES=mscoree=;mshtml=" PATH=/usr/bin:/bin LC_ALL=C.UTF-8)
    "${alone[@]}" wine wineboot -i >/dev/null 2>&1
    alone+=(wine "$program")
    ;;
  *) alone+=("$program") ;;
esac
run() {
  "${alone[@]}" "$@" 2>"$made/told" || { cat "$made/told"; echo "dist: the packed program fails: render $*"; exit 1; }
  rm "$made/told"
}

cd "$made"
cp "$data"/longke-2024-2.* .
run --version > 版本.txt
run new 通知 --lang zh -o 通知.toml
run 通知.toml --fonts bundled --lang zh -o 通知.pdf
run check 通知.toml --fonts bundled --strict --lang zh > 对照表.txt
run longke-2024-2.toml --fonts bundled -o longke-2024-2.pdf
[ "$(head -c 5 longke-2024-2.pdf)" = "%PDF-" ]
# The face of 仿宋 is named in the line below it; Windows says Z:\ for / here.
used=$(run fonts --fonts bundled --lang en | sed -n '/^fangsong/{n;s/^\s*\(Z:\)\?//;s/\r$//;s#\\#/#g;p}')
if [ "$(realpath "$used")" != "$face" ]; then
  echo "dist: 仿宋 is not the packed one: $used"
  exit 1
fi
if [ -n "$like" ] && ! diff -rq "$like" .; then
  echo "dist: $target makes other files than $like has"
  exit 1
fi
