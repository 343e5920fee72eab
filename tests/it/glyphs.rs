//! Which font set which character: the audit, fonts for rare characters, characters put right.

use std::fs;
use std::path::PathBuf;

use gongwen::coverage::{Audit, Character, Embedding, Source, Substitute};
use gongwen::{Diagnostic, Engine, Lang, Rendered};
use lopdf::Document as Pdf;
use serde_json::Value;

use crate::support::{BODY, DATA, ENGINE, Project, Run, data_with, program, words_on_pages};

fn fonts_folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"))
}

fn audited(project: &Project) -> (Rendered, Audit) {
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    let audit = rendered.audit();
    (rendered, audit)
}

fn rows(audit: &Audit, character: char) -> Vec<&Character> {
    audit.characters.iter().filter(|row| row.character == character).collect()
}

#[track_caller]
fn row(audit: &Audit, character: char) -> &Character {
    let [row] = rows(audit, character)[..] else { panic!("{:?}", rows(audit, character)) };
    row
}

fn told<'a>(diagnostics: &'a [Diagnostic], code: &str) -> Vec<&'a Diagnostic> {
    diagnostics.iter().filter(|found| found.code() == code).collect()
}

/// Runs `render fonts` in the project's folder.
fn fonts(project: &Project, args: &[&str]) -> Run {
    let mut command = program();
    Run::of(command.current_dir(project.folder()).args(["fonts", "--fonts", "bundled"]).args(args))
}

fn text_of(pdf: &[u8]) -> String {
    let pdf = Pdf::load_mem(pdf).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect()
}

#[test]
fn every_character_on_the_pages_is_in_the_audit_as_often_as_it_stands_there() {
    let data = include_str!("../../data/longke-2024-2.toml").replace("longke-2024-2.txt", "body.txt");
    let (rendered, audit) = audited(&Project::of(data, include_str!("../../data/longke-2024-2.txt")));
    let words = words_on_pages(&rendered);
    let count: usize = audit.characters.iter().map(|row| row.count).sum();
    assert_eq!(count, words.chars().count());
    for row in &audit.characters {
        let of_character: usize = rows(&audit, row.character).iter().map(|row| row.count).sum();
        assert_eq!(of_character, words.matches(row.character).count(), "{}", row.code);
        assert_eq!(row.code, format!("U+{:04X}", row.character as u32));
    }
    let of_fonts: usize = audit.fonts.iter().map(|font| font.count).sum();
    assert_eq!(of_fonts, count);
    // In the role it was set for: 黑体 and 楷体 headings, 小标宋 title, page numbers in 宋体.
    for (element, role) in [("title", "biaosong"), ("mark", "biaosong"), ("page-number", "songti")] {
        let of_element: Vec<_> = audit.characters.iter().filter(|row| row.element == element).collect();
        assert!(!of_element.is_empty() && of_element.iter().all(|row| row.role == role), "{of_element:?}");
    }
    for role in ["heiti", "kaiti"] {
        assert!(audit.characters.iter().any(|row| row.role == role && row.element.starts_with("body.")));
    }
}

#[test]
fn a_character_says_its_levels_its_face_and_its_place() {
    let project = Project::of(DATA, "一、主要工作\n甲㙓乙镕丙𬱖丁\n戊㙓\n");
    let (_, audit) = audited(&project);
    let rare = row(&audit, '㙓');
    assert_eq!((rare.font.as_str(), rare.role, rare.count), ("NotoSerifSC-Regular-L2.otf", "fangsong", 2));
    assert_eq!(rare.substitute, Some(Substitute::Lacking));
    assert_eq!((rare.level, rare.gb18030, rare.gb2312), (None, Some(1), false));
    assert_eq!((rare.page, rare.element.as_str()), (1, "body.1"));
    let data = rare.data.as_ref().unwrap();
    assert_eq!((data.path.as_str(), data.line, data.column), ("body-file", Some(2), Some(2)));
    assert_eq!(data.file.as_deref(), Some("body.txt"));
    let levels = |c| (row(&audit, c).level, row(&audit, c).gb18030, row(&audit, c).gb2312);
    assert_eq!(levels('镕'), (Some(3), Some(1), false));
    assert_eq!(levels('𬱖'), (Some(3), Some(2), false));
    assert_eq!(levels('丁'), (Some(1), Some(1), true));
    assert_eq!(row(&audit, '丁').substitute, None);
    // What the program writes stands nowhere in the data.
    assert!(row(&audit, '签').data.is_none() && levels('—') == (None, None, true));
}

