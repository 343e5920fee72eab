//! Whatever is fed in, the end is a document or a failure that says why; never a panic.

use gongwen::output::MessageFormat;
use gongwen::{Document, Failure, Lang, Severity};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::support::{DATA, ENGINE, Project, data_with, words_on_pages};

/// The same cases in every run, so that a red build is red for whoever looks; `PROPTEST_RNG_SEED`
/// and `PROPTEST_CASES` ask for others.
pub fn config(cases: u32) -> Config {
    let given = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases },
        rng_seed: if given.rng_seed == RngSeed::Random { RngSeed::Fixed(9704) } else { given.rng_seed },
        failure_persistence: None,
        ..given
    }
}

/// A failure has an error, and every finding can be shown.
pub fn says_why(failure: &Failure) {
    let found = failure.diagnostics();
    assert!(found.iter().any(|found| found.severity() == Severity::Error), "{found:?}");
    for diagnostic in found {
        for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json] {
            for lang in [Lang::Zh, Lang::En] {
                assert!(diagnostic.render(format, lang, false).contains(diagnostic.code()));
            }
        }
    }
}

fn ends_well(document: Result<Document, Failure>) {
    match document.and_then(|document| ENGINE.render(&document)) {
        Ok(rendered) => assert!(rendered.page_count() > 0),
        Err(failure) => says_why(&failure),
    }
}

/// What data files are made of, in no order.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop_oneof![
        Just("title"),
        Just("\"标题\""),
        Just("标题"),
        Just("date"),
        Just("body"),
        Just("layout"),
        Just("issuers"),
        Just(" = "),
        Just("="),
        Just("＝"),
        Just("\""),
        Just("\"\"\""),
        Just("'"),
        Just("“"),
        Just("["),
        Just("]"),
        Just("[["),
        Just("{"),
        Just("}"),
        Just(","),
        Just("."),
        Just("#"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("2024-01-30"),
        Just("2023-02-29"),
        Just("2024-13"),
        Just("12:60"),
        Just("-1"),
        Just("0x"),
        Just("1e9"),
        Just("\\u0007"),
        Just("\\uD800"),
        Just("\\"),
        Just("\u{7}"),
        Just("\u{FEFF}"),
        Just("𠀀"),
        Just("\u{E000}"),
        Just("龙科"),
        Just("　"),
        Just("\t"),
        Just("é"),
        Just("true"),
        Just("nan"),
    ];
    prop::collection::vec(shard, 0..40).prop_map(|shards| shards.concat())
}

/// A value of any type, as TOML writes it.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|n| n.to_string()),
        any::<bool>().prop_map(|b| b.to_string()),
        Just("1.5".to_owned()),
        Just("inf".to_owned()),
        Just("2024-01-30".to_owned()),
        Just("07:32:00".to_owned()),
        words().prop_map(|text| serde_json::to_string(&text).unwrap()),
        Just("\"body.txt\"".to_owned()),
        Just("\"/etc/passwd\"".to_owned()),
        Just("\"报告\"".to_owned()),
        Just("\"#FF0000\"".to_owned()),
        Just("\"2024年1月30日\"".to_owned()),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        let key = prop::sample::select(vec!["name", "\"名称\"", "red", "punctuation", "heiti", "x"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::btree_map(key, inner, 0..3).prop_map(|entries| {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                format!("{{ {} }}", entries.join(", "))
            }),
        ]
    })
}

/// What Markdown is made of, in no order.
fn markdown() -> impl Strategy<Value = String> {
    let shard = prop::sample::select(vec![
        "甲",
        "乙。",
        "一、",
        "**",
        "*",
        "_",
        "`",
        "```",
        "# ",
        "#### ",
        "##### ",
        "- ",
        "1. ",
        "   ",
        "    ",
        "> ",
        "|",
        "|-|",
        "|a|b|",
        "\n",
        "\n\n",
        "![",
        "](x.png)",
        "[",
        "](",
        ")",
        "[^1]",
        "[^1]: ",
        "<br>",
        "<!--",
        "-->",
        "<b>",
        "---",
        "===",
        "\\",
        "&amp;",
        "https://a.cn",
        "<https://a.cn>",
        "　",
        "\r\n",
        "\t",
        "表1　甲",
        "\u{0}",
    ]);
    prop::collection::vec(shard, 0..60).prop_map(|shards| shards.concat())
}

