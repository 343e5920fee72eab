"""证明 longke-2024-2.txt 与网页原文一字不差：两边去掉标点和空白后逐字比较。

用法：python3.11 tools/check_seed.py [网页原文]（默认 /work/shared/seed/longke-2024-2.web.txt）
"""
import pathlib
import sys
import unicodedata

here = pathlib.Path(__file__).resolve().parent.parent
seed = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/work/shared/seed/longke-2024-2.web.txt")


def words(text):
    """Everything but marks (Unicode P*) and white space: hanzi, digits, letters and symbols stay."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c)[0] != "P")


lines = [line for line in seed.read_text(encoding="utf-8").splitlines() if line.strip()]
assert lines[0].lstrip().startswith(">"), "first line: breadcrumb"
assert lines[-1].endswith(".pdf"), "last line: the PDF's name"
assert [l.strip() for l in lines[-3:-1]] == ["龙泉市科学技术局", "2024年1月30日"], "organ and date"
want_lines = lines[1:-3]
have_lines = (here / "longke-2024-2.txt").read_text(encoding="utf-8").splitlines()
want, have = words("".join(want_lines)), words("".join(have_lines))
assert want == have, next((i, want[i:i + 20], have[i:i + 20]) for i in range(len(want)) if want[i:i+1] != have[i:i+1])
assert len(want_lines) == len(have_lines), "same paragraphs"
for number, (a, b) in enumerate(zip(want_lines, have_lines), 1):
    assert words(a) == words(b), f"paragraph {number}"
    # Marks: only the five half-width ones changed, one for one.
    assert b == a.strip().translate(str.maketrans(",:;()", "，：；（）")), f"marks of paragraph {number}"
assert not set(",:;()?!\"'") & set("".join(have_lines)), "a half-width mark is left"
print(f"ok: {len(have_lines)} paragraphs, {len(want)} characters without marks and space, all equal")
