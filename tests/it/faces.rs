//! No character is set by nothing: whoever names a face gets one, words of drawings, formulas and signs are set.

use gongwen::conformance::Verdict;
use gongwen::page::{Page, Run};
use gongwen::{Lang, Rendered, Severity};
use lopdf::Document as Pdf;

use crate::pdf_text::{Element, structure, text_of};
use crate::sheet::{CELL, PITCH, all, codes, near, set, try_set};
use crate::support::{ENGINE, Project};

const HEAD: &str = "issuers = [\"甲市水利局\"]\ntitle = \"甲市水利局关于测试的通知\"\ndate = 2024-05-30\n";

fn fragment(text: &str) -> String {
    format!("{HEAD}body-format = \"typst\"\nbody = '''\n{text}\n'''\n")
}

fn runs(pages: &[Page]) -> impl Iterator<Item = &Run> {
    pages.iter().flat_map(|page| &page.runs)
}

/// The family of the run that says something.
#[track_caller]
fn family(rendered: &Rendered, says: &str) -> String {
    let found = runs(rendered.pages()).find(|run| run.text().contains(says));
    found.unwrap_or_else(|| panic!("{says} is not on the page")).family.clone()
}

fn pdf(rendered: &Rendered) -> Pdf {
    Pdf::load_mem(&rendered.pdf().unwrap_or_else(|failure| panic!("{failure}"))).unwrap()
}

fn said(rendered: &Rendered) -> String {
    let pdf = pdf(rendered);
    let text: String = pdf.get_pages().values().map(|page| text_of(&pdf, *page)).collect();
    text.split_whitespace().collect()
}

fn structured(rendered: &Rendered) -> Element {
    structure(&pdf(rendered))
}

/// claims.md 1: `#text(font: "SimHei")` and `#set text(font: "SimSun")` set nothing.
#[test]
fn the_usual_names_of_faces_are_the_faces_of_the_roles() {
    for (name, role) in [
        ("SimHei", "gw-heiti"),
        ("黑体", "gw-heiti"),
        ("SimSun", "gw-songti"),
        ("宋体", "gw-songti"),
        ("KaiTi", "gw-kaiti"),
        ("楷体_GB2312", "gw-kaiti"),
        ("KaiTi GB2312", "gw-kaiti"),
        ("FangSong", "gw-fangsong"),
        ("仿宋", "gw-fangsong"),
        ("仿宋_GB2312", "gw-fangsong"),
        ("fang song-gb2312", "gw-fangsong"),
        ("方正小标宋简体", "gw-biaosong"),
        ("FZXiaoBiaoSong-B05S", "gw-biaosong"),
        // The names of the default set's own files.
        ("Noto Sans CJK SC", "gw-heiti"),
        ("FandolFang R", "gw-fangsong"),
    ] {
        let rendered = set(&fragment(&format!("正文#text(font: \"{name}\")[重要内容]继续。")));
        assert_eq!(family(&rendered, "重要内容"), role, "{name}");
        assert!(!codes(rendered.diagnostics()).contains(&"face-replaced"), "{name}");
        let whole = set(&fragment(&format!("#set text(font: \"{name}\")\n正文重要内容继续。")));
        assert_eq!(family(&whole, "重要内容"), role, "{name}");
    }
    let latin = set(&fragment("#text(font: \"Times New Roman\")[Times 123 中文]"));
    assert_eq!(
        (family(&latin, "Times"), family(&latin, "中文")),
        ("gw-latin".to_owned(), "gw-fangsong".to_owned())
    );
    let bold = set(&fragment("#text(font: \"SimSun\", weight: \"bold\")[粗宋]"));
    assert_eq!(family(&bold, "粗宋"), "gw-biaosong");
}

