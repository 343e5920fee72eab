#!/usr/bin/env python3
"""Makes GWMath-Regular.otf of STIX Math 1.1.1, which says nothing of how far its slanted glyphs lean.

usage: mathface.py OUT STIX_MATH      (run by refresh.sh)

Without that, the upper bound of an integral stands on it, and the square of an 𝑓 too. Primes are small and high there,
and would be made smaller and higher once more. Both are put right, and the font gets a name of its own, as its licence asks.
"""
import sys

from fontTools.otlLib.builder import buildCoverage
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

INTEGRALS = range(0x222B, 0x2234)
SLANTED = [*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6E2, 0x1D71C), *range(0x1D468, 0x1D49C), *range(0x1D71C, 0x1D756)]
PRIMES = range(0x2032, 0x2035)
GAP = 25  # between a glyph's ink and what stands at its top right
PRIME = 1.75, 60  # how much larger, and from where up


def main(out, source):
    font = TTFont(source, recalcTimestamp=False)
    glyphs, cmap, math = font.getGlyphSet(), font.getBestCmap(), font['MATH'].table

    def ink(name):
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        return pen.bounds

    variants = dict(zip(math.MathVariants.VertGlyphCoverage.glyphs, math.MathVariants.VertGlyphConstruction))
    def with_variants(codes):
        names = [cmap[code] for code in codes if code in cmap]
        for name in list(names):
            records = variants[name].MathGlyphVariantRecord if name in variants else []
            names += [record.VariantGlyph for record in records]
        return list(dict.fromkeys(names))

    # An integral is as wide as its ink: the upper bound stands behind it, the lower one is drawn back.
    integrals = with_variants(INTEGRALS)
    leaning = with_variants([*INTEGRALS, *SLANTED])
    corrections = {}
    for name in leaning:
        over = ink(name)[2] - glyphs[name].width + GAP if ink(name) else 0
        if over > 0:
            corrections[name] = round(over)
            if name in integrals:
                font['hmtx'][name] = (glyphs[name].width + round(over), font['hmtx'][name][1])
    table = otTables.MathItalicsCorrectionInfo()
    order = font.getGlyphOrder()
    table.Coverage = buildCoverage(corrections, font.getReverseGlyphMap())
    names = sorted(corrections, key=order.index)
    table.ItalicsCorrection = []
    for name in names:
        record = otTables.MathValueRecord()
        record.Value = corrections[name]
        table.ItalicsCorrection.append(record)
    table.ItalicsCorrectionCount = len(names)
    math.MathGlyphInfo.MathItalicsCorrectionInfo = table
    top = font['CFF '].cff.topDictIndex[0]
    for code in PRIMES:
        name = cmap[code]
        scale, bottom = PRIME
        low = ink(name)[1]
        width = round(glyphs[name].width * scale * 0.75)
        pen = T2CharStringPen(width, glyphs)
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, scale, 0, bottom - low * scale)))
        charstring = pen.getCharString(top.Private, top.GlobalSubrs)
        top.CharStrings[name] = charstring
        font['hmtx'][name] = (width, font['hmtx'][name][1])
    table = font['name']
    for record in list(table.names):
        if record.nameID in (1, 2, 3, 4, 6, 16, 17):
            table.removeNames(nameID=record.nameID)
    for number, text in ((1, 'GW Math'), (2, 'Regular'), (3, '1.1.1-gw1;GWMA'), (4, 'GW Math'), (6, 'GWMath-Regular'),
                         (10, 'Modified version of STIX Math 1.1.1: italics corrections, primes; renamed.')):
        table.setName(text, number, 3, 1, 0x409)
    top.rawDict['FullName'] = top.rawDict['FamilyName'] = 'GW Math'
    font['CFF '].cff.fontNames[0] = 'GWMath-Regular'
    del font['FFTM']
    font.save(out)


main(*sys.argv[1:])
