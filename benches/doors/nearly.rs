//! What is nearly right: values, lists and fragments with something changed, so that most of them pass the first check and meet
//! what lies behind it.

use gongwen_testing::Chance;
use serde_json::{Map, Number, Value, json};

use super::seeds::Seeds;

/// Words, mostly with one place changed.
pub fn words(chance: &mut Chance, words: &str, seeds: &Seeds) -> String {
    let other = chance.of(&seeds.prose).clone();
    match chance.below(8) {
        0 => chance.text(words, &other),
        1 => words.to_owned(),
        _ => chance.slightly(words, &other),
    }
}

/// Data of a document: of data/, or one with most keys; up to three of its values are changed.
pub fn document(seeds: &Seeds, chance: &mut Chance) -> Value {
    let mut data = if chance.one_in(2) { chance.of(&seeds.values).clone() } else { usual() };
    if chance.one_in(3) {
        data["body"] = json!(Seeds::slightly(chance, &seeds.prose));
        data["body-format"] = json!(chance.of(&["text", "markdown"]));
    }
    for _ in 0..chance.below(4) {
        node(chance, &mut data, &seeds.prose);
    }
    // A change may take the whole: that is a text's matter.
    if data.is_object() { data } else { usual() }
}

fn usual() -> Value {
    json!({
        "title": "甲局关于乙的通知", "issuers": ["甲局", "丙局"], "date": "2024-01-02", "number": "甲〔2024〕2号",
        "recipients": ["各科室", "各县局"], "body": "丙。\n一、丁\n（一）戊。己。\n1．庚", "sealing": "seal", "cc": ["辛"],
        "attachments": ["壬", { "title": "癸", "body": "文。" }], "printer": "甲局办公室", "print-date": "2024-01-03", "note": "此件公开发布",
        "layout": { "fit": true },
    })
}

/// The house's layout: some of its keys, one perhaps wrong.
pub fn layout(chance: &mut Chance) -> Value {
    let all = json!({
        "rule-thickness": 0.7, "margins": { "left": 28, "right": 26 }, "red": "cmyk", "lines-per-page": 22, "characters-per-line": 28,
        "punctuation": "grid", "digits": "fangsong", "binding": "mirrored", "mark-size": 20.5, "fit": false, "page-number": "none",
    });
    let mut layout: Map<String, Value> = all.as_object().cloned().unwrap_or_default();
    layout.retain(|_, _| !chance.one_in(3));
    let mut layout = json!(layout);
    for _ in 0..chance.below(3) {
        node(chance, &mut layout, &["甲".to_owned()]);
    }
    if chance.one_in(2) { json!({ "layout": layout }) } else { layout }
}

/// One value of a tree changed: a string in its words, a number in its size, a list in its length; sometimes it becomes
/// something else.
pub fn node(chance: &mut Chance, value: &mut Value, prose: &[String]) {
    let inner = match value {
        Value::Array(items) if !items.is_empty() && !chance.one_in(5) => {
            let at = chance.below(items.len());
            items.get_mut(at)
        }
        Value::Object(entries) if !entries.is_empty() && !chance.one_in(12) => {
            let at = chance.below(entries.len());
            entries.values_mut().nth(at)
        }
        _ => None,
    };
    if let Some(inner) = inner {
        return node(chance, inner, prose);
    }
    if chance.one_in(10) {
        *value = match chance.below(5) {
            0 => Value::Null,
            1 => json!([value.clone()]),
            2 => json!({ "name": value.clone() }),
            3 => json!(chance.draw() as i64),
            _ => json!(chance.of(prose).lines().next()),
        };
        return;
    }
    match value {
        Value::Null => *value = json!(true),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => {
            let old = number.as_f64().unwrap_or(0.0);
            let factor = *chance.of(&[-1.0, 0.0, 0.5, 1.1, 2.0, 1e6]);
            let new = if old.fract() == 0.0 && old.abs() < 1e9 {
                Some(Number::from((old * factor) as i64 + chance.below(3) as i64))
            } else {
                Number::from_f64(old * factor)
            };
            *number = new.unwrap_or(Number::from(0));
        }
        Value::String(text) => {
            let other = chance.of(prose).clone();
            *text = if chance.one_in(6) { chance.text(text, &other) } else { chance.slightly(text, &other) };
        }
        Value::Array(items) => {
            let at = chance.below(items.len());
            match items.get(at).cloned() {
                Some(_) if chance.one_in(2) => drop(items.remove(at)),
                Some(item) => items.insert(at, item),
                None => items.push(json!("甲")),
            }
        }
        Value::Object(entries) => {
            let keys: Vec<String> = entries.keys().cloned().collect();
            if keys.is_empty() || chance.one_in(4) {
                entries.insert(chance.of(&["name", "text", "甲", "table", "image"]).to_string(), json!("乙"));
            } else {
                entries.remove(chance.of(&keys));
            }
        }
    }
}

