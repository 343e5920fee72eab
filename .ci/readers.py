#!/usr/bin/env python3
"""Independent readers over finished files: pikepdf (qpdf) for structure, pypdfium2 (PDFium) for text and picture.

usage: readers.py REPORT.pdf PAGES_PREFIX WORDS
PAGES_PREFIX-1.png ... are the pages as `render` draws them at 144 ppi; WORDS must stand in the text of the PDF.
"""

import sys

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageStat

# How much darker or lighter a page may be drawn on average, of 255: two programs smooth edges differently.
DRAWN_ALIKE = 4.0


def structure(path: str) -> None:
    with pikepdf.open(path) as pdf:
        problems = pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else pdf.check()
        assert not problems, problems
        root = pdf.Root
        assert root.MarkInfo.Marked and root.Lang == "zh-CN", "tagged, in Chinese"
        assert root.OutputIntents[0].S == "/GTS_PDFA1", "an output intent for PDF/A"
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A", metadata.pdfa_status
            assert metadata.get("pdfuaid:part") == "1", "PDF/UA-1"
        for page in pdf.pages:
            marked = b"/MCID" in page.Contents.read_bytes()
            assert not marked or page.get("/StructParents") is not None, "pages know their structure"
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        for font in fonts:
            if font.Subtype == "/Type0":
                assert "/ToUnicode" in font, font.BaseFont
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert any(key in descriptor for key in ("/FontFile2", "/FontFile3")), font.BaseFont
        for name, filespec in pdf.attachments.items():
            assert filespec.obj.AFRelationship in ("/Source", "/Data"), name
            assert filespec.get_file().read_bytes(), name
        print(f"pikepdf: {len(pdf.pages)} pages, {len(pdf.attachments)} attachments, PDF/A-3A and PDF/UA-1")


def drawing(path: str, prefix: str, words: str) -> None:
    pdf = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    dense = "".join(text.split())
    assert "".join(words.split()) in dense, dense[:200]
    worst = 0.0
    for index, page in enumerate(pdf, 1):
        theirs = page.render(scale=2).to_pil().convert("L")
        ours = Image.open(f"{prefix}-{index}.png").convert("L").resize(theirs.size)
        off = ImageStat.Stat(ImageChops.difference(theirs, ours)).mean[0]
        worst = max(worst, off)
    assert worst < DRAWN_ALIKE, f"drawn otherwise by PDFium: {worst:.2f} of 255"
    print(f"pypdfium2: the words are there; pages as drawn differ by {worst:.2f} of 255 at most")


if __name__ == "__main__":
    structure(sys.argv[1])
    drawing(*sys.argv[1:4])
