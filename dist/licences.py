#!/usr/bin/env python3
"""The licences of all that is compiled into `render`, to standard output: which crate has which, and their texts, each once.

The crates are those that `cargo tree` has for the program on a target of compile.sh; their texts are the files that their authors
put beside the source. What compiler and linker add has none: its licences are named.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

TRIPLES = {
    "linux-x86_64": "x86_64-unknown-linux-gnu",
    "linux-aarch64": "aarch64-unknown-linux-gnu",
    "windows-x86_64": "x86_64-pc-windows-gnu",
}
RUNTIMES = {
    "linux": ["compiler-rt, libunwind (LLVM, by zig)  Apache-2.0 WITH LLVM-exception"],
    "windows": [
        "libgcc (GCC)  GPL-3.0-or-later WITH GCC-exception-3.1",
        "mingw-w64 runtime, winpthreads  ZPL-2.1, MIT AND BSD-3-Clause",
    ],
}
NAMES = re.compile(r"(licen[cs]e|copying|notice|copyright|unlicense)", re.IGNORECASE)


def cargo(*arguments: str) -> str:
    return subprocess.run(["cargo", *arguments], check=True, capture_output=True, text=True).stdout


def main() -> None:
    of = ["--target", TRIPLES[sys.argv[1]], "-p", "gongwen", "-f", "{p}"]
    lines = cargo("tree", "-q", "-e", "normal", "--prefix", "none", *of).splitlines()
    linked = {tuple(line.split()[:2]) for line in lines if line.strip()}
    packages = json.loads(cargo("metadata", "--format-version", "1"))["packages"]
    own = {package["name"] for package in packages if package["source"] is None}
    texts: dict[str, list[str]] = collections.defaultdict(list)
    print("render 由以下各件组成，许可如下。render 自己的代码按 Apache License 2.0（LICENSE），字体见 fonts/licences 和 fonts/gpl。")
    print("What render is made of, and under which licences.\n")
    missing = []
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        name, version = package["name"], package["version"]
        if name in own or (name, f"v{version}") not in linked:
            continue
        folder = pathlib.Path(package["manifest_path"]).parent
        files = sorted(path for path in folder.iterdir() if path.is_file() and NAMES.match(path.name))
        declared = package["license_file"]
        if declared and (folder / declared) not in files:
            files.append(folder / declared)
        authors = ", ".join(re.sub(r"\s*<[^>]*>", "", author) for author in package["authors"])
        print(f"{name} {version}  {package['license'] or declared or '?'}" + (f"  {authors}" if authors else ""))
        for path in files:
            text = "\n".join(line.rstrip() for line in path.read_text("utf-8", "replace").strip().splitlines())
            texts[text].append(f"{name} {version}")
        if not package["license"] and not files:
            missing.append(name)
    print("Rust standard library  MIT OR Apache-2.0")
    print("\n".join(RUNTIMES[sys.argv[1].split("-")[0]]))
    if missing:
        sys.exit(f"no licence is known of {', '.join(missing)}")
    for text, users in sorted(texts.items(), key=lambda entry: entry[1]):
        print("\n" + "=" * 100)
        print(", ".join(dict.fromkeys(users)))
        print("-" * 100)
        print(text)


if __name__ == "__main__":
    main()
