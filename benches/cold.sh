#!/usr/bin/env bash
# How long does one document take, from an idle shell to a file on disk?
# Times `render data/longke-2024-2.toml` against `typst compile` of an equal document with the same fonts.
# usage: benches/cold.sh [--runs N]
# Installs typst-cli of the same version once, into ${GONGWEN_TOOLS:-~/.cache/gongwen/tools}. A first run
# builds two programs in release: about 12 minutes each on two cores. Read the numbers on an idle machine.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^typst = "=\(.*\)"$/\1/p' Cargo.toml)
export GONGWEN_TOOLS="${GONGWEN_TOOLS:-$HOME/.cache/gongwen/tools}"
typst="$GONGWEN_TOOLS/bin/typst"
if [ "$("$typst" --version 2>/dev/null | cut -d' ' -f2)" != "$version" ]; then
  # Outside this folder, so that neither its target folder nor its lock file is touched.
  (cd / && cargo install --locked --root "$GONGWEN_TOOLS" "typst-cli@$version")
fi

exec cargo bench --bench cold -- "$@"