/// Words as people type them, with what they paste by accident.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[一-龥]{1,30}",
        2 => "[0-9A-Za-z .,%/-]{1,12}",
        2 => prop::sample::select(vec!["。", "，", "：", "；", "！", "？", "、", "“", "”", "（", "）", "《", "》", "——", "……"]).prop_map(String::from),
        1 => prop::sample::select(vec!["\t", "　", "\u{200B}", "\u{FEFF}", "\u{301}", "\u{202E}", "\u{FE0F}", "\u{FFFD}", "\r"]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Lines of body text with every kind of numbering, and what looks like it.
fn body() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "",
        "",
        "一、",
        "（一）",
        "1.",
        "1．",
        "（1）",
        "(1)",
        "# ",
        "## ",
        "#### ",
        "\\",
        "第一条　",
        "1.5",
        "　　",
        "|",
        "![",
    ]);
    let line = (start, "[一-龥]{0,40}[。；：，]?[“”（）]?[一-龥0-9a-z]{0,60}。?");
    prop::collection::vec(line, 1..12)
        .prop_map(|lines| lines.into_iter().map(|(start, rest)| format!("{start}{rest}\n")).collect())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_bytes_as_data_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let project = Project::of(&bytes, "");
        ends_well(project.document());
    }

    #[test]
    fn any_text_as_data(text in any::<String>()) {
        ends_well(Document::from_toml(&text));
    }

    #[test]
    fn shards_of_data_files(text in shards()) {
        ends_well(Document::from_toml(&text));
        ends_well(Document::from_toml(&(data_with(&[]) + &text)));
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn any_bytes_as_body_file(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        ends_well(Project::of(DATA, &bytes).document());
    }

    #[test]
    fn any_text_as_markdown(text in prop_oneof![any::<String>(), markdown()]) {
        let project = Project::of(DATA.replace("body.txt", "body.md"), "");
        project.write("body.md", &text);
        ends_well(project.document());
    }

    #[test]
    fn any_value_as_block(value in value(), key in prop::sample::select(vec![
        "text", "heading", "table", "image", "level", "\"加粗\"",
    ])) {
        ends_well(Document::from_toml(&data_with(&[("body", &format!("[{{ {key} = {value} }}]"))])));
        let table = format!("[{{ table = {{ rows = [[{value}]], {key} = {value} }} }}]");
        ends_well(Document::from_toml(&data_with(&[("body", &table)])));
    }

    #[test]
    fn any_value_under_any_key(
        key in prop::sample::select(vec![
            "title", "issuers", "date", "body", "body-file", "layout", "fonts", "signers", "recipients", "note",
            "number", "mark", "kind", "format", "sealing", "body-format", "\"标题\"", "cc", "x",
        ]),
        value in value(),
    ) {
        let project = Project::of(data_with(&[(key, &value)]), "甲");
        ends_well(project.document());
    }

    #[test]
    fn any_words_in_any_element(
        key in prop::sample::select(vec!["title", "number", "mark", "note", "recipients", "signers", "issuers"]),
        words in words(),
    ) {
        let quoted = serde_json::to_string(&words).unwrap();
        let value = if key == "issuers" { format!("[{quoted}]") } else { quoted };
        ends_well(Document::from_toml(&data_with(&[(key, &value)])));
    }
}

proptest! {
    #![proptest_config(config(60))]

    /// Not a character is lost or changed between the data and the pages.
    #[test]
    fn any_body_is_set_whole(body in body()) {
        let project = Project::of(DATA, &body);
        match project.set() {
            Err(failure) => says_why(&failure),
            Ok(rendered) => {
                let mut pages = words_on_pages(&rendered);
                for number in 1..=rendered.page_count() {
                    pages = pages.replace(&format!("—{number}—"), "");
                }
                for line in body.lines() {
                    let typed = line.trim().trim_start_matches('#').trim_start_matches('\\').trim();
                    let typed: String = typed.split_whitespace().collect();
                    prop_assert!(pages.contains(&typed), "{typed:?} is not on the pages:\n{pages}");
                }
            }
        }
    }
}
