//! Files made to break a reader: each ends soon, with its reason or measured, never with a panic.

use gongwen::page::Part;
use std::path::{Path, PathBuf};

use gongwen::measure::{measure, measure_path};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Words that a page of Helvetica says.
const WORDS: &[u8] = b"BT /F 12 Tf 100 700 Td (Hello) Tj ET ";

/// A PDF in the making: a page that says [`WORDS`], to be spoiled.
struct Spoiled {
    file: Document,
    page: lopdf::ObjectId,
    tree: lopdf::ObjectId,
}

impl Spoiled {
    fn new() -> Spoiled {
        let mut file = Document::with_version("1.7");
        let tree = file.new_object_id();
        let content = file.add_object(Stream::new(dictionary! {}, WORDS.to_vec()));
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        let page = file.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        });
        file.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into(),
        );
        let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        file.trailer.set("Root", root);
        Spoiled { file, page, tree }
    }

    fn page(&mut self, key: &str, value: impl Into<Object>) -> &mut Spoiled {
        let page = self.file.get_object_mut(self.page).unwrap().as_dict_mut().unwrap();
        page.set(key, value);
        self
    }

    /// Instructions in place of the page's own.
    fn says(&mut self, content: Vec<u8>) -> &mut Spoiled {
        let content = self.file.add_object(Stream::new(dictionary! {}, content));
        self.page("Contents", content)
    }

    /// Another face for the words.
    fn face(&mut self, face: Dictionary) -> &mut Spoiled {
        self.page("Resources", dictionary! { "Font" => dictionary! { "F" => face } })
    }

    fn bytes(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.file.save_to(&mut bytes).unwrap();
        bytes
    }

    #[track_caller]
    fn is_refused(&mut self, code: &str) {
        refused(self.bytes(), code);
    }

    #[track_caller]
    fn is_measured(&mut self) {
        assert!(measure(self.bytes()).unwrap().pages()[0].runs[0].text().starts_with("Hello"));
    }
}

/// Asserts that a file is refused for what it is, not because reading it took too long.
#[track_caller]
fn refused(bytes: Vec<u8>, code: &str) {
    let failure = measure(bytes).expect_err("measured");
    assert_eq!(crate::sheet::codes(failure.diagnostics()), [code]);
    let said = failure.diagnostics()[0].message(gongwen::Lang::En);
    assert!(!said.contains("seconds"), "{said}");
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn what_needs_a_password_says_so_and_what_is_only_guarded_is_read() {
    let failure = measure_path(fixture("locked/user.pdf")).expect_err("measured");
    assert_eq!(crate::sheet::codes(failure.diagnostics()), ["pdf-encrypted"]);
    let measured = measure_path(fixture("locked/owner.pdf")).unwrap();
    assert!(measured.elements().iter().any(|element| element.part == Part::Title));
}

#[test]
fn what_nests_without_end_is_refused_before_it_overflows_the_stack() {
    let deep = b"[".repeat(1_000_000);
    Spoiled::new().says(deep.clone()).is_refused("pdf-too-large");
    Spoiled::new().says(b"q ".repeat(100_000)).is_refused("pdf-too-large");
    let mut program = b"%!PS-AdobeFont-1.0: X\n/Encoding ".to_vec();
    program.extend(b"{".repeat(1_000_000));
    let mut file = Spoiled::new();
    let program = file.file.add_object(Stream::new(dictionary! {}, program));
    let about =
        dictionary! { "Type" => "FontDescriptor", "FontName" => "X", "Flags" => 4, "FontFile" => program };
    let face =
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "X", "FontDescriptor" => about };
    file.face(face).is_refused("pdf-too-large");
    // A character that is drawn by instructions.
    let mut file = Spoiled::new();
    let drawing = file.file.add_object(Stream::new(dictionary! {}, [b"1000 0 d0 ".to_vec(), deep].concat()));
    file.face(dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "H" => drawing },
        "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()], "FirstChar" => 72, "LastChar" => 72,
        "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
        "Encoding" => dictionary! { "Differences" => vec![72.into(), "H".into()] },
        "Widths" => vec![1000.into()],
    });
    file.is_refused("pdf-too-large");
}

