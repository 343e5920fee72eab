#!/usr/bin/env bash
# A packed folder as a Debian package: the program in /usr/bin, the faces in /usr/share/gongwen/fonts, where the program looks,
# manuals in both languages, completions, licences. The same folder and the same time give the same bytes.
# usage: dist/deb.sh FOLDER ARCHITECTURE GLIBC VERSION SECONDS OUT [RUNNER…]     what the program of another processor is started by
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1 architecture=$2 glibc=$3 version=$4 when=$5 out=$6
shift 6
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

share="$root/usr/share" doc="$root/usr/share/doc/gongwen"
mkdir -p "$root/usr/bin" "$share/gongwen" "$doc" "$root/DEBIAN"
cp "$folder/render" "$root/usr/bin/"
cp -r "$folder/fonts" "$share/gongwen/"
cp "$folder/LICENSE" "$folder/第三方许可.txt" "$folder/说明.txt" "$doc/"
cat > "$doc/copyright" <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: gongwen
Comment: The program is made of gongwen and of the packages in 第三方许可.txt. The faces in it have the licences in
 /usr/share/gongwen/fonts/licences; FandolFang is a file of its own.

Files: *
Copyright: the authors of gongwen
License: Apache-2.0
 On Debian systems: /usr/share/common-licenses/Apache-2.0. Also: LICENSE beside this file.

Files: usr/share/gongwen/fonts/gpl/*
Copyright: 2012-2013, the Fandol team
License: GPL-3 with font exception
 Its text and the exception: /usr/share/gongwen/fonts/gpl/Fandol-COPYING-GPL3-font-exception.txt.
END

pages() { # LANGUAGE FOLDER
  mkdir -p "$share/man/$2"
  "${started[@]}" man --lang "$1" -o "$share/man/$2" 2>/dev/null
  find "$share/man/$2" -name '*.1' -exec gzip -9n {} +
}
completion() { # SHELL FILE
  mkdir -p "$(dirname "$share/$2")"
  "${started[@]}" completions "$1" --lang zh > "$share/$2"
}
started=(env LC_ALL=C.UTF-8 "$@" "$folder/render")
pages en man1
pages zh zh_CN/man1
completion bash bash-completion/completions/render
completion zsh zsh/vendor-completions/_render
completion fish fish/vendor_completions.d/render.fish

chmod -R u+rwX,go+rX,go-w "$root"
chmod 755 "$root/usr/bin/render"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
cat > "$root/DEBIAN/control" <<END
Package: gongwen
Version: $version
Architecture: $architecture
Maintainer: the authors of gongwen <gongwen@localhost>
Depends: libc6 (>= $glibc)
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Section: text
Priority: optional
Description: 公文排版 / sets Chinese official documents
 按 GB/T 9704-2012《党政机关公文格式》排公文：一个数据文件进，一份可以付印的 PDF 出。
 不联网。字体都在包里。
 .
 A data file in, a PDF in the format of GB/T 9704-2012 out, with fonts and without network.
END
# gzip, as the archive: xz takes a minute more for a tenth less, and what it makes depends on its threads.
mkdir -p "$out"
SOURCE_DATE_EPOCH=$when dpkg-deb --build --root-owner-group -Zgzip -z9 "$root" "$out/gongwen_${version}_$architecture.deb" >&2
echo "$out/gongwen_${version}_$architecture.deb"
