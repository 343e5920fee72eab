//! How much it takes to draw a face's characters. Those of a face are made of others, or of routines that call others:
//! a file of 1 KB has characters of a thousand million parts, which nothing below counts.

use std::ops::Range;

use ttf_parser::{Face, GlyphId, Tag, loca};

/// The most points, parts and steps of one character; an intricate one of brushes has some thousands.
const LIMIT_CHARACTER: u32 = 20_000;
/// The most of all of them; a face of 30,000 hanzi has some ten million.
const LIMIT_FACE: u64 = 200_000_000;
/// Parts of parts deeper than this are not drawn.
const DEEPEST: u8 = 32;
/// The same of routines.
const DEEPEST_CALL: u8 = 10;
/// The most numbers that wait for an operator; a face of variations has more.
const MOST_NUMBERS: usize = 513;
/// What the standard encoding names has these numbers: what is put together of two characters takes both from there.
const STANDARD: Range<u16> = 1..150;

/// It takes more than anybody draws.
#[derive(Debug, PartialEq)]
struct TooMuch;

/// Whether each character of a face can be drawn in bounded time.
pub(super) fn is_bounded(bytes: &[u8], index: u32) -> bool {
    let Ok(face) = Face::parse(bytes, index) else { return false };
    let raw = face.raw_face();
    let table = |name: &[u8; 4]| raw.table(Tag::from_bytes(name));
    let parts = match (table(b"glyf"), table(b"loca")) {
        (Some(glyf), Some(places)) => {
            let head = face.tables().head;
            let count = face.tables().maxp.number_of_glyphs;
            loca::Table::parse(count, head.index_to_location_format, places)
                .map_or(Ok(()), |places| Parts { glyf, places, known: vec![None; count.get().into()] }.all())
        }
        _ => Ok(()),
    };
    let steps = match (table(b"CFF "), table(b"CFF2")) {
        (Some(table), _) => Routines::of_cff(table).map_or(Ok(()), Routines::all),
        (_, Some(table)) => Routines::of_cff2(table).map_or(Ok(()), Routines::all),
        _ => Ok(()),
    };
    parts.and(steps).is_ok()
}

fn byte(data: &[u8], at: usize) -> Option<u8> {
    data.get(at).copied()
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Characters of a TrueType face: of points, or of other characters.
struct Parts<'a> {
    glyf: &'a [u8],
    places: loca::Table<'a>,
    /// How many points and parts each has, once it was counted.
    known: Vec<Option<u32>>,
}

impl Parts<'_> {
    fn all(mut self) -> Result<(), TooMuch> {
        for id in 0..self.known.len() as u16 {
            self.count(id, 0)?;
        }
        Ok(())
    }

    fn count(&mut self, id: u16, depth: u8) -> Result<u32, TooMuch> {
        if let Some(known) = self.known.get(usize::from(id)).copied().flatten() {
            return Ok(known);
        }
        // Also what is a part of itself.
        if depth >= DEEPEST {
            return Err(TooMuch);
        }
        let glyf = self.glyf;
        let data = self.places.glyph_range(GlyphId(id)).and_then(|range| glyf.get(range)).unwrap_or_default();
        let contours = short(data, 0).unwrap_or_default() as i16;
        let mut count = match usize::try_from(contours) {
            Ok(contours @ 1..) => short(data, 8 + 2 * contours).map_or(0, |last| u32::from(last) + 1),
            _ => 0,
        };
        let mut at = (contours < 0).then_some(10);
        while let Some((start, (flags, part))) =
            at.and_then(|at| Some((at, (short(data, at)?, short(data, at + 2)?))))
        {
            count += 1 + self.count(part, depth + 1)?;
            if count > LIMIT_CHARACTER {
                return Err(TooMuch);
            }
            let places = if flags & 0x1 != 0 { 4 } else { 2 };
            let scale = match flags {
                _ if flags & 0x8 != 0 => 2,
                _ if flags & 0x40 != 0 => 4,
                _ if flags & 0x80 != 0 => 8,
                _ => 0,
            };
            at = (flags & 0x20 != 0).then_some(start + 4 + places + scale);
        }
        if count > LIMIT_CHARACTER {
            return Err(TooMuch);
        }
        if let Some(known) = self.known.get_mut(usize::from(id)) {
            *known = Some(count);
        }
        Ok(count)
    }
}

