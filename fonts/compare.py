#!/usr/bin/env python3
"""Draws every sign, mark and figure of the bundled faces beside a second face, and finds those that are wrong or ill made.

usage: compare.py            says what differs and is not told of in ill-made.txt; exit status 1 when there is any
       compare.py --all      says all that differs, with its measures
       compare.py --draw DIR draws a sheet for each face: all its signs, and what is ill made underlined
                             (docs/faces-*.png are two of them)

needs fontTools and Pillow. Lengths are in em. Faces with hanzi are compared level, by the middle of their hanzi, as
pages are set (crates/press/src/level.rs).
"""
import functools
import logging
import pathlib
import sys
import unicodedata

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

logging.disable(logging.CRITICAL)
FONTS = pathlib.Path(__file__).resolve().parent
SERIF, SANS = 'NotoSerifSC-Regular-L2.otf', 'NotoSansCJKsc-Medium-GBK.otf'
# A face, and the one of the set that is the most like it and another's work.
PAIRS = {
    'FandolFang-Regular.otf': SERIF,
    'gkai00mp.ttf': 'GWKaiSupplement-Regular.ttf',
    'GWKaiSupplement-Regular.ttf': SERIF,
    SANS: SERIF,
    'NotoSerifCJKsc-Bold-GBK.otf': SERIF,
    SERIF: SANS,
    'LiberationSerif-Regular.ttf': 'GWMath-Regular.otf',
    'GWSigns-Regular.ttf': SANS,
    'GWMath-Regular.otf': 'LiberationSerif-Regular.ttf',
}
# What may differ: places of the ink, its extent, its amount, its outline in its own box.
OFF, NARROW, SHORT, PALE, OTHER = 0.1, 0.08, 0.6, 0.4, 0.8
PIXELS = 96
COMMON = '国中人民政府关于的通知办公室规定实施意见一二三四五六七八九十年月日省市县区大会议决'


class Face:
    def __init__(self, name):
        self.path = next(FONTS.rglob(name))
        self.font = TTFont(self.path, lazy=True)
        self.glyphs, self.cmap = self.font.getGlyphSet(), self.font.getBestCmap()
        self.em = self.font['head'].unitsPerEm
        self.drawn = ImageFont.truetype(str(self.path), PIXELS)
        boxes = [self.box(ord(c)) for c in COMMON if ord(c) in self.cmap]
        self.middle = sum(b[1] + b[3] for b in boxes) / 2 / len(boxes) if boxes else None

    @functools.cache
    def box(self, code):
        """Left, bottom, right and top of the ink; none without ink."""
        pen = BoundsPen(self.glyphs)
        self.glyphs[self.cmap[code]].draw(pen)
        return pen.bounds and tuple(side / self.em for side in pen.bounds)

    def advance(self, code):
        return self.glyphs[self.cmap[code]].width / self.em

    def picture(self, code):
        picture = Image.new('L', (3 * PIXELS, 3 * PIXELS), 0)
        ImageDraw.Draw(picture).text((PIXELS, 2 * PIXELS), chr(code), font=self.drawn, fill=255, anchor='ls')
        return picture


def is_han(code):
    return (0x2E80 <= code < 0x2FE0 or 0x3400 <= code < 0xA4D0 and not 0x4DC0 <= code < 0x4E00
            or 0xAC00 <= code < 0xFB00 or code >= 0x20000)


def signs(face):
    """Codes that should have ink and are no hanzi, syllables of other scripts or private."""
    return [c for c in sorted(face.cmap)
            if c > 0x20 and not is_han(c) and unicodedata.category(chr(c)) not in ('Cn', 'Co', 'Cc', 'Cf', 'Zs', 'Zl', 'Zp')]


def other(one, two):
    """How much two drawings differ when each fills its box: 0 the same, 1 nothing in common."""
    boxes = [picture.crop(picture.getbbox()).resize((48, 48), Image.BILINEAR).tobytes() for picture in (one, two)]
    return 1 - sum(map(min, *boxes)) / sum(map(max, *boxes))


