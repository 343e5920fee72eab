#!/usr/bin/env bash
# zig as a compiler and linker of C: the path of a program that calls it, the same each time, so that cargo compiles nothing anew.
# usage: dist/zig.sh cc ZIG-TARGET | ar        ZIG-TARGET as x86_64-linux-gnu.2.17
# It is fetched from PyPI once (100 MB); ZIG=/path/to/zig names another. Exit status 75: there is none, and none is to be had.
set -euo pipefail
VERSION=0.17.1
home="$HOME/.cache/gongwen/zig-$VERSION"
if [ -n "${ZIG-}" ]; then
  home="$HOME/.cache/gongwen/zig-named"
  mkdir -p "$home"
else
  found() { "$home/bin/python" -c 'import ziglang, pathlib; print(pathlib.Path(ziglang.__file__).parent / "zig")' 2>/dev/null; }
  if [ ! -x "$home/bin/python" ]; then python3 -m venv "$home" >&2 || exit 75; fi
  if ! ZIG=$(found); then
    "$home/bin/pip" install -q "ziglang==$VERSION" >&2 || { echo "dist: zig $VERSION is not to be had here (ZIG=/path/to/zig names one)" >&2; exit 75; }
    ZIG=$(found)
  fi
fi
tool="$home/$1${2+-$2}"
# cc-rs names the target as Rust does, which zig does not read: aarch64-unknown-linux-gnu. It is named already.
cat > "$tool.new" <<END
#!/bin/sh
for said do
  shift
  case \$said in --target=*) ;; *) set -- "\$@" "\$said" ;; esac
done
exec "$ZIG" $1${2+ -target $2} "\$@"
END
chmod +x "$tool.new"
mv "$tool.new" "$tool"
echo "$tool"
