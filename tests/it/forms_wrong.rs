//! What cannot be done with papers of the daily office is told at its place, with what to do.

use gongwen::page::Line;
use gongwen::{Document, Lang, Rendered};

use crate::sheet::{CELL, all, codes, hanzi, set, try_set};
use crate::support::ENGINE;

fn paper(more: &str) -> String {
    let top = more.split("[[").next().unwrap_or_default();
    let own = |key: &str| top.lines().any(|line| line.starts_with(&format!("{key} =")));
    let usual = [
        ("format", "'plain'"),
        ("issuers", "['甲市水务局']"),
        ("title", "'情况汇报'"),
        ("date", "2025-03-05"),
        ("body", "'正文。'"),
    ];
    let kept = usual.iter().filter(|(key, _)| !own(key)).map(|(key, value)| format!("{key} = {value}\n"));
    kept.collect::<String>() + more
}

fn table(keys: &str) -> String {
    paper(&format!("body = [{{ text = '文一。' }}, {{ table = {{ {keys} }} }}]\n"))
}

/// Codes, and the words of the data that each points at.
fn told(data: &str) -> Vec<(&'static str, String)> {
    let found = match Document::from_toml(data).and_then(|document| ENGINE.render(&document)) {
        Ok(rendered) => rendered.diagnostics().to_vec(),
        Err(failure) => failure.diagnostics().to_vec(),
    };
    found
        .iter()
        .map(|found| {
            assert!(found.message(Lang::Zh) != found.message(Lang::En));
            let marked = found.place().map(|place| data[place.range()].to_owned()).unwrap_or_default();
            (found.code(), marked)
        })
        .collect()
}

/// One finding of this code, at words that begin so, and nothing else that is an error.
#[track_caller]
fn tells(data: &str, code: &str, marked: &str) {
    let found = told(data);
    let own: Vec<_> = found.iter().filter(|(known, _)| *known == code).collect();
    assert_eq!(own.len(), 1, "{code} in {found:?}\n{data}");
    assert!(own[0].1.contains(marked), "{marked} in {found:?}\n{data}");
    let failure = try_set(data).err();
    let help = failure.iter().flat_map(gongwen::Failure::diagnostics).find(|found| found.code() == code);
    assert!(
        help.is_none_or(|found| found.help(Lang::Zh).is_some() && found.help(Lang::En).is_some()),
        "{code}"
    );
}

#[test]
fn what_has_one_row_and_needs_more_is_told_there() {
    let long = hanzi(40);
    for more in [
        format!("corner = ['会议材料（三）', '{long}']\n"),
        format!("label = '{long}'\n"),
        format!("number = '{long}'\n"),
        format!("format = 'briefing'\nmark = '简报'\nnumber = '{long}'\n"),
        format!("format = 'letter'\ntitle = '关于调查的函'\ncorner = '{long}'\n"),
        // A mark that begins beside the third row needs room.
        format!("format = 'order'\ncorner = ['甲', '乙', '{}']\n", hanzi(12)),
        format!("format = 'telegram'\nurgency = '特急'\nnumber = '{long}'\n"),
        format!("body = '见附件。'\n[[attachments]]\ntitle = '甲'\nbody = '乙。'\nlabel = '{long}'\n"),
        format!(
            "body = '见附件。'\nnumber = '甲〔2025〕1号'\n[[attachments]]\ntitle = '甲'\nbody = '乙。'\nissuers = ['甲局']\nnumber = '{long}'\n"
        ),
    ] {
        tells(&paper(&more), "does-not-fit", "为深入");
    }
    // Beside a document's mark there is room, and an order's has it beside two short rows.
    for more in [
        format!(
            "format = 'document'\nnumber = '甲〔2025〕1号'\ntitle = '关于调查的通知'\ncorner = ['甲', '乙', '{}']\n",
            hanzi(12)
        ),
        "format = 'order'\nnumber = '第1号'\ncorner = ['甲', '乙', '丙']\n".to_owned(),
        format!("label = '{}'\n", hanzi(27)),
        format!("corner = '{}'\n", hanzi(28)),
    ] {
        let data = paper(&more);
        assert!(!codes(set(&data).diagnostics()).contains(&"does-not-fit"), "{data}");
    }
}

