//! How much pages draw, counted before anything is drawn: forms within forms, characters that are drawings,
//! patterns and masks, each as often as it is used. Interpreters follow them by recursion and do not count,
//! so that a few hundred bytes keep them busy for ever, or overflow their stack.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Name, Object as Operand, String as Words};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::foreign::PdfFault;
use crate::foreign::limits::LIMIT_STREAM_BYTES;

/// How many drawings may stand within one another. Those of programs are five or six deep.
const LIMIT_DEPTH: usize = 28;
/// How many drawings are followed, however often each is drawn.
const LIMIT_FOLLOWED: usize = 200_000;
/// What a drawing costs beside its instructions: it has a state, a clip and resources of its own.
const COST: u64 = 10;
/// How many fonts set by name are remembered of the saved states.
const LIMIT_SAVED: usize = 1_000;

/// How often each form is drawn, in which mask if in one.
type FormsInMasks = BTreeMap<(u32, Option<ObjectId>), u64>;

/// Refuses pages that draw more than this many instructions in all, whatever draws them, or a drawing that
/// leads back to itself.
pub(super) fn bounded(file: &Document, pages: &[ObjectId], most: u64) -> Result<(), PdfFault> {
    let mut walk = Walk {
        file,
        known: HashMap::new(),
        most,
        left: most,
        followed: LIMIT_FOLLOWED,
        open: Vec::new(),
        chain: Vec::new(),
        mask: None,
    };
    pages.iter().try_for_each(|page| walk.page(*page))
}

/// What the instructions of one stream use, by name, and how often.
#[derive(Default)]
struct Uses {
    instructions: u64,
    patterns: BTreeMap<Vec<u8>, u64>,
    /// Names, each with the place of it in the steps.
    forms: BTreeMap<Vec<u8>, u32>,
    states: BTreeMap<Vec<u8>, u32>,
    fonts: BTreeSet<Vec<u8>>,
    /// What is painted, and in which graphics state.
    steps: Vec<Step>,
    /// Codes shown in each font; without a name in that of whoever draws the stream.
    shown: BTreeMap<Option<Vec<u8>>, BTreeMap<u8, u64>>,
}

/// What a stream does with masks: one that is set goes before each thing that is painted, and is drawn each time.
#[derive(Debug)]
enum Step {
    Save,
    Restore,
    /// A graphics state is set.
    State(u32),
    /// A form is drawn, or a picture, in whatever mask there is.
    Form(u32),
    /// So many things are painted.
    Paint(u32),
}

/// The place of a name among others, which come one by one.
fn place(names: &mut BTreeMap<Vec<u8>, u32>, name: Vec<u8>) -> u32 {
    let next = names.len() as u32;
    *names.entry(name).or_insert(next)
}

/// Names by their places.
fn by_place(names: &BTreeMap<Vec<u8>, u32>) -> Vec<&[u8]> {
    let mut all = vec![&[][..]; names.len()];
    names.iter().for_each(|(name, place)| all[*place as usize] = name);
    all
}

impl Uses {
    fn paint(&mut self, things: u32) {
        match self.steps.last_mut() {
            Some(Step::Paint(known)) => *known = known.saturating_add(things),
            _ => self.steps.push(Step::Paint(things)),
        }
    }

    fn restore(&mut self) {
        match self.steps.last() {
            // Nothing happened since.
            Some(Step::Save) => drop(self.steps.pop()),
            _ => self.steps.push(Step::Restore),
        }
    }

    fn of(content: &[u8]) -> Uses {
        let mut uses = Uses::default();
        let (mut font, mut saved): (Option<Vec<u8>>, Vec<Option<Vec<u8>>>) = (None, Vec::new());
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            uses.instructions += 1;
            let operator: &[u8] = instruction.operator;
            match operator {
                b"q" => uses.steps.push(Step::Save),
                b"Q" => uses.restore(),
                b"gs" | b"Do" => {
                    let Some(name) = name(&instruction) else { continue };
                    uses.steps.push(match operator {
                        b"gs" => Step::State(place(&mut uses.states, name)),
                        _ => Step::Form(place(&mut uses.forms, name)),
                    });
                    continue;
                }
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" | b"BI" | b"EI" => {
                    uses.paint(1);
                }
                _ => {}
            }
            let into = match operator {
                b"scn" | b"SCN" => &mut uses.patterns,
                b"Tf" => {
                    font = name(&instruction);
                    uses.fonts.extend(font.clone());
                    continue;
                }
                b"q" if saved.len() < LIMIT_SAVED => {
                    saved.push(font.clone());
                    continue;
                }
                b"Q" => {
                    font = saved.pop().unwrap_or(font);
                    continue;
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    let codes = uses.shown.entry(font.clone()).or_default();
                    let shown: u32 = instruction.operands().map(|operand| show(operand, codes)).sum();
                    uses.paint(shown);
                    continue;
                }
                _ => continue,
            };
            if let Some(name) = name(&instruction) {
                *into.entry(name).or_default() += 1;
            }
        }
        uses
    }
}