/// 105-pdf-form-loop: whatever can draw something else is led back to itself, or ten times ten times ten.
#[test]
fn drawings_that_draw_themselves_are_refused_before_they_are_drawn() {
    let form = |inner: &str| -> Dictionary {
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "Resources" => Dictionary::new(),
        "BBox" => vec![0.into(), 0.into(), 595.into(), 842.into()], "Words" => Object::string_literal(inner) }
    };
    // A loop of two, by the instruction and the resources that each way of drawing needs.
    let ways: [(&str, &str, &str); 3] = [
        ("XObject", "/X Do /X Do ", "Form"),
        ("Pattern", "/Pattern cs /X scn 0 0 9 9 re f ", "Tiling"),
        ("ExtGState", "/X gs 0 0 9 9 re f ", "Mask"),
    ];
    for (kind, draws, sort) in ways {
        let mut file = Spoiled::new();
        let [first, second] = [file.file.new_object_id(), file.file.new_object_id()];
        let used = |id: lopdf::ObjectId| -> Object {
            if sort == "Mask" {
                dictionary! { "SMask" => dictionary! { "S" => "Alpha", "G" => id } }.into()
            } else {
                id.into()
            }
        };
        for (id, other) in [(first, second), (second, first)] {
            let mut dict = form("");
            if sort == "Tiling" {
                dict = dictionary! { "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 9, "YStep" => 9,
                "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
            }
            dict.set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceGray" });
            dict.set("Resources", dictionary! { kind => dictionary! { "X" => used(other) } });
            file.file.objects.insert(id, Stream::new(dict, draws.as_bytes().to_vec()).into());
        }
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        file.page(
            "Resources",
            dictionary! { "Font" => dictionary! { "F" => font }, kind => dictionary! { "X" => used(first) } },
        );
        file.says([WORDS, draws.as_bytes()].concat()).is_refused("pdf-too-large");
    }
}

#[test]
fn a_character_that_is_drawn_with_itself_is_refused() {
    let mut file = Spoiled::new();
    let face = file.file.new_object_id();
    let own = dictionary! { "Font" => dictionary! { "F" => face } };
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
    // By way of a form, which goes on in the font it is drawn in.
    let shows = file.file.add_object(Stream::new(form, b"BT (H) Tj ET ".to_vec()));
    let mut resources = own.clone();
    resources.set("XObject", dictionary! { "X" => shows });
    let drawing =
        file.file.add_object(Stream::new(dictionary! {}, b"1000 0 d0 BT /F 1 Tf ET /X Do ".to_vec()));
    let made = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "H" => drawing }, "Resources" => resources,
        "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()], "FirstChar" => 72, "LastChar" => 72,
        "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
        "Encoding" => dictionary! { "Differences" => vec![72.into(), "H".into()] }, "Widths" => vec![1000.into()],
    };
    file.file.objects.insert(face, made.into());
    file.page("Resources", own).is_refused("pdf-too-large");
}

