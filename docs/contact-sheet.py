"""Draws docs/contact-sheet.png: first and last page of the examples in data/ that have no finding to tell.

usage: python3 docs/contact-sheet.py [PROGRAM]    (default: target/debug/render; needs Pillow)
"""
import json, pathlib, subprocess, sys, tempfile

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent
program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/debug/render")
COLUMNS, GAP, PPI = 8, 10, 32


def draw(data, folder):
    """The first and last page, or nothing when a finding but the substitute faces was told."""
    run = subprocess.run(
        [program, str(data), "-o", str(folder / "page.png"), "--ppi", str(PPI), "--fonts", "bundled",
         "--message-format", "json"], capture_output=True, text=True)
    codes = {json.loads(line)["code"] for line in run.stderr.splitlines()} - {"substitute-face"}
    if run.returncode or codes:
        return []
    pages = sorted(folder.glob("page-*.png"), key=lambda path: int(path.stem.split("-")[1]))
    return [Image.open(page).convert("RGB") for page in (pages[0], pages[-1])]


shown, pages = [], []
for data in sorted((ROOT / "data").glob("*.toml")):
    with tempfile.TemporaryDirectory() as folder:
        drawn = draw(data, pathlib.Path(folder))
        pages += drawn
        shown += [data.stem] if drawn else []
wide, high = pages[0].size
rows = -(-len(pages) // COLUMNS)
sheet = Image.new("RGB", (COLUMNS * (wide + GAP) + GAP, rows * (high + GAP) + GAP), (150, 150, 150))
for i, page in enumerate(pages):
    sheet.paste(page, (GAP + i % COLUMNS * (wide + GAP), GAP + i // COLUMNS * (high + GAP)))
sheet.quantize(64).save(ROOT / "docs/contact-sheet.png", optimize=True)
print(len(shown), "documents, left to right:", ", ".join(shown))