#[test]
fn a_face_that_is_not_there_is_replaced_and_told_at_its_line() {
    for (asked, weight, role) in [
        ("font: \"Foo Bar\"", Severity::Warning, "gw-fangsong"),
        ("font: \"Foo Bar\", fallback: false", Severity::Warning, "gw-fangsong"),
        ("font: \"Arial\"", Severity::Note, "gw-heiti"),
        ("font: \"微软雅黑\"", Severity::Note, "gw-heiti"),
        // The next of a list is meant to stand in.
        ("font: (\"Foo Bar\", \"SimHei\")", Severity::Warning, "gw-heiti"),
        ("font: \"Foo\" + \" Bar\"", Severity::Warning, "gw-fangsong"),
    ] {
        let data = fragment(&format!("正文。\n\n#text({asked})[重要内容]继续。"));
        let rendered = set(&data);
        assert_eq!(family(&rendered, "重要内容"), role, "{asked}");
        let told: Vec<_> =
            rendered.diagnostics().iter().filter(|found| found.code() == "face-replaced").collect();
        let [told] = told[..] else { panic!("{asked}: {:?}", codes(rendered.diagnostics())) };
        assert_eq!((told.severity(), told.place().unwrap().line_column().0), (weight, 8), "{asked}");
        assert!(told.help(Lang::Zh).is_some() && told.help(Lang::En).is_some());
    }
    // What the named face lacks comes from the others; what nobody has is an error where it stands.
    let rendered = set(&fragment("#text(font: \"KaiTi\")[楷☑镕〇]"));
    assert!(said(&rendered).contains("楷☑镕〇"));
    for asked in ["font: \"SimHei\"", "font: \"Foo\"", "font: \"Foo\", fallback: false", "fallback: false"] {
        let data = fragment(&format!("正文。\n\n#text({asked})[重要\u{E123}内容]"));
        let failure = try_set(&data).err().unwrap_or_else(|| panic!("{asked}: set"));
        let found = failure.diagnostics().iter().find(|found| found.code() == "missing-glyph");
        let place = found.unwrap_or_else(|| panic!("{asked}: {failure}")).place().unwrap();
        assert_eq!(&data[place.range()], "\u{E123}", "{asked}");
    }
}