#[test]
fn why_another_face_set_a_character_is_said() {
    let body = "甲？乙2024年。\n（一）丙—丁〇。戊\n";
    let (rendered, audit) = audited(&Project::of(DATA, body));
    let why = |c: char, role: &str| {
        let found = rows(&audit, c).into_iter().find(|row| row.role == role);
        found.map(|row| (row.font.split('-').next().unwrap().to_owned(), row.substitute))
    };
    let by = |font: &str, why| Some((font.to_owned(), why));
    assert_eq!(why('？', "fangsong"), by("GWKaiSupplement", Some(Substitute::IllMade)));
    assert_eq!(why('—', "kaiti"), by("GWKaiSupplement", Some(Substitute::IllMade)));
    assert_eq!(why('〇', "kaiti"), by("GWKaiSupplement", Some(Substitute::Lacking)));
    assert_eq!(why('2', "fangsong"), by("LiberationSerif", Some(Substitute::Digits)));
    assert_eq!(why('甲', "fangsong"), by("FandolFang", None));
    // Only the lacking one is worth a note: the others are how the house sets them.
    let [found] = told(rendered.diagnostics(), "fallback-face")[..] else { panic!() };
    let message = found.message(Lang::En);
    assert!(message.contains("〇 U+3007") && !message.contains('？') && !message.contains('—'), "{message}");
    // Digits of the 仿宋 itself are nobody's stand-ins.
    let data = DATA.to_owned() + "[layout]\ndigits = \"fangsong\"\n";
    let (_, audit) = audited(&Project::of(data, body));
    let digit = rows(&audit, '2').into_iter().find(|row| row.role == "fangsong").unwrap();
    assert_eq!((digit.font.split('-').next(), digit.substitute), (Some("FandolFang"), None));
}

#[test]
fn a_stand_in_is_told_once_for_all_its_characters_at_the_first() {
    let project = Project::of(DATA, "甲\n乙㙓丙㙍丁镕㙓\n（一）㙓。戊\n");
    let rendered = project.set().unwrap();
    let found = told(rendered.diagnostics(), "fallback-face");
    let words: Vec<_> = found.iter().map(|found| found.message(Lang::Zh)).collect();
    let [noto, supplement, kaiti] = &words[..] else { panic!("{words:?}") };
    assert!(
        noto.starts_with("仿宋的字体 FandolFang")
            && noto.ends_with("NotoSerifSC-Regular-L2.otf 排出：㙓 U+3653")
    );
    assert!(supplement.ends_with("㙍 U+364D、镕 U+9555"), "{supplement}");
    assert!(kaiti.starts_with("楷体的字体 gkai00mp.ttf"), "{kaiti}");
    assert_eq!(found[0].place().unwrap().line_column(), (2, 2));
    assert_eq!(found[2].place().unwrap().line_column(), (3, 4));
    // A document of usual characters has none.
    assert!(told(Project::new().set().unwrap().diagnostics(), "fallback-face").is_empty());
}

