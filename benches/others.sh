#!/usr/bin/env bash
# How long do other programs take for the text of the first real document?
# Times whole processes in turn: `render`, XeLaTeX, LuaLaTeX and LibreOffice, each from its own source with the
# same words to a PDF: 3号 仿宋, 28 mm and 26 mm margins, fixed line pitch. Theirs have no head, no seal, no PDF/A,
# and nothing is fitted, so they have less to do.
# usage: benches/others.sh [ROUNDS]   (5)
# Installs what is missing with apt-get, when it may: about 1 GB. LuaLaTeX reads the faces once before it is timed,
# for its font cache; XeLaTeX and LibreOffice run once, too.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}

need=()
command -v xelatex >/dev/null || need+=(texlive-xetex)
command -v lualatex >/dev/null || need+=(texlive-luatex)
kpsewhich ctexart.cls >/dev/null 2>&1 || need+=(texlive-lang-chinese)
# LuaTeX-ja, which ctex builds on, is in the Japanese collection.
kpsewhich luatexja.sty >/dev/null 2>&1 || need+=(texlive-lang-japanese)
command -v soffice >/dev/null || need+=(libreoffice-writer-nogui)
if [ ${#need[@]} -gt 0 ]; then
  echo "installing ${need[*]}" >&2
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >&2
fi

cargo build --release --quiet --bin render
render="${CARGO_TARGET_DIR:-target}/release/render"
fonts="$PWD/fonts/gpl"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
text=data/longke-2024-2.txt

{
  cat <<TEX
\\documentclass[UTF8,fontset=none]{ctexart}
\\usepackage[a4paper,top=37mm,left=28mm,textwidth=156mm,textheight=225mm]{geometry}
\\setCJKmainfont[Path=$fonts/]{FandolFang-Regular.otf}
\\linespread{1.0}\\setlength{\\baselineskip}{29.6pt}
\\begin{document}
\\fontsize{16pt}{29.6pt}\\selectfont
TEX
  sed -e 's/[%&#_$]/\\&/g' -e 's/$/\n/' "$text"
  echo '\end{document}'
} >"$work/text.tex"
{
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:page-layout style:name="p"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="35mm" fo:margin-left="28mm" fo:margin-right="26mm"/></style:page-layout>
<style:style style:name="b" style:family="paragraph"><style:paragraph-properties fo:line-height="29.6pt" fo:text-indent="32pt" fo:text-align="justify"/><style:text-properties style:font-name-asian="FandolFang R" style:font-size-asian="16pt" fo:font-size="16pt" style:language-asian="zh" style:country-asian="CN"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="p"/></office:master-styles>
<office:body><office:text>
XML
  sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's|^\(.*\)$|<text:p text:style-name="b">\1</text:p>|' "$text"
  echo '</office:text></office:body></office:document>'
} >"$work/text.fodt"

# LibreOffice finds the face by name.
mkdir -p "$work/home/.fonts"
cp "$fonts/FandolFang-Regular.otf" "$work/home/.fonts/"

ours() { "$render" data/longke-2024-2.toml --fonts bundled -o "$work/render.pdf"; }
tex() { (cd "$work" && "$1" -interaction=batchmode -halt-on-error -jobname="$1" text.tex); }
office() { HOME="$work/home" soffice --headless --convert-to pdf --outdir "$work" "$work/text.fodt"; }
run() {
  case $1 in
    render) ours ;;
    LibreOffice) office ;;
    *) tex "$1" ;;
  esac
}
contestants=(render xelatex lualatex LibreOffice)
# What has read its caches once: half of the race would be the other thing.
for one in "${contestants[@]}"; do run "$one" >"$work/log" 2>&1 || { echo "$one failed:" >&2; cat "$work/log" "$work/$one.log" 2>/dev/null | tail -30 >&2; exit 1; }; done
for ((round = 0; round < rounds; round++)); do
  for one in "${contestants[@]}"; do
    start=$(date +%s%N)
    run "$one" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000)) >>"$work/$one.times"
  done
done
median() { sort -n "$work/$1.times" | sed -n "$((rounds / 2 + 1))p"; }
base=$(median render)
echo "| | median | median against render |"
echo "| --- | --- | --- |"
for one in "${contestants[@]}"; do
  awk -v name="$one" -v time="$(median "$one")" -v base="$base" 'BEGIN { printf "| %s | %.0f ms | %.1f |\n", name, time / 1000, time / base }'
done
if command -v pdfinfo >/dev/null; then
  for file in render xelatex lualatex text; do
    echo "$file.pdf: $(pdfinfo "$work/$file.pdf" | awk '/^Pages/ { print $2 }') pages"
  done
fi