/// field.md F, 97-svg-words: the words of a drawing are set, in the file's text and in the audit.
#[test]
fn the_words_of_a_drawing_are_set() {
    let project = Project::of(
        format!("{HEAD}body = [{{ text = \"如图。\" }}, {{ image = \"a.svg\", caption = \"流程\" }}]\n"),
        "",
    );
    let drawing = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100mm\" height=\"40mm\" viewBox=\"0 0 100 40\">{inside}</svg>"
        )
    };
    let audit_of = |rendered: &Rendered, c: char| {
        let audit = rendered.audit();
        let found = audit.characters.iter().find(|row| row.character == c && row.element == "body.1");
        found.unwrap_or_else(|| panic!("{c} is not in the audit")).font.clone()
    };
    project.write(
        "a.svg",
        drawing(
            "<style>.b { font: bold 6px SimSun } .k { font-family: 'KaiTi', serif }</style>\
             <defs><text id=\"u\" y=\"38\" font-size=\"5\" font-family=\"仿宋\">引用</text><path id=\"p\" d=\"M5 30 H 90\"/></defs>\
             <text y=\"8\" font-size=\"5\" font-family=\"SimSun\">受理</text><text y=\"16\" class=\"b\">加粗</text>\
             <text y=\"24\" font-size=\"5\" class=\"k\">楷书<tspan style=\"font-family:SimHei\">标注&#x2611;</tspan></text>\
             <use href=\"#u\"/><text font-size=\"5\" font-family=\"sans-serif\"><textPath href=\"#p\">沿线</textPath></text>\
             <text y=\"38\" x=\"50\" font-size=\"5\">其余abc</text>",
        ),
    );
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    let text = said(&rendered);
    for words in ["受理", "加粗", "楷书标注☑", "引用", "沿线", "其余abc"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for (c, font) in [
        ('受', "NotoSerifSC-Regular-L2.otf"),
        ('粗', "NotoSerifCJKsc-Bold-GBK.otf"),
        ('楷', "gkai00mp.ttf"),
        ('标', "NotoSansCJKsc-Medium-GBK.otf"),
        ('☑', "GWSigns-Regular.ttf"),
        ('引', "FandolFang-Regular.otf"),
        ('沿', "NotoSansCJKsc-Medium-GBK.otf"),
        ('其', "NotoSansCJKsc-Medium-GBK.otf"),
    ] {
        assert_eq!(audit_of(&rendered, c), font, "{c}");
    }
    assert!(!codes(rendered.diagnostics()).contains(&"face-replaced"));

    // A face that is not there is told at the picture's place; one of a list that is there is enough.
    for (families, told) in [
        ("Foo", vec![("Foo", Severity::Warning)]),
        ("'Microsoft YaHei', sans-serif", vec![("Microsoft YaHei", Severity::Note)]),
        ("'Segoe Foo', SimHei", vec![]),
        ("serif", vec![]),
    ] {
        project.write(
            "a.svg",
            drawing(&format!(
                "<text y=\"8\" font-size=\"5\" style=\"font-family:{families}\">作出决定</text>"
            )),
        );
        let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
        assert!(said(&rendered).contains("作出决定"), "{families}");
        let found = rendered.diagnostics().iter().filter(|found| found.code() == "face-replaced");
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), told.len(), "{families}");
        for (found, (name, severity)) in found.iter().zip(told) {
            assert!(found.message(Lang::En).contains(name) && found.severity() == severity, "{families}");
            assert_eq!(found.place().unwrap().line_column().0, 4);
        }
    }

    // Characters and words that would not be seen.
    for (inside, code) in [
        ("<text y=\"8\" font-size=\"5\">甲\u{E123}</text>", "missing-glyph"),
        (
            "<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">网页里的字</p></foreignObject>",
            "picture-words-lost",
        ),
    ] {
        project.write("a.svg", drawing(inside));
        let failure = project.set().err().unwrap_or_else(|| panic!("{code}"));
        let found = failure
            .diagnostics()
            .iter()
            .find(|found| found.code() == code)
            .unwrap_or_else(|| panic!("{failure}"));
        assert_eq!(found.place().unwrap().line_column().0, 4, "{code}");
    }
    // draw.io: a web page with the same words as text behind it.
    project.write(
        "a.svg",
        drawing(
            "<switch><foreignObject requiredFeatures=\"http://www.w3.org/TR/SVG11/feature#Extensibility\"><div \
             xmlns=\"http://www.w3.org/1999/xhtml\">受理</div></foreignObject><text y=\"8\" font-size=\"5\">受理</text></switch>",
        ),
    );
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(said(&rendered).matches("受理").count(), 1);
}

/// field.md F, 98-formula: a formula has a face, and a text for who cannot see it.
#[test]
fn a_formula_is_set_and_read_aloud() {
    let rendered = set(&fragment(
        "按下式计算：\n\n$ S = sum_(i=1)^n a_i times P_i / P $\n\n式中$P_i$为人口，$\"人均\" = \"总额\" / \"人数\"$，\
         $sqrt(x^2 + y^2)$，$root(3, x)$，$mat(1, 2; 3, 4)$，$x'$，$sin x$，$(a + b)/2$。",
    ));
    assert_eq!(family(&rendered, "∑"), "gw-math");
    assert_eq!(family(&rendered, "人均"), "gw-fangsong");
    let told: Vec<String> = structured(&rendered)
        .all()
        .iter()
        .filter(|element| element.role == "Formula")
        .map(|element| element.alt.clone().unwrap_or_default())
        .collect();
    assert_eq!(
        told,
        [
            "S=∑_(i=1)^n a_i×P_i/P",
            "P_i",
            "人均=总额/人数",
            "√(x^2+y^2)",
            "3√x",
            "(1, 2; 3, 4)",
            "x′",
            "sin x",
            "(a+b)/2",
        ]
    );
}

