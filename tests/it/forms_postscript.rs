//! 附言: rows under the sign-off without brackets, of plain paper and of parts that are documents.

use gongwen::batch::BatchReader;
use gongwen::conformance::Verdict;
use gongwen::page::{Line, lines};
use gongwen::{Document, Rendered};
use lopdf::Document as Pdf;

use crate::measured::piece;
use crate::pdf_text::structure;
use crate::sheet::{CELL, LEFT, PITCH, RIGHT, all, codes, hanzi, near, only, set, try_set};
use crate::support::{ENGINE, Project, Run, program};

fn paper(body: &str, more: &str) -> String {
    format!(
        "format = 'plain'\nissuers = ['甲县水务局']\ntitle = '听证告知书'\ndate = 2026-04-16\nbody = '''\n{body}\n'''\n{more}\n"
    )
}

const ROWS: &str = "postscript = '''\n本告知书一式两份，一份送达当事人，一份存档。\n当事人（签名）：\t____\t日期：\t____\n--: （此联存根）\n'''";

/// The lines of a row, by its index.
fn row(rendered: &Rendered, at: usize) -> Vec<Line> {
    let part = piece(&format!("postscript.{at}"));
    rendered.pages().iter().flat_map(lines).filter(|line| line.part() == part).collect()
}

