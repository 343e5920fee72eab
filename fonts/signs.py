#!/usr/bin/env python3
"""Makes GWSigns-Regular.ttf: the signs of forms, lists and formulas that the text faces lack.

usage: signs.py OUT SERIF NOTO_SERIF_CJK LIBERATION STIX_MATH SYMBOLS2 SYMBOLS      (run by refresh.sh)

Each sign is taken from the first of the last five that has it; SERIF is the face of the default set that
stands last in every chain, and what it has is left to it but for groups that must look alike.
"""
import sys
import unicodedata

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

EM = 1000
MIDDLE = 380  # of a hanzi's cell, which reaches from -120 to 880


def codes(*spans):
    return {c for first, last in spans for c in range(first, last + 1) if unicodedata.category(chr(c)) != 'Cn'}


def gb18030():
    """What is no hanzi in the two-byte part of GB 18030."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFF)]:
            try:
                text = bytes([lead, trail]).decode('gb18030')
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.add(ord(text))
    han = codes((0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xE000, 0xF8FF), (0xF900, 0xFAFF))
    return {c for c in found - han if c < 0x10000 and not chr(c).isspace()}


# Raised and lowered figures and fractions: all of one make, so that m² and m⁴ are alike.
SCRIPTS = {0xB2, 0xB3, 0xB9} | codes((0x2070, 0x2071), (0x2074, 0x208E))
FRACTIONS = {0xBC, 0xBD, 0xBE, 0x2044} | codes((0x2150, 0x215F), (0x2189, 0x2189))
FORMS = codes((0x2610, 0x2612), (0x2713, 0x2718))
# Shapes that a text face has large, small, or half of: a list's ● and a form's ☑ and □ stand side by side.
SHAPES = {ord(c) for c in '■□▲△▼▽◆◇○●★☆'}
CIRCLED = codes((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF), (0x2776, 0x277F), (0x24EB, 0x24F4))
# How large the ink of a shape is, in em.
LARGE = 0.78
WANTED = (
    gb18030()
    | SCRIPTS
    | FRACTIONS
    | FORMS
    | codes((0x2016, 0x2016), (0x2022, 0x2023), (0x2043, 0x2043), (0x2030, 0x2031), (0x20AC, 0x20AC), (0x2100, 0x214F), (0x2160, 0x2188))
    | codes((0x2190, 0x23CF), (0x23AF, 0x23AF), (0x2460, 0x24FF), (0x25A0, 0x2612), (0x261A, 0x261F))
    | codes((0x263C, 0x263D), (0x2660, 0x2667), (0x2701, 0x27BF), (0x27F5, 0x27FF), (0x2B05, 0x2B0D), (0x2B1B, 0x2B1C))
    | codes((0x2E3A, 0x2E3B), (0x2FF0, 0x2FFB), (0x3200, 0x33FF))
)
# The triangle of lists is a small triangle.
SAME = {0x2023: 0x25B8}
# Pictures for fun, and what a text never has.
UNWANTED = codes((0x231A, 0x231B), (0x23E9, 0x23FA), (0x2614, 0x2618), (0x2753, 0x2757), (0x2795, 0x2797), (0x2728, 0x2728))

# What a script is made of that no face has: the character itself, small.
SMALL = {0x2070: '0', 0x2071: 'i', 0x207A: '+', 0x207B: '−', 0x207C: '=', 0x207D: '(', 0x207E: ')', 0x207F: 'n',
         0x208A: '+', 0x208B: '−', 0x208C: '=', 0x208D: '(', 0x208E: ')'}


class Source:
    def __init__(self, path, number=-1):
        self.font = TTFont(path, fontNumber=number, recalcTimestamp=False)
        self.glyphs, self.cmap = self.font.getGlyphSet(), self.font.getBestCmap()
        self.scale = EM / self.font['head'].unitsPerEm

    def has(self, code):
        return code in self.cmap

    def record(self, code):
        pen = DecomposingRecordingPen(self.glyphs)
        self.glyphs[self.cmap[code]].draw(pen)
        return pen

    def advance(self, code):
        return self.glyphs[self.cmap[code]].width

    def bounds(self, code):
        pen = BoundsPen(self.glyphs)
        self.glyphs[self.cmap[code]].draw(pen)
        return pen.bounds


def outline(source, code, scale, dx, dy):
    pen = TTGlyphPen(None)
    quadratic = Cu2QuPen(pen, max_err=0.5, reverse_direction='CFF ' in source.font)
    source.record(code).replay(TransformPen(quadratic, (scale, 0, 0, scale, dx, dy)))
    return pen.glyph()


def in_cell(source, code, large=None):
    """A sign in a whole cell: in its middle, no larger than a hanzi; or `large` em."""
    bounds = source.bounds(code)
    if bounds is None:
        return outline(source, code, source.scale, 0, 0), EM
    left, bottom, right, top = (b * source.scale for b in bounds)
    if large:
        scale = large * EM / max(right - left, top - bottom)
    else:
        scale = min(1, 920 / (right - left), 960 / (top - bottom))
    dx = EM / 2 - scale * (left + right) / 2
    # A sign that hangs high or low means it (ˊ, ⌒); others stand in the middle.
    dy = MIDDLE - scale * (bottom + top) / 2 if top - bottom > 200 and code not in (0x2312,) else 0
    return outline(source, code, scale * source.scale, dx, dy), EM


def as_it_is(source, code):
    return outline(source, code, source.scale, 0, 0), round(source.advance(code) * source.scale)


def small(source, code):
    """The character of a script, as the face's own ⁴ is to its 4 and its ₄ too."""
    like, plain = (0x2074 if code < 0x2080 else 0x2084), ord('4')
    one, other = source.bounds(like), source.bounds(plain)
    share = (one[3] - one[1]) / (other[3] - other[1])
    code = ord(SMALL[code])
    dy = (one[1] - other[1] * share) * source.scale
    return outline(source, code, share * source.scale, 0, dy), round(source.advance(code) * share * source.scale)