/// A value in a spelling; JSON is YAML too.
pub fn spelled(chance: &mut Chance, value: &Value) -> String {
    // TOML has no null.
    if chance.one_in(2)
        && let Ok(text) = toml::to_string(value)
    {
        return text;
    }
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A table of a document.
pub fn table(chance: &mut Chance, seeds: &Seeds) -> String {
    if chance.one_in(3) {
        return Seeds::changed(chance, &seeds.tables);
    }
    Seeds::slightly(chance, &seeds.tables)
}

/// A batch's list as CSV or with tabs.
pub fn list(chance: &mut Chance, seeds: &Seeds) -> String {
    let separator = *chance.of(&[",", "\t"]);
    let mut text = ["事项", "主送", "名称", "日期"].join(separator) + "\n";
    for row in 0..1 + chance.below(4) {
        let what = words(chance, "检查", seeds).replace(['\n', '"', ',', '\t'], "");
        let day = format!("2024-01-0{row}");
        text += &([what.as_str(), "乙局", "\"丙, \"\"丁\"\"\"", &day].join(separator) + "\n");
    }
    if chance.one_in(2) { chance.slightly(&text, &text) } else { text }
}

/// A batch's list as JSON Lines.
pub fn lines(chance: &mut Chance, seeds: &Seeds) -> String {
    let mut text = String::new();
    for _ in 0..1 + chance.below(4) {
        let mut row = json!({ "事项": words(chance, "检查", seeds), "主送": ["乙局"], "名称": "丙", "layout.fit": true });
        if chance.one_in(3) {
            node(chance, &mut row, &seeds.prose);
        }
        text += &(row.to_string() + "\n");
    }
    if chance.one_in(3) { chance.slightly(&text, &text) } else { text }
}

/// Pieces of fragments, each right alone.
const PIECES: [&str; 14] = [
    "= 总体要求\n文。*要点*",
    "- 甲\n- 乙\n\n+ 一\n+ 二",
    "$ sum_(i=1)^n x_i / 2 $",
    "#table(columns: 2, [甲], [乙], table.cell(colspan: 2)[丙])",
    "#figure(rect(width: 2cm), caption: [图])",
    "#let rows = (1, 2, 3)\n#for row in rows [第#row;项。]",
    "#text(12pt)[黑体]#text(fill: red)[红]",
    "#set par(leading: 1em)\n文。",
    "#grid(columns: (1fr, 2fr), [甲], [乙])",
    "文#footnote[注]。",
    "#show strong: it => text(red, it)\n*重*",
    "#v(3cm)\n#align(center)[中]",
    "#place(top + right)[角]",
    "#columns(2)[一二三 #colbreak() 四]",
];

/// A fragment of right pieces, often with one place changed.
pub fn fragment(chance: &mut Chance, seeds: &Seeds) -> String {
    if chance.one_in(8) {
        return Seeds::changed(chance, &seeds.fragments);
    }
    let pieces: Vec<&str> = (0..1 + chance.below(4)).map(|_| *chance.of(&PIECES)).collect();
    let text = pieces.join("\n\n");
    match chance.below(6) {
        0 => text,
        1 => chance.text(&text, PIECES[3]),
        _ => {
            let other = *chance.of(&PIECES);
            chance.slightly(&text, other)
        }
    }
}