/// The first name among an instruction's operands.
fn name(instruction: &Instruction<'_, '_>) -> Option<Vec<u8>> {
    instruction.operands().find_map(|operand| match operand {
        Operand::Name(name) => Some(bytes_of(name)),
        _ => None,
    })
}

fn bytes_of(name: &Name<'_>) -> Vec<u8> {
    let name: &[u8] = name;
    name.to_vec()
}

/// Counts the codes of what is shown, each and all.
fn show(operand: &Operand<'_>, codes: &mut BTreeMap<u8, u64>) -> u32 {
    let mut shown = 0;
    let mut count = |words: &Words<'_>| {
        let bytes: &[u8] = words.as_ref();
        bytes.iter().for_each(|code| *codes.entry(*code).or_default() += 1);
        shown += bytes.len() as u32;
    };
    match operand {
        Operand::String(words) => count(words),
        Operand::Array(parts) => {
            let parts: &Array<'_> = parts;
            parts.iter::<Operand<'_>>().for_each(|part| {
                if let Operand::String(words) = &part {
                    count(words);
                }
            });
        }
        _ => {}
    }
    shown
}

struct Walk<'f> {
    file: &'f Document,
    known: HashMap<ObjectId, Arc<Uses>>,
    most: u64,
    left: u64,
    followed: usize,
    /// The drawings that are being followed, one within the other.
    open: Vec<ObjectId>,
    /// Their resources: a name that the innermost lacks is looked for in those around it.
    chain: Vec<&'f Dictionary>,
    /// The mask that was set where the drawing that is followed is drawn.
    mask: Option<ObjectId>,
}

impl<'f> Walk<'f> {
    fn page(&mut self, page: ObjectId) -> Result<(), PdfFault> {
        let Ok(dict) = self.file.get_dictionary(page) else { return Ok(()) };
        let mut content = Vec::new();
        for id in self.file.get_page_contents(page) {
            if let Ok(Object::Stream(stream)) = self.file.get_object(id) {
                content.extend(unpacked(stream));
                content.push(b'\n');
            }
        }
        let depth = self.chain.len();
        self.chain.extend(self.inherited(dict));
        let uses = Uses::of(&content);
        self.follow(&uses, 1, &[])?;
        for appearance in self.appearances(dict) {
            self.drawing(appearance, None, 1, &[])?;
        }
        self.chain.truncate(depth);
        Ok(())
    }