#[test]
fn the_fonts_are_listed_with_the_sums_of_their_files() {
    let (_, audit) = audited(&Project::new());
    let sums = fs::read_to_string(fonts_folder().join("SHA256SUMS")).unwrap();
    let files: Vec<_> = audit.fonts.iter().map(|font| font.file.as_str()).collect();
    assert_eq!(files[..2], ["FandolFang-Regular.otf", "NotoSerifCJKsc-Bold-GBK.otf"]);
    for font in &audit.fonts {
        let line = sums.lines().find(|line| line.ends_with(&font.file)).unwrap();
        assert!(line.starts_with(&font.sha256), "{line} {}", font.sha256);
        assert!(font.version.contains("ersion") && !font.postscript.is_empty() && font.count > 0);
        assert_eq!(font.source, Source::Bundled);
    }
    let kai = audit.fonts.iter().find(|font| font.file == "gkai00mp.ttf").unwrap();
    assert_eq!((kai.embedding, &kai.serves[..]), (Embedding::PreviewAndPrint, &["kaiti"][..]));
}

#[test]
fn the_audit_is_the_same_json_on_every_machine() {
    let project = Project::of(DATA, "甲㙓乙\n");
    let (_, audit) = audited(&project);
    let json = audit.to_json();
    let other = Engine::builder().bundled_fonts_only(true).build();
    let again = other.render(&project.document().unwrap()).unwrap().audit();
    assert_eq!(json, again.to_json());
    let folder = project.folder().to_str().unwrap();
    assert!(!json.contains(folder) && !json.contains(env!("CARGO_MANIFEST_DIR")));
    let value: Value = serde_json::from_str(&json).unwrap();
    let rare = value["characters"].as_array().unwrap().iter().find(|row| row["code"] == "U+3653").unwrap();
    assert_eq!(rare["substitute"], "lacking");
    assert_eq!(rare["data"]["line"], 1);
    let run = fonts(&project, &["data.toml", "--message-format", "json"]).ends(0);
    assert_eq!(run.text(), json);
}

/// A folder with a font that has letters no chain of 仿宋 has: the Latin face, which stands in no chain for
/// such letters. A byte more at its end makes it another file.
fn with_letters(project: &Project) {
    fs::create_dir(project.path("rare")).unwrap();
    let mut bytes = fs::read(fonts_folder().join("LiberationSerif-Regular.ttf")).unwrap();
    bytes.push(0);
    project.write("rare/letters.ttf", bytes);
    project.write("rare/no-font.ttf", "text");
}

#[test]
fn what_no_font_has_is_an_error_before_any_file_and_set_when_a_folder_has_it() {
    let project = Project::of(data_with(&[("signers", "[\"甲Ѫ\"]"), ("body", "\"丙Ѫ丁ẞ\"")]), BODY);
    let run = project.render(["data.toml", "-o", "x.pdf"]).ends(1).tells("missing-glyph");
    assert!(run.stderr.contains("U+046A") && run.stderr.contains("fonts/rare"), "{}", run.stderr);
    assert_eq!(project.made(), Vec::<String>::new());
    with_letters(&project);
    let run = project.render(["data.toml", "-o", "x.pdf", "--rare-fonts", "rare"]).ends(0);
    assert!(run.stderr.contains("[rare-character]") && run.stderr.contains("letters.ttf"), "{}", run.stderr);
    let text = text_of(&project.read("x.pdf"));
    assert!(text.contains("甲Ѫ") && text.contains("丙Ѫ丁ẞ"), "{text}");
    // The folder of further fonts does as well.
    project.render(["data.toml", "-o", "y.pdf", "--font-path", "rare"]).ends(0);
    assert!(project.read("x.pdf") == project.read("y.pdf"));
    // A character that the folder lacks too is named alone.
    let body = ("body", "\"丙Ѫ\u{2A6D6}\"");
    project.write("data.toml", data_with(&[body]));
    let run = project.render(["data.toml", "-o", "z.pdf", "--rare-fonts", "rare"]).ends(1);
    assert!(run.stderr.contains("U+2A6D6") && !run.stderr.contains("U+046A"), "{}", run.stderr);
    assert!(project.made().iter().all(|name| name != "z.pdf"));
}