#[test]
fn a_drawing_that_multiplies_is_refused_and_one_that_repeats_is_drawn() {
    let nested = |levels: usize, each: usize| {
        let mut file = Spoiled::new();
        let mut inner: Option<lopdf::ObjectId> = None;
        for _ in 0..levels {
            let mut form = dictionary! { "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
            if let Some(inner) = inner {
                form.set("Resources", dictionary! { "XObject" => dictionary! { "X" => inner } });
            }
            let draws = if inner.is_some() { "/X Do ".repeat(each) } else { "0 0 1 1 re f ".to_owned() };
            inner = Some(file.file.add_object(Stream::new(form, draws.into_bytes())));
        }
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        file.page(
            "Resources",
            dictionary! {
                "Font" => dictionary! { "F" => font }, "XObject" => dictionary! { "X" => inner.unwrap() },
            },
        );
        file.says([WORDS, b"/X Do "].concat());
        file
    };
    nested(20, 10).is_refused("pdf-too-large");
    nested(30, 1).is_refused("pdf-too-large");
    nested(4, 10).is_measured();
    nested(20, 1).is_measured();
}

/// Characters that are drawn with ten of the face before, and so on: the report took 32 seconds and 3.7 GB.
#[test]
fn characters_that_multiply_are_refused_before_a_report_draws_them() {
    let nested = |levels: usize, each: usize| {
        let mut file = Spoiled::new();
        let mut inner: Option<lopdf::ObjectId> = None;
        for _ in 0..levels {
            let words = format!("1000 0 d0 BT /T 1 Tf ({}) Tj ET ", "H".repeat(each));
            let draws = if inner.is_some() { words } else { "1000 0 d0 0 0 700 700 re f ".to_owned() };
            let drawing = file.file.add_object(Stream::new(dictionary! {}, draws.into_bytes()));
            let mut face = dictionary! {
                "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "H" => drawing },
                "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()], "FirstChar" => 72, "LastChar" => 72,
                "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
                "Encoding" => dictionary! { "Differences" => vec![72.into(), "H".into()] },
                "Widths" => vec![1000.into()],
            };
            if let Some(inner) = inner {
                face.set("Resources", dictionary! { "Font" => dictionary! { "T" => inner } });
            }
            inner = Some(file.file.add_object(face));
        }
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        file.page("Resources", dictionary! { "Font" => dictionary! { "F" => font, "T" => inner.unwrap() } });
        file.says([WORDS, b"BT /T 12 Tf 100 600 Td (H) Tj ET "].concat());
        file
    };
    let report = |mut file: Spoiled| {
        let measured = measure(file.bytes()).unwrap();
        measured.report_html(gongwen::Lang::En).unwrap()
    };
    nested(8, 10).is_refused("pdf-too-large");
    nested(30, 1).is_refused("pdf-too-large");
    let failure = crate::host::with_picture("t.pdf", nested(8, 10).bytes()).unwrap_err();
    let found = &failure.diagnostics()[0];
    assert_eq!(found.code(), "pdf-too-large", "{failure}");
    assert!(!found.message(gongwen::Lang::En).contains("seconds"), "{failure}");
    // What is let through is a page of some size.
    let (few, more) = (report(nested(2, 10)), report(nested(4, 10)));
    assert!(
        few.contains("<svg") && few.len() <= more.len() && more.len() < 1_000_000,
        "{} {}",
        few.len(),
        more.len()
    );
}

/// claims.md 2: text, number and rules drawn twice are there once.
#[test]
fn a_page_drawn_twice_is_read_once() {
    let bytes = crate::measured::data("longke-2024-2.toml").rendered.pdf().unwrap();
    let whole = measure(bytes.clone()).unwrap();
    let mut file = Document::load_mem(&bytes).unwrap();
    for page in file.page_iter().collect::<Vec<_>>() {
        let content = file.get_page_contents(page);
        let once = |file: &mut Document| {
            let mut all =
                vec![Object::Reference(file.add_object(Stream::new(dictionary! {}, b"q ".to_vec())))];
            all.extend(content.iter().map(|id| Object::Reference(*id)));
            all.push(Object::Reference(file.add_object(Stream::new(dictionary! {}, b" Q ".to_vec()))));
            all
        };
        let twice = [once(&mut file), once(&mut file)].concat();
        file.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", twice);
    }
    let mut doubled = Vec::new();
    file.save_to(&mut doubled).unwrap();
    let read = measure(doubled).unwrap();
    let rows = |measured: &gongwen::measure::Measured| {
        measured.requirements().iter().map(|row| (row.quantity.1, row.verdict)).collect::<Vec<_>>()
    };
    assert_eq!(rows(&read), rows(&whole));
}

/// What a name is says nothing of where it leads: `P` is the page of a note, and here a font.
#[test]
fn a_font_of_any_name_is_read() {
    let mut file = Spoiled::new();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
    file.page("Resources", dictionary! { "Font" => dictionary! { "P" => font } });
    file.says(b"BT /P 12 Tf 100 700 Td (Hello) Tj ET ".to_vec());
    let measured = measure(file.bytes()).unwrap();
    assert_eq!(measured.pages()[0].runs[0].face, "Courier");
}

#[test]
fn ranges_without_end_take_no_memory() {
    Spoiled::new()
        .face(dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "X", "Widths" => vec![500.into()],
            "FirstChar" => 999_999_999_999_i64, "LastChar" => 9_999_999_999_999_i64,
        })
        .is_measured();
    let wide = |ranges: usize| {
        let range: Vec<Object> = vec![0.into(), 2_147_483_647.into(), 500.into()];
        let descendant = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "X", "W" => vec![range; ranges].concat(),
            "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => "X", "Flags" => 4 },
        };
        let mut file = Spoiled::new();
        file.face(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "X", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
        });
        file.bytes()
    };
    drop(measure(wide(1)));
    refused(wide(10_000), "pdf-too-large");
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let mut zeros = Stream::new(dictionary! {}, vec![b' '; 40 * 1024 * 1024]);
    zeros.compress().unwrap();
    assert!(zeros.content.len() < 100_000);
    let mut file = Spoiled::new();
    let content = file.file.add_object(zeros);
    file.page("Contents", content).is_refused("pdf-too-large");
}