#[track_caller]
fn sound(rendered: &Rendered) {
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn rows_stand_a_blank_line_under_the_date_as_lines_of_the_text_do() {
    let rendered = set(&paper("现告知如下。", ROWS));
    sound(&rendered);
    let (date, first, form, last) =
        (only(rendered.pages(), "date"), &row(&rendered, 0)[0], row(&rendered, 1), &row(&rendered, 2)[0]);
    assert!(first.text().starts_with("本告知书一式两份") && !first.text().contains('（'));
    near(first.left(), LEFT + 2.0 * CELL, "2 字 in");
    near(first.baseline - date.baseline, 2.0 * PITCH, "one blank line");
    near(form[0].left(), LEFT + 2.0 * CELL, "a line of a form begins there too");
    assert!(form.iter().any(|line| line.text().contains("____")), "{form:?}");
    near(form.iter().map(Line::right).fold(0.0, f64::max), RIGHT, "its rule goes to the edge");
    near(last.right(), RIGHT, "at the right");
    let measured = |words: &str| {
        rendered
            .report()
            .requirements
            .iter()
            .any(|row| row.quantity.1 == words && row.verdict == Verdict::Met)
    };
    assert!(measured("rows under the sign-off 2 字 in"));
    assert!(measured("one blank line above the rows under the sign-off"));
    // The note is first.
    let noted = set(&paper("现告知如下。", &format!("note = '此件公开发布'\n{ROWS}")));
    sound(&noted);
    let note = only(noted.pages(), "note");
    near(note.baseline - only(noted.pages(), "date").baseline, PITCH, "the note under the date");
    near(row(&noted, 0)[0].baseline - note.baseline, 2.0 * PITCH, "one blank line under the note");
}

#[test]
fn rows_are_paragraphs_of_the_file() {
    let told = structure(&Pdf::load_mem(&set(&paper("文。", ROWS)).pdf().unwrap()).unwrap());
    let said: Vec<String> = told
        .all()
        .into_iter()
        .filter(|element| element.role == "P" && !element.text.trim().is_empty())
        .map(|element| element.text.clone())
        .collect();
    let at = |words: &str| {
        said.iter().position(|said| said.contains(words)).unwrap_or_else(|| panic!("{words}: {said:?}"))
    };
    let (date, first, form) = (at("2026年4月16日"), at("本告知书"), at("当事人（签名）"));
    assert!(date < first && first < form && form < at("此联存根"), "{said:?}");
    assert!(!said[first].contains("2026") && !said[form].contains("存档"), "{said:?}");
}

#[test]
fn rows_keep_to_the_sign_off() {
    let short = format!("postscript = '''\n{}\n'''", ["联系人：张三。"; 4].join("\n"));
    let long = format!("postscript = '''\n{}\n'''", vec!["联系人：张三。"; 14].join("\n"));
    for lines in 1..24 {
        let body: Vec<String> = (0..lines).map(|at| hanzi(12 + at % 9) + "。").collect();
        let of = |more: &str| set(&paper(&body.join("\n"), more));
        let rendered = of(&short);
        let rows = all(rendered.pages(), "postscript");
        let date = only(rendered.pages(), "date").page;
        assert!(rows.iter().all(|row| row.page == date), "{lines}: all of a few rows stand with the date");
        assert!(all(rendered.pages(), "body").iter().any(|line| line.page == date), "{lines}: with text");
        // Many may go on, but none stands alone.
        let rendered = of(&long);
        let rows = all(rendered.pages(), "postscript");
        assert_eq!(rows.len(), 14, "{lines}");
        let date = only(rendered.pages(), "date").page;
        assert_eq!(rows[0].page, date, "{lines}: the first stands with the date");
        let over = rows.iter().filter(|row| row.page > date).count();
        assert!(over != 1, "{lines}: one alone went over");
    }
}

#[test]
fn rows_stay_clear_of_a_seal_and_count_for_the_colophon() {
    let seal = |diameter: u32| {
        format!(
            "format = 'plain'\nissuers = [{{ name = '甲县水务局', seal = 'yangzhang.svg', seal-diameter = {diameter} }}]\n\
             title = '决定书'\ndate = 2026-04-16\nbody = '决定如下。'\npostscript = '{}'\n",
            hanzi(40)
        )
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    for (diameter, lines) in [(42, 2.0), (80, 4.0)] {
        let document = Document::reader().folder(folder).read_toml("data.toml", &seal(diameter)).unwrap();
        let rendered = ENGINE.render(&document).unwrap();
        sound(&rendered);
        let first = &row(&rendered, 0)[0];
        near(first.baseline - only(rendered.pages(), "date").baseline, lines * PITCH, "under the seal");
        let bottom =
            rendered.pages()[0].pictures.iter().map(|picture| picture.rect.bottom).fold(0.0, f64::max);
        assert!(first.top() > bottom, "{diameter}: {} {bottom}", first.top());
    }
    // Nine rows over the colophon that a page without them would have held.
    let rows = format!("postscript = '''\n{}\n'''\ncc = '乙局'\n", ["甲。"; 9].join("\n"));
    let rendered = set(&paper("文。", &format!("{rows}[layout]\ncolophon-page = 'last'")));
    let last = all(rendered.pages(), "postscript").pop().unwrap();
    let cc = only(rendered.pages(), "cc");
    assert!(cc.page == last.page && cc.top() > last.bottom(), "{cc:?}");
}

#[test]
fn parties_and_parts_that_are_documents_have_rows_too() {
    let parties =
        set("format = 'plain'\ntitle = '责任书'\nbody = '责任如下。'\npostscript = '本责任书一式两份。'\n\
         [[parties]]\nname = '甲局'\n[[parties]]\nname = '乙局'\n");
    let signed = all(parties.pages(), "party").into_iter().map(|line| line.bottom()).fold(0.0, f64::max);
    assert!(only(parties.pages(), "postscript").top() > signed);
    let part = "format = 'document'\nissuers = ['甲局']\ntitle = '关于印发通知书的通知'\ndate = 2026-04-16\nbody = '文。'\n\
         [[issued]]\ntitle = '告知书'\nissuers = ['乙局']\ndate = 2026-04-01\nbody = '文。'\npostscript = '本告知书一式两份。'\n";
    let rendered = set(part);
    let row = only(rendered.pages(), "part-postscript.0");
    let date = only(rendered.pages(), "part-date.0");
    near(row.baseline - date.baseline, 2.0 * PITCH, "under the date of the part");
    assert_eq!(row.text(), "本告知书一式两份。");
}

#[test]
fn what_has_no_place_is_told_where_it_stands() {
    let red = "issuers = ['甲局']\nnumber = '甲〔2026〕1号'\ntitle = '关于试验的通知'\ndate = 2026-04-16\nbody = '文。'\npostscript = '联系人：张三'\n";
    let unsigned =
        "format = 'plain'\ntitle = '说明'\nsign-off = false\nbody = '文。'\npostscript = '联系人：张三'\n";
    for (data, clause) in [(red, "7.3.6"), (unsigned, "7.3.5")] {
        let rendered = set(data);
        let found = rendered.diagnostics().iter().find(|found| found.code() == "not-used").expect("told");
        assert_eq!(found.place().map(gongwen::Place::text), Some("'联系人：张三'"));
        assert_eq!(found.clause(), Some(clause));
        assert!(all(rendered.pages(), "postscript").is_empty());
    }
    for (given, code) in [
        ("# 标题", "postscript-part"),
        ("甲。\n|乙|丙|\n|-|-|\n|丁|1|", "postscript-part"),
        ("甲。\n---分页---\n乙。", "postscript-part"),
        ("![甲](a.png)", "postscript-part"),
        ("甲[^1]。\n[^1]: 乙。", "postscript-part"),
    ] {
        let failure = try_set(&paper("文。", &format!("postscript = '''\n{given}\n'''"))).expect_err(given);
        assert_eq!(codes(failure.diagnostics()), [code], "{given}");
        assert!(
            failure.diagnostics()[0].place().is_some_and(|place| !place.text().contains("文。")),
            "{given}"
        );
    }
    let rendered = set(&paper("文。", "postscript = '甲[^1]。'"));
    assert!(codes(rendered.diagnostics()).contains(&"note-undefined"));
}

#[test]
fn fmt_lint_and_batches_know_the_rows() {
    let data = paper("文。", "\"附言\" = '''\n联系人:{{姓名}}\n办公室,电话(值班)\n'''");
    let project = Project::of(&data, "");
    let run = Run::of(program().current_dir(project.folder()).args(["fmt", "data.toml"])).ends(0);
    assert!(run.text().contains("联系人：{{姓名}}\n办公室，电话（值班）"), "{}", run.text());
    project.write("list.csv", "姓名\n张\t三\n李四\n");
    let batch = BatchReader::new(Document::reader())
        .read_paths(project.path("data.toml"), project.path("list.csv"))
        .unwrap();
    let document = batch.document(2).unwrap();
    let rendered = ENGINE.render(&document).unwrap();
    assert!(all(rendered.pages(), "postscript")[0].text().contains("李四"));
}