def main(out, serif, cjk, liberation, stix, symbols2, symbols):
    has = set(TTFont(serif).getBestCmap())
    cjk, liberation, stix, symbols2, symbols = Source(cjk, 2), *map(Source, (liberation, stix, symbols2, symbols))
    made = {}
    for code in sorted((WANTED - has | SCRIPTS | FRACTIONS | FORMS | SHAPES | CIRCLED) - UNWANTED):
        if code in SCRIPTS | FRACTIONS:
            if liberation.has(code):
                made[code] = as_it_is(liberation, code)
            elif code in SMALL:
                made[code] = small(liberation, code)
            elif stix.has(code):
                made[code] = as_it_is(stix, code)
            continue
        if code in SHAPES:
            # ★ is larger than its ink looks, ○ and △ smaller.
            if chr(code) == '□':
                made[code] = in_cell(symbols2, 0x2610, LARGE)
            else:
                made[code] = in_cell(cjk, code, LARGE if chr(code) == '■' else LARGE + 0.06)
            continue
        if code in FORMS and code < 0x2613:
            made[code] = in_cell(symbols2, code, LARGE)
            continue
        if code in FORMS:
            sources = (symbols2,)
        else:
            sources = (cjk, stix, symbols2, symbols)
        for source in sources:
            if not source.has(code) and SAME.get(code) in source.cmap:
                made[code] = in_cell(source, SAME[code])
                break
            if source.has(code):
                wide = source is cjk and source.advance(code) >= EM
                made[code] = as_it_is(source, code) if wide or code == 0x20AC else in_cell(source, code)
                break
    names = {code: 'uni%04X' % code for code in made}
    order = ['.notdef', *names.values()]
    notdef = TTGlyphPen(None)
    for points in (((50, -70), (50, 830), (950, 830), (950, -70)), ((100, -20), (900, -20), (900, 780), (100, 780))):
        notdef.moveTo(points[0])
        for point in points[1:]:
            notdef.lineTo(point)
        notdef.closePath()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({code: name for code, name in names.items()})
    builder.setupGlyf({'.notdef': notdef.glyph(), **{names[code]: glyph for code, (glyph, _) in made.items()}})
    glyf = builder.font['glyf']
    left = lambda name: getattr(glyf[name], 'xMin', 0) or 0
    widths = {'.notdef': EM, **{names[code]: width for code, (_, width) in made.items()}}
    builder.setupHorizontalMetrics({name: (widths[name], left(name)) for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    licence = 'This Font Software is licensed under the SIL Open Font License, Version 1.1.'
    builder.setupNameTable({
        'copyright': 'Modified from Noto Serif CJK (© 2017-2021 Adobe), Liberation Serif (© 2012 Red Hat, Inc.), '
        'STIX Math 1.1.1 (© 2001-2011 the STI Pub Companies), Noto Sans Symbols and Symbols 2 (© Google LLC).',
        'familyName': 'GW Signs', 'styleName': 'Regular', 'uniqueFontIdentifier': '1.0;GWSG',
        'fullName': 'GW Signs', 'version': 'Version 1.0', 'psName': 'GWSigns-Regular',
        'description': 'Modified version: signs of OFL 1.1 fonts in the cells of Chinese text; renamed.',
        'licenseDescription': licence, 'licenseInfoURL': 'https://openfontlicense.org',
    })
    builder.font['name'].setName('公文符号', 1, 3, 1, 0x804)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, sTypoLineGap=0, usWinAscent=1000, usWinDescent=300, fsType=0)
    builder.setupPost(keepGlyphNames=False)
    builder.font['head'].created = builder.font['head'].modified = 3786912000  # 2024-01-01
    builder.font.recalcTimestamp = False
    builder.save(out)
    print(len(made), 'signs')


main(*sys.argv[1:])