#[test]
fn a_rare_font_sets_only_what_no_other_has() {
    let project = Project::of(DATA, "甲Ѫ乙A戊\n");
    with_letters(&project);
    let builder = Engine::builder().bundled_fonts_only(true);
    let engine = builder.rare_fonts(project.path("nowhere")).rare_fonts(project.path("rare")).build();
    let rendered = engine.render(&project.document().unwrap()).unwrap();
    let audit = rendered.audit();
    let letter = row(&audit, 'Ѫ');
    assert_eq!((letter.font.as_str(), letter.substitute), ("letters.ttf", Some(Substitute::Rare)));
    assert_eq!(row(&audit, 'A').substitute, Some(Substitute::Digits));
    let font = audit.fonts.iter().find(|font| font.file == "letters.ttf").unwrap();
    assert_eq!((font.source, font.characters, font.count), (Source::Rare, 1, 1));
    let [found] = told(rendered.diagnostics(), "rare-character")[..] else { panic!() };
    assert_eq!(found.place().unwrap().line_column(), (1, 2));
    // A document that needs none is set as if there were no such folder.
    let plain = Project::new();
    let document = plain.document().unwrap();
    let with = engine.render(&document).unwrap();
    assert!(with.pdf().unwrap() == ENGINE.render(&document).unwrap().pdf().unwrap());
    assert!(told(with.diagnostics(), "rare-character").is_empty());
}

#[test]
fn a_fragment_finds_rare_fonts_too() {
    let project = Project::of(DATA.replace("body.txt", "body.typ"), BODY);
    project.write("body.typ", "甲Ѫ乙\n");
    with_letters(&project);
    project.render(["data.toml", "-o", "x.pdf"]).ends(1).tells("missing-glyph");
    let run = project.render(["data.toml", "-o", "x.pdf", "--rare-fonts", "rare"]).ends(0);
    assert!(run.stderr.contains("[rare-character]"), "{}", run.stderr);
}

#[test]
fn characters_from_pdf_files_are_set_and_copied_as_the_usual_ones() {
    let body = "⼀、主要⼯作\n（⼆）加强领导。⼈⺠⼯作，凉\u{F979}，Cafe\u{301}，甲\u{200B}乙\u{E81E}\n";
    let project = Project::of(DATA, body);
    let rendered = project.set().unwrap();
    let text = text_of(&rendered.pdf().unwrap());
    assert!(text.contains("一、主要工作（二）加强领导。人民工作，凉凉，Café，甲乙\u{9FB4}"), "{text}");
    // Its numbering is read: the headings are in their faces.
    let audit = rendered.audit();
    assert!(rows(&audit, '主').iter().any(|row| row.role == "heiti"));
    assert!(rows(&audit, '加').iter().any(|row| row.role == "kaiti"));
    let found = told(rendered.diagnostics(), "characters-normalised");
    let words: Vec<_> = found.iter().map(|found| found.message(Lang::Zh)).collect();
    assert_eq!(found.len(), 5, "{words:?}");
    assert!(
        words[0].contains("⼀ U+2F00→一 U+4E00") && words[0].contains("⼯ U+2F2F→工 U+5DE5（2 处）"),
        "{words:?}"
    );
    let places: Vec<_> = found.iter().map(|found| found.place().unwrap().line_column()).collect();
    assert_eq!(places[0], (1, 1));
    for (place, typed) in found.iter().map(|found| found.place().unwrap()).zip(["⼀", "\u{F979}", "e\u{301}"])
    {
        assert_eq!(&body[place.range()], typed);
    }
    // The audit knows where each was typed.
    let data = rows(&audit, '民')[0].data.as_ref().unwrap();
    assert_eq!((data.line, data.column), (Some(2), Some(10)));
}