    fn inherited(&self, page: &'f Dictionary) -> Option<&'f Dictionary> {
        let mut dict = page;
        for _ in 0..64 {
            if let Some(found) = self.dict(dict, b"Resources") {
                return Some(found);
            }
            dict = self.dict(dict, b"Parent")?;
        }
        None
    }

    /// What the annotations of a page look like.
    fn appearances(&self, page: &'f Dictionary) -> Vec<ObjectId> {
        let notes = page.get(b"Annots").and_then(|notes| self.file.dereference(notes));
        let Ok((_, Object::Array(notes))) = notes else { return Vec::new() };
        let looks = notes.iter().filter_map(|note| {
            let (_, note) = self.file.dereference(note).ok()?;
            let looks = self.dict(note.as_dict().ok()?, b"AP")?;
            looks.get(b"N").and_then(Object::as_reference).ok()
        });
        looks.collect()
    }

    /// Follows a stream that is drawn so many times, with the fonts of who draws it.
    fn drawing(
        &mut self,
        id: ObjectId,
        around: Option<&'f Dictionary>,
        times: u64,
        fonts: &[&'f Dictionary],
    ) -> Result<(), PdfFault> {
        let Ok(Object::Stream(stream)) = self.file.get_object(id) else { return Ok(()) };
        if self.open.len() >= LIMIT_DEPTH || self.open.contains(&id) {
            return Err(PdfFault::TooMuch {
                unit: ("层层嵌套的绘图层数", "drawings within one another"),
                limit: LIMIT_DEPTH,
            });
        }
        self.followed = self.followed.checked_sub(1).ok_or_else(|| self.too_much())?;
        let uses = match self.known.get(&id) {
            Some(uses) => Arc::clone(uses),
            None => {
                let uses = Arc::new(Uses::of(&unpacked(stream)));
                self.known.insert(id, Arc::clone(&uses));
                uses
            }
        };
        let depth = self.chain.len();
        self.chain.extend(around);
        self.chain.extend(self.dict(&stream.dict, b"Resources"));
        self.open.push(id);
        let followed = self.follow(&uses, times, fonts);
        self.open.pop();
        self.chain.truncate(depth);
        followed
    }

    /// Follows a stream that begins without a mask, or in this one.
    fn masked(
        &mut self,
        mask: Option<ObjectId>,
        follow: impl FnOnce(&mut Self) -> Result<(), PdfFault>,
    ) -> Result<(), PdfFault> {
        let around = std::mem::replace(&mut self.mask, mask);
        let followed = follow(self);
        self.mask = around;
        followed
    }

    /// How often each mask is drawn, and in which mask each form is.
    fn masks(&self, uses: &Uses) -> (BTreeMap<ObjectId, u64>, FormsInMasks) {
        let mut masks: BTreeMap<ObjectId, u64> = BTreeMap::new();
        let mut forms = BTreeMap::new();
        let (mut now, mut saved) = (self.mask, Vec::new());
        // What each state makes of the mask that is there.
        let made: Vec<_> = by_place(&uses.states).into_iter().map(|name| self.mask_of(name)).collect();
        for step in &uses.steps {
            match step {
                Step::Save if saved.len() < LIMIT_SAVED => saved.push(now),
                Step::Save => {}
                Step::Restore => now = saved.pop().unwrap_or(now),
                Step::State(state) => {
                    if let Some(set) = made[*state as usize] {
                        now = set;
                        // It may be drawn when it is set.
                        now.into_iter().for_each(|mask| *masks.entry(mask).or_default() += 1);
                    }
                }
                Step::Form(form) => *forms.entry((*form, now)).or_default() += 1,
                Step::Paint(things) => {
                    now.into_iter().for_each(|mask| *masks.entry(mask).or_default() += u64::from(*things));
                }
            }
        }
        (masks, forms)
    }

    /// The mask that a graphics state sets, or that it sets none; nothing when it leaves the one that is there.
    fn mask_of(&self, name: &[u8]) -> Option<Option<ObjectId>> {
        let state = self.named(b"ExtGState", name)?.as_dict().ok()?;
        let (_, said) = self.file.dereference(state.get(b"SMask").ok()?).ok()?;
        Some(said.as_dict().ok().and_then(|mask| mask.get(b"G").ok()?.as_reference().ok()))
    }

    fn follow(&mut self, uses: &Uses, times: u64, fonts: &[&'f Dictionary]) -> Result<(), PdfFault> {
        let cost = uses.instructions.saturating_add(COST).saturating_mul(times);
        self.left = self.left.checked_sub(cost).ok_or_else(|| self.too_much())?;
        let own = uses.fonts.iter().filter_map(|name| self.named(b"Font", name)?.as_dict().ok());
        let own: Vec<&Dictionary> = own.filter(|font| is(font, b"Subtype", b"Type3")).collect();
        // A form goes on in the font it was drawn in.
        let all: Vec<&Dictionary> = own.iter().chain(fonts).copied().collect();
        let (mut masks, forms) = self.masks(uses);
        let names = by_place(&uses.forms);
        for ((form, mask), often) in forms {
            let Some((id, form)) = self.stream_named(b"XObject", names[form as usize]) else { continue };
            let is_form = is(&form.dict, b"Subtype", b"Form");
            // A group, like a picture, is masked as a whole, a form in each of its parts.
            let whole = !is_form || form.dict.has(b"Group");
            if let Some(mask) = mask.filter(|_| whole) {
                *masks.entry(mask).or_default() += often;
            }
            if is_form {
                let (mask, times) = (mask.filter(|_| !whole), times.saturating_mul(often));
                self.masked(mask, |walk| walk.drawing(id, None, times, &all))?;
            }
        }
        for (name, often) in &uses.patterns {
            if let Some((id, _)) = self.stream_named(b"Pattern", name) {
                self.masked(None, |walk| walk.drawing(id, None, times.saturating_mul(*often), &[]))?;
            }
        }
        for (mask, often) in masks {
            self.masked(None, |walk| walk.drawing(mask, None, times.saturating_mul(often), &[]))?;
        }
        let mut set = Vec::new();
        for name in uses.states.keys() {
            let Some(state) = self.named(b"ExtGState", name).and_then(|state| state.as_dict().ok()) else {
                continue;
            };
            let font = state.get(b"Font").and_then(Object::as_array).ok().and_then(|font| font.first());
            let font = font.and_then(|font| self.file.dereference(font).ok()?.1.as_dict().ok());
            set.extend(font.filter(|font| is(font, b"Subtype", b"Type3")));
        }
        for (name, codes) in &uses.shown {
            let named = name.as_ref().and_then(|name| self.named(b"Font", name)?.as_dict().ok());
            let of_others = if name.is_none() { fonts } else { &[] };
            for font in named.into_iter().chain(of_others.iter().copied()).chain(set.iter().copied()) {
                if is(font, b"Subtype", b"Type3") {
                    self.characters(font, codes, times)?;
                }
            }
        }
        Ok(())
    }

    /// Follows the drawings of a Type 3 face for these codes.
    fn characters(
        &mut self,
        font: &'f Dictionary,
        codes: &BTreeMap<u8, u64>,
        times: u64,
    ) -> Result<(), PdfFault> {
        let Some(drawings) = self.dict(font, b"CharProcs") else { return Ok(()) };
        let around = self.dict(font, b"Resources");
        let names = self.differences(font);
        for (code, often) in codes {
            let times = times.saturating_mul(*often);
            let drawn = |name: &[u8]| drawings.get(name).and_then(Object::as_reference).ok();
            match names.get(code) {
                Some(name) => {
                    if let Some(id) = drawn(name) {
                        self.masked(None, |walk| walk.drawing(id, around, times, &[]))?;
                    }
                }
                // By a named encoding: it may be any of them.
                None => {
                    for id in drawings.iter().filter_map(|(_, drawing)| drawing.as_reference().ok()) {
                        self.masked(None, |walk| walk.drawing(id, around, times, &[]))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The names of the codes that a font's encoding lists.
    fn differences(&self, font: &'f Dictionary) -> BTreeMap<u8, &'f [u8]> {
        let listed = self.dict(font, b"Encoding").and_then(|encoding| encoding.get(b"Differences").ok());
        let listed = listed.and_then(|listed| self.file.dereference(listed).ok()?.1.as_array().ok());
        let (mut code, mut names) = (0_i64, BTreeMap::new());
        for entry in listed.into_iter().flatten() {
            match entry {
                Object::Integer(number) => code = *number,
                Object::Name(name) => {
                    names.extend(u8::try_from(code).ok().map(|code| (code, &name[..])));
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
        names
    }

    fn dict(&self, dict: &'f Dictionary, key: &[u8]) -> Option<&'f Dictionary> {
        self.file.dereference(dict.get(key).ok()?).ok()?.1.as_dict().ok()
    }

    /// The nearest resource of a name.
    fn entry(&self, kind: &[u8], name: &[u8]) -> Option<&'f Object> {
        self.chain.iter().rev().find_map(|resources| self.dict(resources, kind)?.get(name).ok())
    }

    fn named(&self, kind: &[u8], name: &[u8]) -> Option<&'f Object> {
        Some(self.file.dereference(self.entry(kind, name)?).ok()?.1)
    }

    fn stream_named(&self, kind: &[u8], name: &[u8]) -> Option<(ObjectId, &'f Stream)> {
        match self.file.dereference(self.entry(kind, name)?).ok()? {
            (Some(id), Object::Stream(stream)) => Some((id, stream)),
            _ => None,
        }
    }

    fn too_much(&self) -> PdfFault {
        PdfFault::TooMuch {
            unit: ("绘图指令数", "drawing instructions"),
            limit: usize::try_from(self.most).unwrap_or(usize::MAX),
        }
    }
}

fn unpacked(stream: &Stream) -> Vec<u8> {
    stream.get_plain_content_with_limit(LIMIT_STREAM_BYTES).unwrap_or_default()
}

fn is(dict: &Dictionary, key: &[u8], value: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|name| name == value)
}
