//! Real documents written out as pastes come back as what they were; no word of any text is lost.

mod edges;
mod foot;
mod forms;
mod head;
mod noise;
mod pages;
mod paste;
mod unsigned;

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::lines::squeezed;
use super::*;
use crate::document::{Document, Format, without_end_mark};
use paste::{FORMS, Form, paste};

fn data_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// Every example that this version reads.
fn examples() -> Vec<(String, Document)> {
    let mut names: Vec<String> = std::fs::read_dir(data_folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let read = |name: String| Some((name.clone(), Document::from_path(data_folder().join(name)).ok()?));
    let examples: Vec<_> = names.into_iter().filter_map(read).collect();
    assert!(examples.len() >= 20, "only {} examples are read", examples.len());
    examples
}

fn imported(text: &str) -> Imported {
    import("pasted.txt", text.as_bytes().to_vec()).unwrap()
}

/// The words of a data file: what its values say, and what stands behind `#|`. Read apart from the
/// writer, by the rules of TOML and the file's own first lines.
pub(super) fn words_of_file(toml: &str) -> String {
    const KEYS_OF_SETTINGS: [&str; 4] = ["format", "kind", "mark-issuers", "numbering"];
    let mut words = String::new();
    let mut rest = toml;
    let mut key = String::new();
    // Whether a comment said that the values of the next line have their words elsewhere.
    let (mut elsewhere, mut met) = (false, false);
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix('#') {
            let end = comment.find('\n').unwrap_or(comment.len());
            words.push_str(comment[..end].strip_prefix('|').unwrap_or_default());
            elsewhere |= comment.starts_with(" 请核对：原文没有单独写出");
            rest = &comment[end..];
        } else if let Some(long) = rest.strip_prefix("'''\n") {
            let (text, after) = long.split_once("'''").unwrap();
            words.extend(text.lines().map(unescaped_line));
            (elsewhere, rest) = (false, after);
        } else if let Some(long) = rest.strip_prefix("\"\"\"\n") {
            let end = long.find("\"\"\"").unwrap();
            let text = long[..end].replace("\\\"", "\"").replace("\\\\", "\\");
            words.extend(text.lines().map(|line| unescaped_line(line).to_owned()));
            (elsewhere, rest) = (false, &long[end + 3..]);
        } else if let Some(string) = rest.strip_prefix('"') {
            let mut value = String::new();
            let mut chars = string.char_indices();
            let end = loop {
                match chars.next().unwrap() {
                    (at, '"') => break at,
                    (_, '\\') => match chars.next().unwrap().1 {
                        't' => value.push('\t'),
                        'n' => value.push('\n'),
                        c => value.push(c),
                    },
                    (_, c) => value.push(c),
                }
            };
            rest = &string[end + 1..];
            met = true;
            if !KEYS_OF_SETTINGS.contains(&key.as_str()) && !elsewhere {
                words.push_str(&value);
            }
        } else {
            if c == '\n' {
                key.clear();
                elsewhere &= !met;
                met = false;
            }
            if c.is_ascii_alphabetic() || c == '-' {
                key.push(c);
            } else if c.is_ascii_digit() && !key.ends_with("span") {
                words.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    words
}

/// The backslash that keeps a line plain is no word.
fn unescaped_line(line: &str) -> &str {
    line.strip_prefix('\\').unwrap_or(line)
}

pub(super) fn sorted(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

/// Every word of the input stands in the file once, and the file is TOML.
fn keeps_all_words(input: &str) {
    let said: String = lines::split(input).iter().map(|line| line.text.clone()).collect();
    if said.is_empty() {
        return;
    }
    let toml = imported(input).toml();
    // Tabs become the marks of a table.
    let tabbed = input.contains('\t');
    // The program sets the colon behind a label.
    let labelled = toml.contains("label = ");
    let counted = |text: &str| -> String {
        let kept =
            |c: &char| !(tabbed && ['|', '-', '\\'].contains(c) || labelled && ['：', ':'].contains(c));
        sorted(text).chars().filter(kept).collect()
    };
    assert_eq!(counted(&words_of_file(&toml)), counted(&said), "\n--- input\n{input}\n--- file\n{toml}");
    let read = toml.parse::<::toml::Table>().unwrap_or_else(|error| panic!("{error}\n{toml}"));
    // Each value says its words in the order of the input.
    let order: Vec<char> = squeezed(&said).chars().collect();
    for (key, value) in &read {
        let elsewhere =
            toml.contains("# 请核对：原文没有单独写出") && matches!(key.as_str(), "issuers" | "attachments");
        if !matches!(key.as_str(), "format" | "kind" | "mark-issuers" | "numbering") && !elsewhere {
            in_order(value, &order, tabbed)
                .unwrap_or_else(|value| panic!("{key}: {value}\n--- input\n{input}\n--- file\n{toml}"));
        }
    }
}

/// Whether every string of a value stands in the input, its characters one after another.
fn in_order(value: &::toml::Value, input: &[char], tabbed: bool) -> Result<(), String> {
    match value {
        ::toml::Value::String(text) => {
            let plain: String = text.lines().map(unescaped_line).collect();
            let mut rest = input.iter();
            let said = squeezed(&plain);
            let mut said = said.chars().filter(|c| !(tabbed && ['|', '-', '\\'].contains(c)));
            let found = said.all(|c| rest.any(|known| *known == c));
            found.then_some(()).ok_or_else(|| text.clone())
        }
        ::toml::Value::Array(items) => items.iter().try_for_each(|item| in_order(item, input, tabbed)),
        ::toml::Value::Table(table) => table.values().try_for_each(|item| in_order(item, input, tabbed)),
        _ => Ok(()),
    }
}

/// A field of the original, and whether the import has the same.
struct Recall {
    field: &'static str,
    wanted: usize,
    right: usize,
    wrong: Vec<String>,
}

fn optional(words: &Option<crate::document::Words>) -> String {
    words.as_ref().map(|words| squeezed(without_end_mark(&words.text))).unwrap_or_default()
}

fn organs(document: &Document) -> String {
    document.issuers.iter().map(|issuer| squeezed(&issuer.signature.text)).collect::<Vec<_>>().join(" ")
}

fn body(document: &Document) -> String {
    let lines = document.body.words.text.lines().map(|line| squeezed(line.trim().trim_start_matches('\\')));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn date(document: &Document) -> String {
    document.date.as_ref().map(|(date, _)| date.to_string()).unwrap_or_default()
}

fn parts(given: &[crate::document::Attachment]) -> String {
    let text = |attachment: &crate::document::Attachment| {
        let body = attachment.body.as_ref().map(|body| squeezed(&body.words.text.replace('\\', "")));
        format!("{}={}", squeezed(&attachment.title.text), body.unwrap_or_default())
    };
    given.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// A field's name, its value in a document, and whether a form shows it.
type Field = (&'static str, fn(&Document) -> String, fn(Form) -> bool);

const FIELDS: [Field; 17] = [
    ("title", |d| squeezed(&d.title()), |_| true),
    ("number", |d| optional(&d.number).replace('[', "〔").replace(']', "〕"), |_| true),
    ("date", date, |_| true),
    ("recipients", |d| optional(&d.recipients), |_| true),
    ("organs", organs, |_| true),
    ("body", body, |_| true),
    ("issued", |d| parts(&d.issued), on_paper),
    ("attachments", |d| parts(&d.attachments), |_| true),
    ("note", |d| optional(&d.note), |_| true),
    ("copy number", |d| optional(&d.copy_number), on_paper),
    ("classification", |d| optional(&d.classification), on_paper),
    ("urgency", |d| optional(&d.urgency), on_paper),
    (
        "signers",
        |d| d.signers.iter().map(|words| squeezed(&words.text)).collect::<Vec<_>>().join(" "),
        on_paper,
    ),
    ("cc", |d| optional(&d.cc.first().map(|row| row.names.clone())), on_paper),
    ("printer", |d| optional(&d.printer), on_paper),
    ("print date", |d| d.print_date.as_ref().map(|(date, _)| date.to_string()).unwrap_or_default(), on_paper),
    ("format", |d| d.format().as_str().to_owned(), on_paper),
];

/// What the text of a site leaves out.
fn on_paper(form: Form) -> bool {
    matches!(form, Form::Printed | Form::Flat)
}

fn recall() -> Vec<Recall> {
    let mut recall: Vec<Recall> =
        FIELDS.iter().map(|(field, ..)| Recall { field, wanted: 0, right: 0, wrong: Vec::new() }).collect();
    // Forms of the daily office are not recognised yet: their words are kept (the test below), their elements asked about.
    let known = |document: &Document| {
        let format = document.format();
        let by_its_mark = format == Format::Document && document.title.text.is_empty();
        // Nor are parts that are documents of their own, and pictures are in no text.
        let of_text = |part: &crate::document::Attachment| {
            part.own.date.is_none() && part.body.as_ref().is_none_or(|body| body.pictures.is_empty())
        };
        !matches!(format, Format::Plain | Format::Briefing)
            && !by_its_mark
            && document.open_date.is_none()
            && (document.number.is_some() || format != Format::Letter)
            && document.issued.iter().chain(&document.attachments).all(of_text)
    };
    for (name, document) in examples().into_iter().filter(|(_, document)| known(document)) {
        for form in FORMS {
            let text = paste(&document, form);
            let toml = imported(&text).toml();
            let read = Document::from_toml(&toml);
            for ((_, value, shown), recall) in FIELDS.iter().zip(&mut recall) {
                if !shown(form) {
                    continue;
                }
                let wanted = value(&document);
                let found = read.as_ref().map(value).unwrap_or_else(|failure| failure.to_string());
                // That nothing is found where there is nothing is no merit.
                if wanted.is_empty() && (found.is_empty() || read.is_err()) {
                    continue;
                }
                recall.wanted += 1;
                recall.right += usize::from(wanted == found);
                if wanted != found {
                    recall.wrong.push(format!(
                        "{name} {form:?}\n   want {}\n   have {}",
                        short(&wanted),
                        short(&found)
                    ));
                }
            }
        }
    }
    recall
}

fn short(text: &str) -> String {
    text.replace('\n', "⏎").chars().take(200).collect()
}

#[expect(clippy::print_stdout, reason = "it is run to be read")]
#[test]
fn the_examples_come_back_from_every_form_of_paste() {
    let recall = recall();
    let report: String = recall
        .iter()
        .map(|r| format!("{}: {} of {}\n{}\n", r.field, r.right, r.wanted, r.wrong.join("\n")))
        .collect();
    println!("{report}");
    for field in &recall {
        let fewest = if ["title", "number", "date", "recipients", "organs", "body"].contains(&field.field) {
            60
        } else {
            4
        };
        assert!(field.wanted >= fewest, "{} is asked of too few documents: {}", field.field, field.wanted);
        assert!(field.right * 100 >= field.wanted * 95, "{}\n{report}", field.field);
    }
}

#[test]
fn no_word_of_the_examples_is_lost_in_any_form() {
    for (_, document) in examples() {
        for form in FORMS {
            keeps_all_words(&paste(&document, form));
        }
    }
    for entry in std::fs::read_dir(data_folder()).unwrap() {
        let path = entry.unwrap().path();
        let Some("txt" | "md" | "toml" | "csv") = path.extension().and_then(|ending| ending.to_str()) else {
            continue;
        };
        keeps_all_words(&std::fs::read_to_string(path).unwrap());
    }
}

/// What pasted documents are made of, in no order.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop::sample::select(vec![
        "某某局",
        "云川市人民政府",
        "文件",
        "令",
        "关于做好工作的通知",
        "云川市财政局关于甲的",
        "报告",
        "各科室：",
        "市人民政府:",
        "龙科〔2024〕2号",
        "第3号",
        "[2024]",
        "签发人：",
        "签发人:张三　李四",
        "王五",
        "机密★1年",
        "特急",
        "000012",
        "12",
        "2024年1月30日",
        "二〇二四年一月三十日",
        "2024年2月30日",
        "2024年1月31日印发",
        "印发",
        "某某局办公室　2024年1月31日印发",
        "抄送：甲局，乙局。",
        "抄送：",
        "主送：丙局",
        "共印60份",
        "（共印0份）",
        "印数：7",
        "附件",
        "附件1",
        "附件：",
        "附件：1.甲　2.乙",
        "附件2：丙",
        "1.",
        "2.丁.docx",
        "（此件公开发布）",
        "联系人：戊",
        "（",
        "）",
        "出席：己、庚",
        "列席：",
        "请假：辛",
        "省长　×××",
        "一、总则",
        "（一）任务。",
        "为了做好这项工作，现将有关事项通知如下：",
        "经研究，同意。",
        "根据有关规定，现就有关工作提出以下要求，请认真贯彻执行。",
        "— 1 —",
        "第3页 共5页",
        "首页 > 政务 > 公开",
        "索引号：001",
        "标题：",
        "发文字号：",
        "成文日期：",
        "（此页无正文）",
        "龙科〔2024〕2号关于甲的报告.pdf",
        "| 甲 | 乙 |",
        "|---|---|",
        "\\",
        "\\一、",
        "![图](a.png)",
        "# 甲",
        "#|",
        "#",
        "'''",
        "'",
        "\"\"\"",
        "\"",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "　",
        " ",
        "\u{A0}",
        "\u{B}",
        "\u{C}",
        "\u{7}",
        "\u{0}",
        "\u{FEFF}",
        "\u{200B}",
        "𠀀",
        "\u{E000}",
        "é",
        "0",
        "：",
        "。",
    ]);
    prop::collection::vec(shard, 0..40).prop_map(|shards| shards.concat())
}

/// The same cases in every run, so that a red build is red for whoever looks.
pub(super) fn config(cases: u32) -> ProptestConfig {
    let given = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases };
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(9704),
        ..given
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn no_word_of_any_text_is_lost(text in shards()) {
        keeps_all_words(&text);
    }

    #[test]
    fn no_word_of_random_characters_is_lost(text in "\\PC*(\n\\PC*){0,5}") {
        keeps_all_words(&text);
    }

    /// Whatever the file says, reading it finds no fault in its form.
    #[test]
    fn an_imported_file_lacks_at_most_what_the_text_lacks(text in shards()) {
        if lines::split(&text).is_empty() {
            return Ok(());
        }
        let toml = imported(&text).toml();
        if let Err(failure) = Document::from_toml(&toml) {
            let errors = failure.diagnostics().iter().filter(|found| found.severity() == crate::diagnostic::Severity::Error);
            for found in errors {
                let lacking = ["missing-key", "missing-body", "empty-body", "issuer-twice"];
                prop_assert!(lacking.contains(&found.code()), "{failure}\n{toml}");
            }
        }
    }
}

/// What a paste's import says, read as a document, beside what is wanted of it.
pub(super) fn says(text: &str, wanted: &[&str]) {
    let toml = imported(text).toml();
    for line in wanted {
        assert!(
            toml.lines().any(|known| known.starts_with(line)),
            "no {line}\n--- input\n{text}\n--- file\n{toml}"
        );
    }
    keeps_all_words(text);
}

#[test]
fn usual_turns_of_pasted_documents() {
    // The title under a site's name, the number in brackets under it, organ and date on one row.
    says(
        "云川市人民政府门户网站\n云川市财政局\n关于做好预算工作的通知\n（云财[2024]8号）\n各科室:\n请抓好落实。\n云川市财政局　二〇二四年一月三十日",
        &[
            "title = \"云川市财政局关于做好预算工作的通知\"",
            "number = \"云财[2024]8号\"",
            "recipients = \"各科室\"  #| :",
            "# 请核对：日期应用阿拉伯数字：2024年1月30日",
            "date = \"二〇二四年一月三十日\"",
            "issuers = [\"云川市财政局\"]",
        ],
    );
    // A site's table; the printer on the line above its date; recipients in the colophon.
    says(
        "索引号：001-2024\n标题：关于开展检查的通知\n发文字号：云财〔2024〕9号\n请各单位抓好落实，按时报送。\n云川市财政局\n2024年2月1日\n主送：各县财政局。\n云川市财政局办公室\n2024年2月2日印发",
        &[
            "number = \"云财〔2024〕9号\"  #| 发文字号：",
            "title = \"关于开展检查的通知\"  #| 标题：",
            "recipients = \"各县财政局。\"  #| 主送：",
            "printer = \"云川市财政局办公室\"",
            "print-date = \"2024年2月2日\"  #| 印发",
        ],
    );
    // Full names in the mark, short ones in the sign-off; the word at the right of the second.
    says(
        "云川市教育局\n云川市卫生健康委员会文件\n云教〔2024〕3号\n关于做好防控工作的通知\n各学校：\n请认真执行。\n云川市教育局\n云川市卫生健康委\n2024年3月1日",
        &[
            "issuers = [{ name = \"云川市教育局\", signature = \"云川市教育局\" }, { name = \"云川市卫生健康委员会\", signature = \"云川市卫生健康委\" }]",
        ],
    );
    // An order: who signs, and the organ out of the mark.
    says(
        "云川市人民政府令\n第12号\n《云川市停车管理办法》已经审议通过，现予公布。\n市长　张三\n2024年3月1日",
        &[
            "kind = \"命令\"",
            "issuers = [\"云川市人民政府\"]  #| 令",
            "number = \"第12号\"",
            "signature = { title = \"市长\", name = \"张三\" }",
        ],
    );
    // What a notice issues stands behind its sign-off without a word.
    says(
        "关于印发工作规则的通知\n各科室：\n现印发给你们，请遵照执行。\n云川市财政局\n2024年3月1日\n工作规则\n第一条　为了规范工作，制定本规则。\n第二条　本规则自印发之日起施行。\n2024年2月2日",
        &["date = \"2024年3月1日\"", "issued = [", "  { title = \"工作规则\", body = '''"],
    );
    // Its title over two lines, its contents, an attachment with its label behind it; a notice forwarded whole.
    let toml = imported(
        "云川市财政局关于印发《云川市市级单位培训费管理办法（试行）》的通知\n各科室：\n现印发给你们，请遵照执行。\n附件：审批表\n云川市财政局\n2024年3月1日\n云川市市级单位\n培训费管理办法\n（试行）\n目　录\n第一章　总则……1\n第二章　附则……2\n第一章　总则\n第一条　为了规范工作，制定本办法。\n第二章　附则\n第二条　本办法自印发之日起施行。\n附件\n审批表\n填表说明如下，请逐项填写。",
    )
    .toml();
    let document = Document::from_toml(&toml).unwrap();
    assert_eq!(document.issued[0].title.text, "云川市市级单位培训费管理办法（试行）");
    assert!(
        document.issued[0].body.as_ref().unwrap().words.text.starts_with("第一章　总则\n第一条"),
        "{toml}"
    );
    assert!(document.issued[0].contents.is_some() && toml.contains("#| 第二章　附则……2"), "{toml}");
    assert_eq!((document.attachments.len(), document.attachments[0].title.text.as_str()), (1, "审批表"));
    says(
        "云川市财政局关于转发《东江省财政厅关于开展检查的通知》的通知\n各科室：\n现转发给你们，请遵照执行。\n云川市财政局\n2024年3月1日\n东江省财政厅关于开展检查的通知\n各市财政局：\n请于4月底前开展检查。\n东江省财政厅\n2024年2月2日",
        &[
            "date = \"2024年3月1日\"",
            "  { title = \"东江省财政厅关于开展检查的通知\", body = '''",
            "各市财政局：",
        ],
    );
    // An opinion that is forwarded has its own sign-off and its own list.
    says(
        "云川市人民政府办公室转发市财政局关于做好救助工作意见的通知\n各县区人民政府：\n现转发给你们，请认真贯彻执行。\n云川市人民政府办公室\n2025年3月14日\n关于做好救助工作的意见\n市政府：\n为做好救助工作，现提出以下意见。\n附件：资金安排表\n云川市财政局\n2025年3月3日\n附件\n资金安排表\n填表说明如下，请逐项填写。",
        &[
            "date = \"2025年3月14日\"",
            "issued = [",
            "  { title = \"关于做好救助工作的意见\", body = '''",
            "附件：资金安排表",
            "云川市财政局",
            "2025年3月3日",
            "  { title = \"资金安排表\", body = '''",
        ],
    );
    says(
        "云川市人民政府令\n第12号\n《云川市停车管理办法》已经审议通过，现予公布。\n市长　张三\n2024年3月1日\n云川市停车管理办法\n第一条　为了规范停车，制定本办法。",
        &["issued = [", "  { title = \"云川市停车管理办法\", body = '''"],
    );
    // What the title does not name is known by its place only.
    says(
        "关于做好有关工作的通知\n各科室：\n现通知如下，请遵照执行。\n云川市财政局\n2024年3月1日\n工作规则\n第一条　为了规范工作，制定本规则。\n第二条　本规则自印发之日起施行。",
        &["# 请核对：落款后没有标明“附件”的文字，按位置认作附件", "  { title = \"工作规则\", body = '''"],
    );
    // The list behind the sign-off, as files to be fetched; a name that its own title contradicts.
    says(
        "关于开展检查的通知\n各科室：\n请遵照执行，按时报送。\n云川市财政局\n2024年3月1日\n附件：1.检查表.docx\n2.名单.xlsx",
        &["  \"检查表\",", "  \"名单\",", "#| .docx"],
    );
    says(
        "关于开展检查的通知\n各科室：\n请遵照执行，按时报送。\n附件：检查表\n云川市财政局\n2024年3月1日\n附件\n自查表\n填写说明如下，请逐项填写。",
        &[
            "# 请核对：附件说明与附件自己的标题不同：“自查表”",
            "  { title = \"检查表\", body = '''",
            "填写说明如下",
        ],
    );
}

#[test]
fn what_is_not_certain_is_said() {
    says(
        "工作方案草稿\n各科室：\n请抓好落实，按时报送。",
        &["# 请核对：不以文种结尾，按位置认作标题", "title = \"工作方案草稿\"", "# 请核对：没有认出成文日期"],
    );
    says(
        "关于开展检查的函\n云财函〔2024〕9号\n市教育局：\n请予支持，按时报送。\n本局\n2024年3月1日",
        &["# 请核对：按位置认作署名", "issuers = [\"本局\"]"],
    );
    says(
        "云财函〔2024〕9号\n关于检查的通知\n各科室：\n请遵照执行。\n云川市财政局\n2024年3月1日",
        &["# 请核对：格式据发文字号中的“函”推定", "format = \"letter\""],
    );
    let broken = "根据有关规定和会议精神现就有关工作提出以下要求请各\n".repeat(6);
    says(&format!("关于检查的通知\n{broken}"), &["# 请核对：接上了断开的行 5 处"]);
    // Of a few lines nothing tells the page's width.
    says(
        "关于检查的通知\n根据有关规定和会议精神现就有关工作提出以下要求请各\n科室认真执行。",
        &["# 请核对：有的行没有写完就换行"],
    );
    // A date that is no day of the calendar is no date.
    says(
        "关于检查的通知\n请抓好落实，按时报送。\n云川市财政局\n2024年2月30日",
        &["# 请核对：没有认出成文日期", "#| 2024年2月30日"],
    );
}

/// Lines that body text would read as something else stand for themselves.
#[test]
fn body_lines_are_what_they_were() {
    let toml = imported("关于检查的通知\n\\一、甲。\n![图](a.png)\n'''\n请抓好落实，按时报送。\n").toml();
    let read: ::toml::Table = toml.parse().unwrap();
    assert_eq!(read["body"].as_str(), Some("\\\\一、甲。\n\\![图](a.png)\n'''\n请抓好落实，按时报送。\n"));
}

/// A long paste of one kind of line must not take time that grows with its square.
#[test]
fn long_pastes_are_read_soon() {
    for line in [
        "关于某某局\n",
        "2024年1月30日\n",
        "附件：1.甲\n",
        "附件1\n甲\n",
        "抄送：甲\n",
        "各科室，\n",
        "一、甲。\n",
        "出席：甲\n",
        "某某局\n",
    ] {
        let text = line.repeat(200_000 / line.len());
        let (toml, effort) = gongwen_testing::effort(|| imported(&text).toml());
        assert!(toml.len() >= text.len() / 2);
        assert!(effort.as_secs() < 20, "{line}: {effort:?}");
    }
}

/// field.md B, 40-letterhead-no-number, and paste.md 1: 某局文件 and a number that is not given yet are no title.
#[test]
fn a_letterhead_is_no_title_whether_the_number_is_given_or_not() {
    let rest = "甲市水利局关于清淤的通知\n各县：\n请落实。\n甲市水利局\n2025年3月5日\n";
    for head in
        ["甲市水利局文件\n", "甲市水利局文件\n甲水〔2025〕　号\n", "甲市水利局文件\n甲水〔2025〕XX号\n"]
    {
        let text = format!("{head}{rest}");
        let document = Document::from_toml(&imported(&text).toml()).expect("a document");
        assert_eq!(document.title(), "甲市水利局关于清淤的通知", "{head}");
        keeps_all_words(&text);
    }
}

/// paste.md 1: a number that is not given, a mark without a number, characters set apart, people who are written to.
#[test]
fn heads_as_they_are_pasted() {
    let rest = "\n各县教育局：\n请落实。\n甲市教育局\n2024年4月2日";
    let title = "甲市教育局关于招生工作的通知";
    for number in ["甲教〔2024〕　号", "〔〕号", "甲教〔20　〕　号", "甲教〔2024〕XX号"]
    {
        let text = format!("甲市教育局文件\n{number}\n{title}{rest}");
        let toml = imported(&text).toml();
        assert!(toml.contains(&format!("title = \"{title}\"")), "{toml}");
        assert!(toml.contains(&format!("#| {number}\n# number = \"\"")), "{toml}");
        says(
            &text,
            &["# 请核对：没有认出发文字号", "issuers = [\"甲市教育局\"]", "recipients = \"各县教育局\""],
        );
    }
    says(
        &format!("甲市教育局文件\n甲教〔2024〕21\n{title}{rest}"),
        &["# 请核对：发文字号缺“号”字", "number = \"甲教〔2024〕21\""],
    );
    says(
        &format!("甲市教育局文件\n甲教〔2024〕2号　签发人：赵 立 新\n{title}{rest}"),
        &["signers = [\"赵立新\"]"],
    );
    says(
        "甲市公安局通告\n甲市公安局关于交通管制的通告\n明日起管制，请绕行。\n甲市公安局\n2024年4月2日",
        &["mark = \"甲市公安局通告\"", "title = \"甲市公安局关于交通管制的通告\""],
    );
    says(
        "甲市第一届人民代表大会第二次会议关于工作报告的决议\n（2024年1月26日甲市第一届人民代表大会第二次会议通过）\n会议听取和审议了工作报告，同意报告。",
        &[
            "title = \"甲市第一届人民代表大会第二次会议关于工作报告的决议\"",
            "（2024年1月26日甲市第一届人民代表大会第二次会议通过）",
        ],
    );
    for names in ["张三同志", "同志们", "全体党员", "尊敬的用水户", "祁雪琴代表", "甲市恒远石料有限公司"]
    {
        let text = format!("关于开展检查的通知\n{names}：\n现将有关事项通知如下。\n甲市教育局\n2024年4月2日");
        says(&text, &[&format!("recipients = \"{names}\"")]);
    }
    says(
        "关于开展检查的通知\n各学院、各部门\n现将有关事项通知如下，请落实。\n甲市教育局\n2024年4月2日",
        &["# 请核对：按位置认作主送机关", "recipients = \"各学院、各部门\""],
    );
    // A page's words above the title are no part of it.
    says(
        "甲教发布\n点击蓝字关注我们\n甲市教育局文件\n甲教〔2024〕2号\n甲市教育局关于招生工作的通知\n各县教育局：\n请落实。\n甲市教育局\n2024年4月2日",
        &["title = \"甲市教育局关于招生工作的通知\"", "number = \"甲教〔2024〕2号\"", "#| 甲教发布"],
    );
}

/// Rows pasted from a page's table, and an assistant's answer.
#[test]
fn tables_by_tabs_and_markdown_become_what_they_mean() {
    says(
        "关于检查的通报\n各科室：\n现将情况通报如下：\n序号\t单位\t得分\n1\t甲|乙\t90\n2\t丙\n请整改落实，按时报送。\n甲市教育局\n2024年4月2日",
        &["| 序号 | 单位 | 得分 |", "|---|---|---|", "| 1 | 甲\\|乙 | 90 |", "| 2 | 丙 |  |"],
    );
    let text = "好的，以下是您要的通知：\n---\n# 甲市教育局关于清淤的通知\n**甲教〔2024〕X号**\n各县教育局：\n请落实**三项**任务。\n## 一、任务\n- 清淤；\n- 护岸。\n甲市教育局\n2024年×月×日\n---\n需要我再压缩吗？";
    says(
        text,
        &[
            "title = \"甲市教育局关于清淤的通知\"",
            "recipients = \"各县教育局\"",
            "请落实三项任务。",
            "一、任务",
            "清淤；",
            "# 请核对：去掉了 Markdown 的记号",
            "# number = \"\"",
        ],
    );
}