/// field.md C, 28-symbols, and the signs of GB 18030: each is set, in a cell of its own, without a word of it.
#[test]
fn signs_of_forms_lists_and_formulas_are_set() {
    let signs = "☐☑☒✓✔✗✘●○◆◇■□▲△▼▽★☆→←↑↓⇒⇐⇔↔①⑩⑪⑳㉑㊿⑴⑳⒈⒛❶❿⓫⓴ⅠⅫⅰⅻ℃℉‰㎡㎏№℡±×÷≤≥≠≈∑√∞≮≯≲∮∈∪∥∠⊥⊙㈠㊀‣";
    let listed: Vec<String> = signs.chars().map(String::from).collect();
    let rendered = set(&format!("{HEAD}body = \"甲{}\"\n", listed.join("、")));
    assert!(!codes(rendered.diagnostics()).contains(&"rare-character"));
    assert!(said(&rendered).contains(&listed[..12].join("、")));
    for run in runs(rendered.pages()).filter(|run| run.family == "gw-signs") {
        for glyph in &run.glyphs {
            near(glyph.advance, CELL, &glyph.text);
            let ink = run.ink(glyph).unwrap_or_else(|| panic!("{} has no ink", glyph.text));
            assert!(ink.width() > 0.4 * CELL || ink.height() > 0.2 * CELL, "{}: {ink:?}", glyph.text);
            assert!(ink.width() < 1.05 * CELL && ink.height() < 1.05 * CELL, "{}: {ink:?}", glyph.text);
        }
    }
    // Raised and lowered figures and fractions are of one make.
    let figures = set(&format!("{HEAD}body = \"m²、m³、m⁴，CO₂，10⁻³，x₊₁，½⅓¼\"\n"));
    for figure in "²³⁴₂⁻₊½⅓".chars() {
        assert_eq!(family(&figures, &figure.to_string()), "gw-signs", "{figure}");
    }
    // One that is narrower than a cell ends its line as a letter does.
    let words = "国".repeat(25);
    let full = set(&format!("{HEAD}body = \"{words}½{words}{words}。\"\n"));
    assert!(all(full.pages(), "body.0")[0].text().ends_with('½'));
    let edge =
        full.report().requirements.iter().find(|row| row.quantity.1 == "type area, right edge").unwrap();
    assert_eq!(edge.verdict, Verdict::Met, "{}", edge.measured_text(Lang::En));
    // Everything in the two-byte part of GB 18030 that is no hanzi.
    let mut others = String::new();
    for lead in 0x81..=0xFEu8 {
        for trail in (0x40..=0x7Eu8).chain(0x80..=0xFE) {
            let bytes = [lead, trail];
            let (text, wrong) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
            let c = text.chars().next().filter(|_| !wrong && text.chars().count() == 1);
            let is_hanzi = |c: char| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{E000}'..='\u{FAFF}');
            others.extend(
                c.filter(|c| !is_hanzi(*c) && !c.is_whitespace() && !('\u{FE10}'..='\u{FE6F}').contains(c)),
            );
        }
    }
    assert!(others.chars().count() > 750, "{}", others.chars().count());
    let quoted: Vec<String> = others.chars().filter(|c| !"\\\"".contains(*c)).map(String::from).collect();
    set(&format!("{HEAD}body = \"甲{}\"\n", quoted.join("、")));
}

/// ⸺ is —— typed otherwise; a missing character's help says what it is.
#[test]
fn dashes_are_two_characters_and_the_help_knows_what_is_missing() {
    let rendered = set(&format!("{HEAD}body = \"甲⸺乙。\"\n"));
    assert!(said(&rendered).contains("甲——乙"));
    assert!(codes(rendered.diagnostics()).contains(&"characters-normalised"));
    for (c, words) in [
        ("😀", "表情符号"),
        ("✅", "表情符号"),
        ("\u{2A6D6}", "HanaMinB"),
        ("\u{E123}", "私用区"),
        ("ᠮ", "蒙古文"),
        ("⏚", "符号"),
    ] {
        let failure =
            try_set(&format!("{HEAD}body = \"甲{c}乙。\"\n")).err().unwrap_or_else(|| panic!("{c}"));
        let found = failure.diagnostics().iter().find(|found| found.code() == "missing-glyph").unwrap();
        assert!(found.help(Lang::Zh).unwrap().contains(words), "{c}: {:?}", found.help(Lang::Zh));
    }
}

