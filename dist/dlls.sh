#!/usr/bin/env bash
# Whether a program for Windows asks for no library that is not Windows' own, and for none that came after Windows 7.
# usage: dist/dlls.sh PROGRAM.exe
set -euo pipefail
asked=$(x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/^.*DLL Name: *//p' | tr '[:upper:]' '[:lower:]' | sort -u)
[ -n "$asked" ] || { echo "dlls: $1 asks for no library at all"; exit 1; }
others=$(grep -vxE '(advapi32|bcrypt|gdi32|kernel32|msvcrt|ntdll|ole32|oleaut32|secur32|shell32|user32|userenv|ws2_32)\.dll' <<< "$asked" || true)
if [ -n "$others" ]; then echo "dlls: $1 needs $(xargs <<< "$others")"; exit 1; fi
echo "dlls: $1 asks for $(xargs <<< "$asked")"
