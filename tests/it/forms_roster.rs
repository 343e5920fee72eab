//! Names with their posts behind a label, as a 领导小组 is listed.

use gongwen::Rendered;
use gongwen::conformance::Verdict;
use gongwen::page::Run;

use crate::sheet::{CELL, LEFT, codes, near, set, try_set};

const HEAD: &str = "format = 'plain'\nissuers = ['甲市水务局']\ntitle = '名单'\ndate = 2025-03-05\n";
const LONG: &str = "县水利局党组成员、副局长，县农村饮水安全巩固提升工作专班办公室主任";

fn text(body: &str) -> String {
    format!("{HEAD}body = \'\'\'\n{body}\n\'\'\'\n")
}

fn blocks() -> String {
    format!(
        "{HEAD}body = [{{ text = '文。' }}, {{ label = '组长', names = ['李红　县水利局局长'] }}, \
         {{ label = '副组长：', names = ['王敏　{LONG}', '欧阳明　副局长'] }}, \
         {{ label = '成员', names = ['周强', '罗燕', '马学文', '段云', '和志强', '张洁'] }}]\n"
    )
}

/// Where words begin: their level and left edge, in mm.
fn at(rendered: &Rendered, words: &str) -> (f64, f64) {
    let runs = rendered.pages().iter().flat_map(|page| &page.runs);
    let run: &Run =
        runs.into_iter().find(|run| run.text().starts_with(words)).unwrap_or_else(|| panic!("{words}"));
    (run.baseline().unwrap(), run.glyphs[0].x)
}

#[test]
fn names_behind_labels_have_their_columns_in_common() {
    let rendered = set(&blocks());
    let rows = &rendered.report().requirements;
    assert!(rows.iter().all(|row| row.verdict != Verdict::Broken), "{rows:?}");
    for label in ["组　长", "副组长", "成　员"] {
        near(at(&rendered, label).1, LEFT + 2.0 * CELL, label);
    }
    for name in ["李　红", "王　敏", "欧阳明", "周　强"] {
        near(at(&rendered, name).1, LEFT + 6.0 * CELL, name);
    }
    let post = LEFT + 10.0 * CELL;
    near(at(&rendered, "县水利局局长").1, post, "a post");
    near(at(&rendered, "副局长").1, post, "a post under it");
    let lines = rendered.pages()[0]
        .runs
        .iter()
        .filter(|run| run.glyphs.first().is_some_and(|g| (g.x - post).abs() < 0.1));
    assert!(lines.count() >= 4, "a post of two lines hangs behind its name");
    assert_eq!(at(&rendered, "成　员").0, at(&rendered, "周　强").0, "on one line");
}

/// They stood in two columns, and a post of two lines took a row for itself.
#[test]
fn names_with_posts_without_a_label_have_a_row_each() {
    let list = |more: &str| {
        format!(
            "{HEAD}body = [{{ text = '文。' }}, {{ names = ['王敏　{LONG}', '李　红　县水利局局长', '欧阳明　副局长'] {more}}}, {{ text = '文二。' }}]\n"
        )
    };
    let rendered = set(&list(""));
    let rows = &rendered.report().requirements;
    assert!(rows.iter().all(|row| row.verdict != Verdict::Broken), "{rows:?}");
    let post = LEFT + 6.0 * CELL;
    for (name, its) in [("王　敏", "县水利局党组"), ("李　红", "县水利局局长"), ("欧阳明", "副局长")]
    {
        near(at(&rendered, name).1, LEFT + 2.0 * CELL, name);
        near(at(&rendered, its).1, post, its);
        near(at(&rendered, its).0, at(&rendered, name).0, "on one line");
    }
    let words = crate::support::words_on_pages(&rendered);
    assert!(!words.contains('：'), "no label: {words}");
    // Who asks for columns has columns, and names alone stand in them.
    near(at(&set(&list(", columns = 2")), "李　红").1, LEFT + 2.0 * CELL, "columns");
    let alone = set(&list("").replace(&format!("　{LONG}"), ""));
    near(at(&alone, "王　敏").0, at(&alone, "李　红").0, "one of them has no post");
}

#[test]
fn plain_text_says_the_same_with_tabs() {
    let plain = text(&format!(
        "文。\n组长：\t李红\t县水利局局长\n副组长：\t王敏\t{LONG}\n\t欧阳明\t副局长\n成员：\t周强\t罗燕\t马学文\t段云\n\t和志强\t张洁"
    ));
    assert_eq!(set(&plain).svg(0).unwrap(), set(&blocks()).svg(0).unwrap());
    let inner = "attachments = [{ title = '名单', body = [{ label = '组长', names = ['李红　局长'] }] }]";
    let attached = set(&format!(
        "issuers = ['甲局']\ntitle = '关于成立的通知'\ndate = 2025-03-05\nbody = '文。'\n{inner}\n"
    ));
    near(at(&attached, "组长").1, LEFT + 2.0 * CELL, "in an attachment");
}

#[test]
fn a_label_that_is_none_is_told() {
    for (label, code) in [("''", "empty-value"), ("'领导小组副组长（兼办公室主任）'", "too-long")]
    {
        let data = format!("{HEAD}body = [{{ label = {label}, names = ['李红'] }}]\n");
        let failure = try_set(&data).err().unwrap_or_else(|| panic!("{label}"));
        assert!(codes(failure.diagnostics()).contains(&code), "{label}: {:?}", codes(failure.diagnostics()));
    }
}
