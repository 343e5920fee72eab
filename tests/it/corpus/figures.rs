//! Figures over the pasted texts of a corpus: how many elements import gets right, and which it gets wrong
//! without a word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::compare::{Compared, Verdict, compare};

/// Counts over texts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Figures {
    pub texts: usize,
    pub elements: usize,
    pub right: usize,
    pub unasked: usize,
    pub doubted: usize,
    pub silent: usize,
    /// Paragraphs of bodies, and those that are whole and in their place.
    pub paragraphs: usize,
    pub paragraphs_right: usize,
    pub lost: usize,
    pub invented: usize,
}

impl Figures {
    fn add(&mut self, text: &Compared) {
        self.texts += 1;
        self.elements += text.elements.len();
        for found in &text.elements {
            match found.verdict {
                Verdict::Right => self.right += 1,
                Verdict::Unasked => {
                    self.right += 1;
                    self.unasked += 1;
                }
                Verdict::Doubted => self.doubted += 1,
                Verdict::Silent => self.silent += 1,
            }
        }
        self.paragraphs += text.paragraphs.0;
        self.paragraphs_right += text.paragraphs.1;
        self.lost += text.lost.chars().count();
        self.invented += text.invented.chars().count();
    }

    fn row(&self, name: &str) -> String {
        let share = |part: usize, whole: usize| {
            let tenths = part * 1000 / whole.max(1);
            format!("{}.{} %", tenths / 10, tenths % 10)
        };
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            self.texts,
            self.elements,
            share(self.right, self.elements),
            self.doubted,
            self.silent,
            self.unasked,
            share(self.paragraphs_right, self.paragraphs),
            self.lost + self.invented,
        )
    }
}

/// A corpus: its texts by name, with their comparisons.
pub struct Corpus {
    pub texts: BTreeMap<String, Compared>,
}

/// Imports every text of a folder of tests/corpus as a user does, and compares.
pub fn read(name: &str) -> Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).expect("the corpus") {
        let path = entry.expect("a file of the corpus").path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("a text");
        let right = std::fs::read_to_string(path.with_extension("toml")).expect("its data");
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let imported = gongwen::import::import(&format!("{stem}.txt"), bytes).expect("a document");
        texts.insert(stem, compare(&text, &imported.toml(), &right));
    }
    Corpus { texts }
}

impl Corpus {
    /// The figures of the texts whose source is this one.
    pub fn figures(&self, source: Option<&str>) -> Figures {
        let mut figures = Figures::default();
        let own = |name: &str| source.is_none_or(|source| self::source(name) == source);
        self.texts.iter().filter(|(name, _)| own(name)).for_each(|(_, text)| figures.add(text));
        figures
    }

    /// A row for each source, and one for all, with its heading.
    pub fn table(&self) -> String {
        let mut table = String::from(
            "| source | texts | elements | right | wrong, doubted | wrong, silent | right, unasked | paragraphs right | words off |\n\
             | --- | --: | --: | --: | --: | --: | --: | --: | --: |\n",
        );
        let mut sources: Vec<&str> = self.texts.keys().map(|name| source(name)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.iter().for_each(|source| table.push_str(&self.figures(Some(source)).row(source)));
        table.push_str(&self.figures(None).row("all"));
        table
    }

    /// How often each element is right, doubted or silently wrong.
    pub fn by_element(&self) -> String {
        let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
        for found in self.texts.values().flat_map(|text| &text.elements) {
            counts.entry(&found.element).or_default()[found.verdict as usize] += 1;
        }
        let mut table = String::from("element: right, unasked, doubted, silent\n");
        for (element, [right, unasked, doubted, silent]) in counts {
            let _ = writeln!(table, "{element}: {right}, {unasked}, {doubted}, {silent}");
        }
        table
    }

    /// What is wrong in the texts whose name holds `part`.
    pub fn details(&self, part: &str) -> String {
        let mut said = String::new();
        for (name, text) in self.texts.iter().filter(|(name, _)| name.contains(part)) {
            for found in text.elements.iter().filter(|found| found.verdict != Verdict::Right) {
                let (wanted, said_lines) = shortened(&found.wanted, &found.said);
                let _ = writeln!(
                    said,
                    "{name} {} {:?}\n   want {wanted}\n   have {said_lines}",
                    found.element, found.verdict
                );
            }
            if !text.lost.is_empty() || !text.invented.is_empty() {
                let _ = writeln!(said, "{name} words lost “{}” invented “{}”", text.lost, text.invented);
            }
        }
        said
    }
}

/// Both without the lines that they have in common.
fn shortened(a: &str, b: &str) -> (String, String) {
    let own = |a: &str, b: &str| -> String {
        a.lines().filter(|line| !b.lines().any(|known| known == *line)).collect::<Vec<_>>().join("⏎")
    };
    if a.lines().count() > 1 || b.lines().count() > 1 {
        (own(a, b), own(b, a))
    } else {
        (a.to_owned(), b.to_owned())
    }
}

/// `012-jiyao-pdf` comes from a `pdf`.
fn source(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}