/// A list of stretches of bytes, as CFF has them.
#[derive(Clone, Copy, Default)]
struct Index<'a> {
    count: u32,
    size: usize,
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Index<'a> {
    /// Reads one, and where it ends; the count has four bytes in CFF2.
    fn read(table: &'a [u8], at: usize, wide: bool) -> Option<(Index<'a>, usize)> {
        let (count, at) = match wide {
            true => (long(table, at)?, at + 4),
            false => (u32::from(short(table, at)?), at + 2),
        };
        if count == 0 {
            return Some((Index::default(), at));
        }
        let size = usize::from(byte(table, at)?);
        let length = usize::try_from(count).ok()?.checked_add(1)?.checked_mul(size)?;
        let offsets = table.get(at + 1..at.checked_add(1)?.checked_add(length)?)?;
        let data = table.get(at + 1 + length..)?;
        let index = Index { count, size, offsets, data };
        let end = index.offset(count)?;
        Some((index, at + 1 + length + end))
    }

    fn offset(&self, at: u32) -> Option<usize> {
        let start = usize::try_from(at).ok()? * self.size;
        let bytes =
            self.offsets.get(start..start + self.size).filter(|bytes| (1..=4).contains(&bytes.len()))?;
        let offset = bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        offset.checked_sub(1)
    }

    fn get(&self, at: u32) -> Option<&'a [u8]> {
        self.data.get(self.offset(at).filter(|_| at < self.count)?..self.offset(at + 1)?)
    }

    /// The routine that a number calls.
    fn routine(&self, called: i32) -> Option<&'a [u8]> {
        let bias = match self.count {
            0..1240 => 107,
            1240..33900 => 1131,
            _ => 32768,
        };
        self.get(u32::try_from(called.checked_add(bias)?).ok()?)
    }
}

/// The whole numbers before an operator of a dictionary.
fn operands(dictionary: &[u8], wanted: u16) -> Option<Vec<i32>> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(first) = byte(dictionary, at) {
        at += 1;
        match first {
            0..=24 => {
                let more = (first == 12).then(|| byte(dictionary, at)).flatten();
                at += usize::from(more.is_some());
                if more.map_or(u16::from(first), |more| 1200 + u16::from(more)) == wanted {
                    return Some(numbers);
                }
                numbers.clear();
            }
            // A number with a point, in half bytes up to an f.
            30 => {
                while byte(dictionary, at).is_some_and(|two| two >> 4 != 15 && two & 15 != 15) {
                    at += 1;
                }
                at += 1;
                numbers.push(0);
            }
            29 => {
                numbers.push(long(dictionary, at)? as i32);
                at += 4;
            }
            _ => numbers.push(number(first, dictionary, &mut at)?),
        }
    }
    None
}

/// A number that its first byte begins, as dictionaries and characters both have them.
fn number(first: u8, data: &[u8], at: &mut usize) -> Option<i32> {
    let value = i32::from(first);
    match first {
        28 => {
            *at += 2;
            Some(i32::from(short(data, *at - 2)? as i16))
        }
        32..=246 => Some(value - 139),
        247..=250 => {
            *at += 1;
            Some((value - 247) * 256 + i32::from(byte(data, *at - 1)?) + 108)
        }
        251..=254 => {
            *at += 1;
            Some(-(value - 251) * 256 - i32::from(byte(data, *at - 1)?) - 108)
        }
        _ => None,
    }
}

/// Characters of a CFF face: programs that call routines.
struct Routines<'a> {
    characters: Index<'a>,
    global: Index<'a>,
    /// The routines of each part of the face.
    local: Vec<Index<'a>>,
    /// Which part each character is of.
    part_of: Vec<u8>,
    /// The number of each character's name.
    names: Option<Vec<u16>>,
    /// In a face of variations: how many there are, for each set of them.
    variations: Option<Vec<usize>>,
}

