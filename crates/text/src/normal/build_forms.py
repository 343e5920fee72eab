#!/usr/bin/env python3
"""Build forms.txt, the characters that stand for another, from the Unicode Character Database.

    python3 build_forms.py path/to/EquivalentUnifiedIdeograph.txt > forms.txt

- radical: Kangxi radicals and the CJK radicals supplement to the hanzi they look like (Unicode licence, see
  LICENSE-UNICODE), where that one is in the first block of hanzi: a radical whose hanzi no common font has stays.
- private: the 80 hanzi of GBK's rows FE50-FEA0 and the ten vertical marks and ḿ of rows A6 and A8, which systems
  before GB 18030-2022 keep at U+E815-E864, U+E78D-E796 and U+E7C7. Their codes run in the order of the rows, so the
  GB 18030 code of each is arithmetic, and glibc's GB18030 table says its character now.
- vertical: marks for vertical lines, which have no place in horizontal ones.
"""

import pathlib
import subprocess
import sys

VERTICAL = dict(zip("︐︑︒︓︔︕︖︗︘︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "，、。：；！？〖〗（）｛｝〔〕【】《》〈〉「」『』", strict=True))


def now(code: bytes) -> str:
    found = subprocess.run(["iconv", "-f", "GB18030", "-t", "UTF-32BE"], input=code, capture_output=True, check=True)
    return found.stdout.decode("utf-32-be")


def radicals():
    for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) < 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        to = int(fields[1], 16)
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if 0x2E80 <= code <= 0x2FDF and 0x4E00 <= to <= 0x9FFF:
                yield code, to, "radical"


def private():
    rows = [(0xE78D + i, bytes([0xA6, code])) for i, code in enumerate([*range(0xD9, 0xE0), 0xEC, 0xED, 0xF3])]
    rows += [(0xE7C7, b"\xa8\xbc")]
    rows += [(0xE815 + i, bytes([0xFE, code])) for i, code in enumerate([*range(0x50, 0x7F), *range(0x80, 0xA1)])]
    for code, gb in rows:
        to = ord(now(gb))
        assert not 0xE000 <= to <= 0xF8FF, f"this iconv is older than GB 18030-2022: {gb.hex()}"
        yield code, to, "private"


def vertical():
    for form, mark in VERTICAL.items():
        yield ord(form), ord(mark), "vertical"


for code, to, kind in sorted([*radicals(), *private(), *vertical()]):
    print(f"{code:04X} {to:04X} {kind}")
