#!/usr/bin/env bash
# The program for one kind of machine, linked so that it starts on the oldest system promised: its path.
#   linux-x86_64     glibc 2.17; zig links what `cargo build` compiled, nothing else is compiled
#   linux-aarch64    glibc 2.28; standard library and dependencies are compiled for it (rust.sh), zig links
#   windows-x86_64   Windows 7; compiled likewise, Debian's gcc-mingw-w64 links
# usage: dist/compile.sh TARGET PROFILE     exit status 75: a tool is not to be had here
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1 profile=$2
folder="${CARGO_TARGET_DIR:-target}"
in_folder=$([ "$profile" = dev ] && echo debug || echo "$profile")

# Cargo's settings of a target are variables of its name: CARGO_TARGET_… and, for what compiles C, CC_….
set_for() { # TRIPLE LINKER
  local lower=${1//-/_}
  export "CARGO_TARGET_${lower^^}_LINKER=$2" "CC_$lower=$2"
}
elsewhere() { # TRIPLE
  local strip="CARGO_PROFILE_${profile^^}_STRIP"
  RUSTC=$(dist/rust.sh)
  export RUSTC "${strip//-/_}=symbols" RUSTC_BOOTSTRAP=1
  # The lock of the standard library is another: its few crates are fetched once.
  cargo build --profile "$profile" --bin render -Zbuild-std=std,panic_unwind --target "$1" >&2
}

case $target in
  linux-x86_64)
    linker=$(dist/zig.sh cc x86_64-linux-gnu.2.17)
    cargo rustc -q --profile "$profile" --bin render -- -C "linker=$linker" -C strip=symbols >&2
    built="$folder/$in_folder/render"
    dist/glibc.sh "$built" 2.17 >&2
    ;;
  linux-aarch64)
    triple=aarch64-unknown-linux-gnu
    linker=$(dist/zig.sh cc aarch64-linux-gnu.2.28)
    set_for "$triple" "$linker"
    AR_aarch64_unknown_linux_gnu=$(dist/zig.sh ar)
    export AR_aarch64_unknown_linux_gnu
    elsewhere "$triple"
    built="$folder/$triple/$in_folder/render"
    dist/glibc.sh "$built" 2.28 >&2
    ;;
  windows-x86_64)
    # The target of Windows 7 asks Windows for nothing that 7 has not; all else is as for 10.
    triple=x86_64-win7-windows-gnu
    linker=x86_64-w64-mingw32-gcc
    command -v "$linker" >/dev/null || { echo "dist: no $linker (apt-get install gcc-mingw-w64-x86-64-win32)" >&2; exit 75; }
    set_for "$triple" "$linker"
    elsewhere "$triple"
    built="$folder/$triple/$in_folder/render.exe"
    dist/dlls.sh "$built" >&2
    ;;
  *)
    echo "dist: linux-x86_64, linux-aarch64 or windows-x86_64, not $target" >&2
    exit 2
    ;;
esac
echo "$built"