/// claims.md 1: headings of a fragment have the levels of 7.3.3, and bold is bold.
#[test]
fn headings_of_a_fragment_look_like_any_other() {
    let rendered = set(&fragment(
        "国国国。\n\n= 总体要求\n\n国国国。\n\n== 主要任务\n\n国国国。\n\n== （五）其他任务\n\n=== 具体任务\n\n国国国。\n\n= 保障措施",
    ));
    let lines = all(rendered.pages(), "body.0");
    let found: Vec<String> = lines.iter().map(|line| line.text()).collect();
    assert_eq!(
        found,
        [
            "国国国。",
            "一、总体要求",
            "国国国。",
            "（一）主要任务",
            "国国国。",
            "（五）其他任务",
            "1.具体任务",
            "国国国。",
            "二、保障措施"
        ]
    );
    for pair in lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
        near(pair[1].baseline - pair[0].baseline, PITCH, &pair[1].text());
    }
    let faces: Vec<&str> =
        [1, 3, 5, 6].map(|at: usize| lines[at].runs.last().unwrap().family.as_str()).to_vec();
    assert_eq!(faces, ["gw-heiti", "gw-kaiti", "gw-kaiti", "gw-fangsong"]);
    for line in &lines {
        near(line.left(), lines[0].left(), &line.text());
    }
    let broken = rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken);
    assert_eq!(broken.map(|row| row.quantity.1).collect::<Vec<_>>(), Vec::<&str>::new());
    // A contents list has each number once.
    let listed = said(&set(&fragment("#outline(title: none)\n= 一、总则\n= 分则")));
    assert!(
        listed.contains("一、总则") && !listed.contains("一、一、") && listed.contains("二、分则"),
        "{listed}"
    );
    let plain = set(&fragment("甲乙丙")).png(0, 100.0).unwrap();
    assert_ne!(plain, set(&fragment("甲*乙*丙")).png(0, 100.0).unwrap());
}

/// claims.md 1 and 2: a heading out of order, and drawings without words, are made right; nothing fails without a place.
#[test]
fn what_the_archive_form_refuses_is_made_right() {
    let levels = |rendered: &Rendered| -> Vec<String> {
        let all = structured(rendered);
        let headings =
            all.all().into_iter().filter(|element| element.role.starts_with('H') && element.role.len() == 2);
        headings.map(|element| element.role.clone()).collect()
    };
    assert_eq!(
        levels(&set(&fragment("== 甲\n\n==== 乙\n\n== 丙\n\n= 丁\n\n= \n"))),
        ["H1", "H2", "H1", "H1"]
    );
    let rendered = set(&fragment("甲。\n\n#figure(rect(), caption: [示意图])\n\n#figure(rect())\n"));
    let figures: Vec<Option<String>> = structured(&rendered)
        .all()
        .into_iter()
        .filter(|element| element.role == "Figure")
        .map(|element| element.alt.clone())
        .collect();
    assert_eq!(figures, [Some("示意图".to_owned()), Some("插图".to_owned())]);
    let told: Vec<_> =
        rendered.diagnostics().iter().filter(|found| found.code() == "picture-unnamed").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].place().unwrap().line_column().0, 10);
}

/// What the file's form cannot say is an error of `check` too, where it stands.
#[test]
fn check_finds_what_the_export_refuses() {
    let project = Project::of(fragment("甲。\n\n#underline[#strike[乙]]\n"), "");
    let run = crate::support::Run::of(
        crate::support::program().arg("check").arg(project.path("data.toml")).args(["--fonts", "bundled"]),
    );
    let run = run.ends(1).tells("export");
    assert!(run.stderr.contains("data.toml:8"), "{}", run.stderr);
    // In words of our own, not the library's.
    assert!(run.stderr.contains("cannot be combined on the same words"), "{}", run.stderr);
    assert!(!run.stderr.contains("PDF/UA"), "{}", run.stderr);
}