#[test]
fn a_table_that_no_size_holds_says_whether_it_is_too_wide_or_too_high() {
    let many = (0..40).map(|_| "'甲乙丙丁'").collect::<Vec<_>>().join(", ");
    tells(&table(&format!("rows = [[{many}]]")), "table-too-wide", "{");
    let held = "header = ['甲', '乙'], row-height = 150, rows = [[{ text = '1', rowspan = 2 }, '2'], ['3']]";
    for high in [
        held.to_owned(),
        format!("{held}, landscape = true"),
        "header = ['甲', '乙'], row-height = 150, rows = [['1', '2']], landscape = true, caption = '表1　甲'"
            .to_owned(),
        format!("header = ['{}', '乙'], widths = [1, 1], rows = [['1', '2']]", hanzi(1_500)),
    ] {
        tells(&table(&high), "table-too-high", "{");
    }
    // One row may be as high as that on an upright page.
    let fine = set(&table("header = ['甲', '乙'], row-height = 150, rows = [['1', '2'], ['3', '4']]"));
    assert!(!codes(fine.diagnostics()).iter().any(|code| code.starts_with("table-")));
}

/// A column that its share gives no room for a character has what it needs.
#[test]
fn a_share_that_holds_no_word_gives_way_and_is_told() {
    let data = table("widths = [1, 60], rows = [['甲乙丙丁', '乙']]");
    tells(&data, "table-widened", "{");
    let rendered = set(&data);
    let broken = |rendered: &Rendered| codes(rendered.diagnostics()).contains(&"nonconforming");
    assert!(!broken(&rendered), "words stay inside their cells");
    let fine = set(&table("widths = [1, 9], rows = [['甲', '乙']]"));
    assert!(!codes(fine.diagnostics()).contains(&"table-widened"));
}

#[test]
fn words_of_a_form_s_line_do_not_touch_those_beside_them() {
    let long = hanzi(30);
    let rendered = set(&paper(&format!("body = [{{ text = '文。' }}, {{ line = ['{long}', '{long}'] }}]\n")));
    let lines = all(rendered.pages(), "body.1");
    for line in &lines {
        let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
        let apart = glyphs.windows(2).map(|pair| pair[1].x - pair[0].x).fold(0.0, f64::max);
        assert!(lines.len() > 1 && apart > 1.9 * CELL, "{apart} in {}", line.text());
    }
    // Over a narrow table it is wider than that, not one character under another.
    let narrow = "body = '''\n填报单位：甲市水务局办公室\t填报时间：2025年3月5日\n|甲|乙|\n|---|---|\n|1|2|\n填表人：\t审核人：\t负责人：\t电话：\n'''\n";
    let rendered = set(&paper(narrow));
    for (part, said) in [
        ("body.0", "填报单位：甲市水务局办公室填报时间：2025年3月5日"),
        ("body.2", "填表人：审核人：负责人：电话："),
    ] {
        let texts: Vec<String> = all(rendered.pages(), part).iter().map(Line::text).collect();
        assert_eq!(texts.concat().replace(' ', ""), said);
        assert_eq!(texts.len(), 1, "{texts:?}");
    }
}

#[test]
fn keys_that_exclude_each_other_are_told_at_the_one_that_gives_way() {
    let two = "[[parties]]\nname = '甲公司'\n[[parties]]\nname = '乙公司'\n";
    for (more, code, marked) in [
        (format!("speaker = '张三'\n{two}"), "keys-exclude", "张三"),
        (format!("sealing = 'seal'\n{two}"), "keys-exclude", "seal"),
        (format!("sign-off = true\n{two}"), "keys-exclude", "true"),
        ("title = '''\n汇报\n——之一'''\nsubtitle = '之二'\n".to_owned(), "keys-exclude", "之二"),
        (
            "attendees = '甲'\nattendance = '乙'\nformat = 'minutes'\nmark = '纪要'\n".to_owned(),
            "keys-exclude",
            "甲",
        ),
        (
            "body = [{ table = { rows = [['1']], widths = [1], full-width = false } }]\n".to_owned(),
            "keys-exclude",
            "false",
        ),
        ("body = [{ table = { rows = [['1']], csv = 'a.csv' } }]\n".to_owned(), "table-source", "{"),
        ("body = [{ table = { rows = [['1', '2']], widths = [1] } }]\n".to_owned(), "table-shape", "1"),
        ("body = [{ table = { rows = [['1']], row-height = [10, 10] } }]\n".to_owned(), "table-shape", "10"),
        ("body = [{ text = '甲', line = ['乙'] }]\n".to_owned(), "block-kind", "{"),
        ("[[parties]]\nrole = '甲方'\n[[parties]]\nname = '乙'\n".to_owned(), "missing-key", ""),
        ("[[parties]]\nname = '　'\n[[parties]]\nname = '乙'\n".to_owned(), "empty-value", "　"),
        ("body = '甲。\\n[^1]: 乙。'\n".replace('\'', "\""), "note-unplaced", "[^1]"),
        ("body = \"甲[^1]。\\n[^1]: 乙。\\n[^1]: 丙。\"\n".to_owned(), "note-twice", "[^1]"),
        ("body = \"甲[^1]。\"\n".to_owned(), "note-undefined", "[^1]"),
    ] {
        tells(&paper(&more), code, marked);
    }
}