#[test]
fn page_trees_that_lead_nowhere_or_too_far_are_told() {
    let tree = |kids: fn(&mut Spoiled) -> Vec<Object>| {
        let mut file = Spoiled::new();
        let kids = kids(&mut file);
        let tree = file.tree;
        file.file
            .objects
            .insert(tree, dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids }.into());
        file.bytes()
    };
    refused(tree(|_| Vec::new()), "pdf-no-pages");
    refused(tree(|file| vec![file.tree.into(), file.tree.into()]), "pdf-no-pages");
    let many = |file: &mut Spoiled| {
        let page = file.file.get_object(file.page).unwrap().clone();
        (0..10_000).map(|_| file.file.add_object(page.clone()).into()).collect()
    };
    refused(tree(many), "pdf-too-large");
}

#[test]
fn pages_without_words_are_told_apart() {
    Spoiled::new().says(b"0 0 10 10 re f".to_vec()).is_refused("pdf-no-text");
    // Characters as outlines.
    Spoiled::new().says(b"10 10 m 20 30 40 20 50 60 c f ".repeat(500)).is_refused("pdf-no-text");
    let mut scan = Spoiled::new();
    let picture = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
    "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
    let picture = scan.file.add_object(Stream::new(picture, vec![0]));
    scan.page("Resources", dictionary! { "XObject" => dictionary! { "I" => picture } });
    scan.says(b"500 0 0 700 0 0 cm /I Do".to_vec()).is_refused("pdf-scanned");
}

#[test]
fn boxes_and_sizes_beyond_sense_end_no_worse() {
    for side in [0.0_f32, 1e30, 1.5e7] {
        let sheet: Vec<Object> = vec![0.into(), 0.into(), side.into(), side.into()];
        drop(measure(Spoiled::new().page("MediaBox", sheet).bytes()));
    }
    Spoiled::new()
        .says(
            [WORDS, b"BT /F 1e30 Tf 1e30 Tz 1e30 Tc (x) Tj 0 Tz (x) Tj ET [1e-9] 0 d 0 0 m 9 9 l S "]
                .concat(),
        )
        .is_measured();
}

/// A file cut off anywhere, or with bits turned, is measured as far as it goes or refused.
#[test]
fn files_cut_and_spoiled_anywhere_end_with_a_reason() {
    let whole = std::fs::read(fixture("foreign/reportlab.pdf")).unwrap();
    let codes = [
        "pdf-broken",
        "pdf-no-pages",
        "pdf-no-text",
        "not-a-pdf",
        "pdf-too-large",
        "pdf-encrypted",
        "pdf-scanned",
    ];
    let ends = |bytes: Vec<u8>, how: &str| {
        if let Err(failure) = measure(bytes) {
            let told = crate::sheet::codes(failure.diagnostics());
            assert!(told.iter().all(|code| codes.contains(code)) && !told.is_empty(), "{how}: {told:?}");
        }
    };
    for length in (0..whole.len()).step_by(61) {
        ends(whole[..length].to_vec(), &format!("cut at {length}"));
    }
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        ends(bytes, &format!("spoiled at {at}"));
    }
}
