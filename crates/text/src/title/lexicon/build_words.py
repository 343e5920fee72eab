#!/usr/bin/env python3
"""Build words.txt, the small dictionary, from jieba's dict.txt and official.txt, and terms.txt from compounds.txt.

    python3 build_words.py path/to/jieba/dict.txt

Kept of jieba (MIT, see LICENSE-jieba): common words, names of places down to the county, single characters that
are common as words. Personal names are dropped. A line is a word and its cost, -4 ln p: what a walk through the
title adds up. Sorted by bytes, for the program finds a word by halving the text itself and loads nothing.
"""

import math
import pathlib
import sys

COMMON = 100  # a word must be seen this often …
NOUN_4 = 80  # … but one of four characters, rarely wrong in a title, only this often
SINGLE = 3000  # a single character, to be weighed against the words around it
OFFICIAL = 5000  # the frequency of a word of the hand list
REGION_ENDS = "省市县区州盟旗"


def is_han(word: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in word)


def keep(word: str, count: int, tag: str) -> bool:
    if not is_han(word) or len(word) > 12:
        return False
    if len(word) == 1:
        return count >= SINGLE
    if tag == "ns":  # a short name of a place, or the name of a region that is governed
        return count >= COMMON / 4 or (word[-1] in REGION_ENDS and 3 <= len(word) <= 10)
    if tag[:2] in ("nr", "nz") or tag[0] in "eoyi":  # names, and what is too lively for a title
        return False
    return count >= (NOUN_4 if len(word) == 4 else COMMON)


def compounds(text: str) -> list[str]:
    """The words of compounds.txt, which says how its lines are read."""
    words = []
    for line in text.splitlines():
        head, *rest = line.split("#")[0].split() or [""]
        if head.startswith("="):
            words += [head[1:] + tail for tail in rest]
        else:
            words += [modifier + head.rstrip("=") for modifier in rest]
    return words


def main() -> None:
    words = {}
    total = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        word, count, tag = line.split()
        total += int(count)
        if keep(word, int(count), tag):
            words[word] = int(count)
    hand = here("official.txt").read_text(encoding="utf-8")
    for line in hand.splitlines():
        for word in line.split("#")[0].split():
            words[word] = max(words.get(word, 0), OFFICIAL)
    parts = here("compounds.txt").read_text(encoding="utf-8")
    terms = {word: OFFICIAL for word in compounds(parts) if words.get(word, 0) < OFFICIAL}
    for name, entries in (("words.txt", words), ("terms.txt", terms)):
        lines = (f"{word} {round(4 * math.log(total / entries[word]))}\n" for word in sorted(entries))
        here(name).write_text("".join(lines), encoding="utf-8")


def here(name: str) -> pathlib.Path:
    return pathlib.Path(__file__).with_name(name)


if __name__ == "__main__":
    main()