impl<'a> Routines<'a> {
    fn of_cff(table: &'a [u8]) -> Option<Routines<'a>> {
        let (_, at) = Index::read(table, usize::from(byte(table, 2)?), false)?;
        let (tops, at) = Index::read(table, at, false)?;
        let (_, at) = Index::read(table, at, false)?;
        let (global, _) = Index::read(table, at, false)?;
        let routines = Routines::of(table, tops.get(0)?, global, false)?;
        let charset = operands(tops.get(0)?, 15).and_then(|numbers| numbers.first().copied()).unwrap_or(0);
        let names = names(table, usize::try_from(charset).ok()?, routines.characters.count);
        Some(Routines { names, ..routines })
    }

    fn of_cff2(table: &'a [u8]) -> Option<Routines<'a>> {
        let (start, length) = (usize::from(byte(table, 2)?), usize::from(short(table, 3)?));
        let top = table.get(start..start + length)?;
        let (global, _) = Index::read(table, start + length, true)?;
        let routines = Routines::of(table, top, global, true)?;
        let store = operands(top, 24).and_then(|numbers| usize::try_from(*numbers.first()?).ok());
        // Behind its length.
        let variations = store.and_then(|at| variations(table.get(at + 2..)?)).unwrap_or_default();
        Some(Routines { variations: Some(variations), ..routines })
    }

    fn of(table: &'a [u8], top: &'a [u8], global: Index<'a>, wide: bool) -> Option<Routines<'a>> {
        let offset =
            |operator| operands(top, operator).and_then(|numbers| usize::try_from(*numbers.first()?).ok());
        let (characters, _) = Index::read(table, offset(17)?, wide)?;
        let parts = offset(1236).and_then(|at| Some(Index::read(table, at, wide)?.0));
        let local = match parts {
            // Of a face of variations who draws it takes those of the first part that has some.
            Some(parts) if wide => vec![
                (0..parts.count).find_map(|part| local(table, parts.get(part)?, wide)).unwrap_or_default(),
            ],
            Some(parts) => (0..parts.count.min(256))
                .map(|part| parts.get(part).and_then(|part| local(table, part, wide)).unwrap_or_default())
                .collect(),
            None => vec![local(table, top, wide).unwrap_or_default()],
        };
        let part_of =
            offset(1237).filter(|_| !wide).map_or(Vec::new(), |at| part_of(table, at, characters.count));
        Some(Routines { characters, global, local, part_of, names: None, variations: None })
    }

    fn all(self) -> Result<(), TooMuch> {
        let mut whole = 0;
        for id in 0..self.characters.count.min(65_535) {
            let Some(program) = self.characters.get(id) else { continue };
            let part = self.part_of.get(id as usize).copied().unwrap_or_default();
            let local = self.local.get(usize::from(part)).copied().unwrap_or_default();
            let mut drawn =
                Drawn { of: &self, local, numbers: Vec::new(), stems: 0, steps: 0, set: 0, composed: false };
            drawn.run(program, 0)?;
            let name = self.names.as_ref().map(|names| names.get(id as usize).copied().unwrap_or_default());
            // Made of two characters, of which one is made of two, and so on.
            if drawn.composed && name.is_none_or(|name| STANDARD.contains(&name)) {
                return Err(TooMuch);
            }
            whole += u64::from(drawn.steps);
            if whole > LIMIT_FACE {
                return Err(TooMuch);
            }
        }
        Ok(())
    }
}

/// The routines that a part's private dictionary names.
fn local<'a>(table: &'a [u8], part: &[u8], wide: bool) -> Option<Index<'a>> {
    let numbers = operands(part, 18)?;
    let [length, start] = numbers[..] else { return None };
    let (length, start) = (usize::try_from(length).ok()?, usize::try_from(start).ok()?);
    let private = table.get(start..start.checked_add(length)?)?;
    let offset = usize::try_from(*operands(private, 19)?.first()?).ok()?;
    Some(Index::read(table, start.checked_add(offset)?, wide)?.0)
}

/// Which part each character is of.
fn part_of(table: &[u8], at: usize, count: u32) -> Vec<u8> {
    let count = count.min(65_535) as usize;
    match byte(table, at) {
        Some(0) => table.get(at + 1..at + 1 + count).unwrap_or_default().to_vec(),
        Some(3) => {
            let mut parts = Vec::new();
            let ranges = usize::from(short(table, at + 1).unwrap_or_default());
            for range in 0..ranges {
                let here = at + 3 + 3 * range;
                let (Some(part), Some(end)) = (byte(table, here + 2), short(table, here + 3)) else { break };
                parts.resize(parts.len().max(end.into()), part);
            }
            parts
        }
        _ => Vec::new(),
    }
}

/// The numbers of the characters' names; none where they are those of a list that every program has.
fn names(table: &[u8], at: usize, count: u32) -> Option<Vec<u16>> {
    let count = count.min(65_535) as usize;
    match at {
        0 => return Some((0..count as u16).collect()),
        1 | 2 => return None,
        _ => {}
    }
    let mut names = vec![0];
    let format = byte(table, at)?;
    let mut at = at + 1;
    while names.len() < count {
        let first = short(table, at)?;
        let more = match format {
            0 => 0,
            1 => u16::from(byte(table, at + 2)?),
            2 => short(table, at + 2)?,
            _ => return None,
        };
        names.extend((0..=more).map(|next| first.wrapping_add(next)));
        at += 2 + usize::from(format);
    }
    Some(names)
}

/// How many variations each set of a store has.
fn variations(store: &[u8]) -> Option<Vec<usize>> {
    let sets = usize::from(short(store, 6)?);
    let regions =
        |set: usize| Some(usize::from(short(store, usize::try_from(long(store, 8 + 4 * set)?).ok()? + 4)?));
    (0..sets).map(regions).collect()
}

/// A character that is drawn.
struct Drawn<'r, 'a> {
    of: &'r Routines<'a>,
    local: Index<'a>,
    /// What waits for an operator.
    numbers: Vec<i32>,
    stems: usize,
    steps: u32,
    /// The set of variations.
    set: usize,
    /// It ends as two other characters.
    composed: bool,
}

impl Drawn<'_, '_> {
    /// Takes the steps of a program; whether what called it goes on. What is no program ends the character.
    fn run(&mut self, program: &[u8], depth: u8) -> Result<bool, TooMuch> {
        let wide = self.of.variations.is_some();
        let mut at = 0;
        while let Some(first) = byte(program, at) {
            at += 1;
            self.steps += 1 + u32::from(!matches!(first, 28 | 32..)) * (self.numbers.len() as u32 / 2);
            if self.steps > LIMIT_CHARACTER * 4 {
                return Err(TooMuch);
            }
            match first {
                255 => {
                    let Some(fixed) = long(program, at) else { return Ok(false) };
                    self.numbers.push(fixed as i32 >> 16);
                    at += 4;
                }
                28 | 32..=254 => match number(first, program, &mut at) {
                    Some(number) => self.numbers.push(number),
                    None => return Ok(false),
                },
                10 | 29 => {
                    let routines = if first == 10 { self.local } else { self.of.global };
                    let called = self.numbers.pop().and_then(|called| routines.routine(called));
                    let Some(called) = called.filter(|_| depth < DEEPEST_CALL) else { return Ok(false) };
                    if !self.run(called, depth + 1)? {
                        return Ok(false);
                    }
                }
                11 => return Ok(true),
                14 if !wide => {
                    self.composed |= self.numbers.len() >= 4;
                    return Ok(false);
                }
                1 | 3 | 18 | 23 => self.end_stems(),
                19 | 20 => {
                    self.end_stems();
                    at += self.stems.div_ceil(8);
                }
                12 => {
                    at += 1;
                    self.numbers.clear();
                }
                15 if wide => {
                    self.set = self.numbers.pop().and_then(|set| usize::try_from(set).ok()).unwrap_or(0)
                }
                16 if wide => {
                    let sets = self.of.variations.as_deref().unwrap_or_default();
                    let many = self.numbers.pop().and_then(|many| usize::try_from(many).ok()).unwrap_or(0);
                    let deltas = many.saturating_mul(sets.get(self.set).copied().unwrap_or(0));
                    self.numbers.truncate(self.numbers.len().saturating_sub(deltas));
                }
                0 | 2 | 9 | 13 | 15..=17 => return Ok(false),
                _ => self.numbers.clear(),
            }
            if self.numbers.len() > MOST_NUMBERS {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn end_stems(&mut self) {
        self.stems += self.numbers.len() / 2;
        self.numbers.clear();
    }
}