def differences(face, second, code):
    ink = face.box(code)
    if ink is None:
        return ['empty']
    if code not in second.cmap or second.box(code) is None or unicodedata.category(chr(code))[0] not in 'PSN':
        return []
    like = second.box(code)
    level = (second.middle - face.middle) if face.middle and second.middle else 0
    aside = face.advance(code) - second.advance(code)
    across = (ink[0] + ink[2] - like[0] - like[2] - aside) / 2
    up = (ink[1] + ink[3] - like[1] - like[3]) / 2 + level
    found = []
    if abs(across) > OFF:
        found.append(f'across {across:+.2f}')
    if abs(up) > OFF:
        found.append(f'up {up:+.2f}')
    for name, one, two in (('width', ink[2] - ink[0], like[2] - like[0]), ('height', ink[3] - ink[1], like[3] - like[1])):
        if abs(one - two) > NARROW and not SHORT < one / max(two, 0.001) < 1 / SHORT:
            found.append(f'{name} {one:.2f}/{two:.2f}')
    pictures = face.picture(code), second.picture(code)
    amounts = [sum(picture.tobytes()) for picture in pictures]
    if not PALE < amounts[0] / max(amounts[1], 1) < 1 / PALE:
        found.append(f'ink {amounts[0] / amounts[1]:.2f}')
    if other(*pictures) > OTHER:
        found.append('another outline')
    # Signs of Chinese text have a cell each.
    if second.advance(code) == 1 and abs(aside) > 0.02 and code > 0x7F:
        found.append(f'cell {face.advance(code):.2f}')
    return found


def told():
    """For each face what ill-made.txt tells of: characters, and those that are set from another face."""
    all_of, wrong = {}, {}
    for line in (FONTS / 'ill-made.txt').read_text(encoding='utf8').splitlines():
        if line and not line.startswith('#'):
            name, characters, verdict, _ = line.split('\t')
            found = {ord(c) for c in characters if c != ' '}
            all_of.setdefault(name, set()).update(found)
            if verdict != 'right':
                wrong.setdefault(name, set()).update(found)
    return all_of, wrong


def draw(face, second, codes, wrong, path, columns=30, size=22):
    """Each sign of the face at the left of its field, the second's at the right."""
    small = ImageFont.truetype(str(FONTS / 'LiberationSerif-Regular.ttf'), 9)
    one, two = (ImageFont.truetype(str(f.path), size) for f in (face, second))
    wide, high = 2 * size + 18, size + 24
    sheet = Image.new('L', (columns * wide, -(-len(codes) // columns) * high), 255)
    pen = ImageDraw.Draw(sheet)
    for at, code in enumerate(codes):
        x, y = at % columns * wide + 6, at // columns * high + 14
        for place, font, has in ((x, one, True), (x + size + 4, two, code in second.cmap)):
            pen.rectangle((place, y, place + size, y + size), outline=215)
            if has:
                pen.text((place, y + round(0.88 * size)), chr(code), font=font, fill=0, anchor='ls')
        pen.text((x, y - 12), f'{code:04X}', font=small, fill=110)
        if code in wrong:
            pen.line((x, y + size + 4, x + size, y + size + 4), fill=0, width=3)
    sheet.quantize(8).save(path, optimize=True)
    print(path, *sheet.size, len(codes), 'signs')


def main(arguments):
    faces = functools.cache(Face)
    all_of, wrong = told()
    if arguments[:1] == ['--draw']:
        for name, second in PAIRS.items():
            face = faces(name)
            path = pathlib.Path(arguments[1]) / f'faces-{name.split("-")[0].split(".")[0].lower()}.png'
            draw(face, faces(second), signs(face), wrong.get(name, set()), path)
        return 0
    untold = 0
    for name, second in PAIRS.items():
        face = faces(name)
        for code in signs(face):
            found = differences(face, faces(second), code)
            if found and (arguments == ['--all'] or code not in all_of.get(name, set())):
                print(name, f'U+{code:04X}', chr(code), ', '.join(found), sep='\t')
                untold += 1
    return int(untold > 0 and arguments != ['--all'])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