#[test]
fn every_text_of_the_data_is_put_right_and_no_name_of_a_file() {
    let project = Project::of(
        data_with(&[
            ("title", "\"关于⼯作的报告\""),
            ("signers", "[\"⻢某\"]"),
            ("recipients", "[\"甲⼈⺠政府\"]"),
        ])
        .replace("body = \"正文。\"", "body-file = \"⼯.txt\""),
        BODY,
    );
    project.write("⼯.txt", "甲⾏乙\n");
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    let text = words_on_pages(&rendered);
    for words in ["关于工作的报告", "马某", "甲人民政府：", "甲行乙"] {
        assert!(text.contains(words), "{text}");
    }
    let found = told(rendered.diagnostics(), "characters-normalised");
    assert_eq!(found.len(), 1, "one finding for all of a kind");
    // Cells of tables, too.
    let body = "[{ table = { header = [\"⼯\"], rows = [[\"⾏\", \"乙\"]], caption = \"⼈\" } }, { text = [\"甲\", { bold = \"⽅\" }] }]";
    let project = Project::of(data_with(&[("body", body)]), BODY);
    let text = words_on_pages(&project.set().unwrap_or_else(|failure| panic!("{failure}")));
    assert!(text.contains("人工行乙甲方"), "{text}");
    project.write("cells.csv", "⼯,⾏\r\n甲,乙\r\n");
    project.write("data.toml", data_with(&[("body", "[{ table = { csv = \"cells.csv\" } }]")]));
    assert!(words_on_pages(&project.set().unwrap()).contains("工行甲乙"));
}

#[test]
fn findings_about_a_text_that_was_put_right_stand_at_its_characters() {
    // Behind so many of other lengths that the new text's own bytes would lead to another line.
    let body = "⼀、Cafe\u{301}\u{200B}".repeat(20) + "\n甲\u{2A6D6}乙\n";
    let failure = Project::of(DATA, &body).set().map(drop).unwrap_err();
    let found = told(failure.diagnostics(), "missing-glyph");
    assert_eq!(found[0].place().unwrap().line_column(), (2, 2));
}

#[test]
fn a_place_to_break_in_an_address_needs_no_glyph() {
    let project = Project::of(DATA, "见https://a.cn/b/\u{200B}c。\n");
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    assert!(words_on_pages(&rendered).contains("https://a.cn/b/\u{200B}c"));
    assert!(rows(&rendered.audit(), '\u{200B}').is_empty());
}

#[test]
fn a_variant_that_no_face_has_is_told() {
    let project = Project::of(DATA, "甲葛\u{E0100}城\n");
    let rendered = project.set().unwrap();
    let [found] = told(rendered.diagnostics(), "variant-ignored")[..] else { panic!() };
    assert!(found.message(Lang::En).contains("葛 (U+E0100)"), "{}", found.message(Lang::En));
    assert_eq!(found.place().unwrap().line_column(), (1, 3));
}

#[test]
fn the_command_lists_what_stands_out_or_everything() {
    let project = Project::of(DATA, "甲㙓乙\n");
    let run = fonts(&project, &["data.toml", "--lang", "zh"]).ends(0);
    let line = run.text().lines().find(|line| line.starts_with("㙓")).unwrap();
    assert_eq!(
        line,
        "㙓 U+3653\t×1\t仿宋\tNotoSerifSC-Regular-L2.otf\t本字体没有\t规范字表外，GB 18030 级别1\t第 1 页 \
         正文第1项\tbody.txt:1:2 body-file"
    );
    assert!(!run.text().contains("甲 U+7532"));
    let all = fonts(&project, &["data.toml", "--all"]).ends(0);
    assert!(all.text().contains("甲 U+7532") && all.text().contains("level 1, GB 18030 level 1, GB 2312"));
    assert_eq!(project.made(), Vec::<String>::new());
    fonts(&project, &["--all"]).ends(2);
    assert!(fonts(&project, &[]).ends(0).text().starts_with("fangsong\t仿宋"));
    project.write("body.txt", "甲\u{2A6D6}");
    fonts(&project, &["data.toml"]).ends(1).tells("missing-glyph");
}