/// field.md D, E: a face that is not of its role's design is not met, and the row shows it.
#[test]
fn a_face_of_another_design_does_not_conform() {
    let row = |rendered: &Rendered| {
        let rows = &rendered.report().requirements;
        rows.iter().find(|row| row.quantity.1 == "face of the text").unwrap().clone()
    };
    let right = row(&set(&format!("{HEAD}body = \"一、甲乙\\n2024年。\"\n")));
    assert_eq!(
        (right.verdict, right.measured_text(Lang::En)),
        (Verdict::Met, "heiti, latin, fangsong".to_owned())
    );
    let project = Project::of(format!("{HEAD}body = \"甲乙。\"\n[fonts]\nfangsong = \"gkai00mp.ttf\"\n"), "");
    project.write(
        "gkai00mp.ttf",
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/gkai00mp.ttf")).unwrap(),
    );
    let wrong = row(&ENGINE.render(&project.document().unwrap()).unwrap());
    assert_eq!((wrong.verdict, wrong.measured_text(Lang::Zh)), (Verdict::Broken, "楷体".to_owned()));
}

/// setting.md 1: FandolFang draws a dollar for ￥, and ～ and － too short; the text of the file keeps them.
#[test]
fn a_sign_that_the_face_draws_wrongly_comes_from_another() {
    let rendered = set(&format!("{HEAD}body = \"补助￥36.8万元，气温－5℃，5～8度，甲_乙@丙¥5。\"\n"));
    for sign in ["￥", "－", "～"] {
        assert!(!family(&rendered, sign).starts_with("gw-fangsong"), "{sign}: {}", family(&rendered, sign));
    }
    for sign in ["_", "@", "¥"] {
        assert_eq!(family(&rendered, sign), "gw-latin", "{sign}");
    }
    assert!(!codes(rendered.diagnostics()).contains(&"nonconforming"));
}

/// The middles of the ink of 国 on a line, with the family of each.
fn middles(rendered: &Rendered, part: &str) -> Vec<(String, f64)> {
    let line = all(rendered.pages(), part).remove(0);
    let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    glyphs
        .filter(|(_, glyph)| glyph.text == "国")
        .map(|(run, glyph)| (run.family.clone(), crate::sheet::centre(&run.ink(glyph).unwrap()).1))
        .collect()
}

/// setting.md 1: 黑体 stood 0.34 mm, 楷体 0.45 mm over the 仿宋 of its row.
#[test]
fn faces_of_a_row_are_level_by_the_middle_of_their_characters() {
    // The faces in use decide, whosoever they are.
    for fonts in ["", "[fonts]\nfangsong = \"Noto Serif SC\"\n", "[fonts]\nkaiti = \"GW Kai Supplement\"\n"] {
        let rendered = set(&format!(
            "{HEAD}body = \"\"\"\n一、国国。国国国国。\n（一）国国。国国国国。\n国国□①￥５国国。\n\"\"\"\n{fonts}"
        ));
        for (part, level) in [("body.0", "gw-heiti"), ("body.1", "gw-kaiti")] {
            let found = middles(&rendered, part);
            let of = |family: &str| {
                found.iter().find(|(name, _)| name == family).unwrap_or_else(|| panic!("{found:?}")).1
            };
            // 国 itself stands in each face's cell within a few hundredths of an em.
            near(of(level), of("gw-fangsong"), &format!("{level} {fonts}"));
            let line = all(rendered.pages(), part).remove(0);
            assert!(line.runs.iter().all(|run| run.baseline() == Some(line.baseline)), "{fonts}");
        }
        let line = all(rendered.pages(), "body.2").remove(0);
        let middle = |says: &str| {
            let found =
                line.runs.iter().find_map(|run| Some((run, run.glyphs.iter().find(|g| g.text == says)?)));
            let (run, glyph) = found.unwrap_or_else(|| panic!("{says}"));
            crate::sheet::centre(&run.ink(glyph).unwrap()).1
        };
        for sign in ["□", "①", "￥"] {
            assert!((middle(sign) - middle("国")).abs() < 0.15, "{sign} {fonts}");
        }
    }
    let alone = set(&format!("{HEAD}body = \"\"\"\n一、国国\n国国国国。\n\"\"\"\n"));
    let line = all(alone.pages(), "body.0").remove(0);
    let (run, glyph) = (&line.runs[0], &line.runs[0].glyphs[2]);
    // A row of its own stands on its line: 国 of 黑体 reaches 0.084 em under it.
    near(run.ink(glyph).unwrap().bottom - line.baseline, 0.084 * CELL, "alone");
}
