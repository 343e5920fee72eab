//! What templates of one's own set has room: words on others or off the paper are errors, charts have all their
//! words, and the report takes what its schema allows.

use gongwen::template::{Template, TemplateData};
use gongwen::{Diagnostic, Failure, Rendered};
use serde_json::{Value as Json, json};

use crate::sheet::codes;
use crate::support::{ENGINE, words_on_pages};

/// The report with these chapters' blocks, and more keys of the data.
fn report(blocks: Json, more: Json) -> Result<Rendered, Failure> {
    let mut data = json!({
        "title": "工作报告", "organ": "甲市水利局", "date": "2026-01-20",
        "chapters": [{ "title": "一章", "blocks": blocks }],
    });
    data.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    let template = Template::builtin("gongzuo-baogao").unwrap();
    ENGINE.render_template(&template, &TemplateData::from_json(&data.to_string())?)
}

fn failed(set: Result<Rendered, Failure>) -> Vec<Diagnostic> {
    set.expect_err("it was set").diagnostics().to_vec()
}

fn chart(kind: &str, labels: &[String], series: usize) -> Json {
    let values = |shift: usize| (0..labels.len()).map(|at| at * 3 + shift + 1).collect::<Vec<_>>();
    let series: Vec<Json> = (0..series)
        .map(|at| json!({ "name": format!("名称很长很长的一个系列之{at}"), "values": values(at) }))
        .collect();
    json!({ "chart": { "kind": kind, "title": "图题", "labels": labels, "series": series } })
}

fn named(count: usize, name: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(name).collect()
}

/// claims.md 2: every word of a chart is on the page, within the chart's width; none on another.
#[test]
fn charts_have_all_their_words() {
    let hanzi = "一二三四五六七八九十".repeat(4);
    let charts = [
        ("bar", named(16, |at| format!("第{}项任务名", 10 + at)), 1),
        ("bar", vec![hanzi.clone(), "乙".into(), "丙".into(), "丁".into()], 1),
        ("stacked", named(60, |at| format!("{}月", at + 1)), 6),
        ("line", named(15, |at| format!("infrastructure{at}")), 1),
        ("line", named(4, |at| format!("{at} 季度完成情况")), 6),
        ("pie", named(26, |at| format!("第{}项支出", 10 + at)), 1),
        ("pie", vec![hanzi.clone(), format!("{hanzi}"), "丙".into()], 1),
        ("pie", named(30, |at| format!("{}区", 10 + at)), 1),
    ];
    for (kind, labels, series) in charts {
        let rendered = report(json!([chart(kind, &labels, series)]), json!({})).unwrap();
        let said = words_on_pages(&rendered);
        for label in &labels {
            assert!(said.contains(&label.replace(' ', "")), "{kind}: {label} in {said}");
        }
        for at in 0..if series > 1 { series } else { 0 } {
            assert!(said.contains(&format!("名称很长很长的一个系列之{at}")), "{kind}");
        }
        let page = rendered.pages().iter().find(|page| !page.pictures.is_empty()).unwrap();
        let picture = page.pictures[0].rect;
        let small = page.runs.iter().filter(|run| run.size < 9.5 && run.glyphs[0].baseline > picture.top);
        for ink in small.filter_map(|run| run.ink_all()).filter(|ink| ink.bottom < picture.bottom + 20.0) {
            assert!(ink.left > picture.left - 0.3 && ink.right < picture.right + 0.3, "{kind}: {ink:?}");
        }
    }
}

/// A number of a table is printed as the data has it, whatever else stands in its column; only a column of nothing but
/// numbers is filled up with zeros to as many decimals.
#[test]
fn numbers_of_a_table_are_never_rounded() {
    let column = |cells: Json| {
        let rows: Vec<Json> = cells.as_array().unwrap().iter().map(|cell| json!([cell, "甲"])).collect();
        let table = json!({ "table": { "title": "表", "columns": ["数", "名"], "rows": rows } });
        words_on_pages(&report(json!([table]), json!({})).unwrap())
    };
    let given = json!([0.5, 0.1234567, 1234567.25, -0.4, -3, 9007199254740993_i64, i64::MIN, null]);
    let mut mixed = given.clone();
    mixed.as_array_mut().unwrap().push(json!("无"));
    for number in given.as_array().unwrap().iter().filter(|cell| cell.is_number()) {
        let said = column(mixed.clone());
        assert!(said.contains(&format!("{number}甲")), "{number} in {said}");
    }
    assert!(column(given).contains(
        "0.5000000甲0.1234567甲1234567.2500000甲-0.4000000甲-3.0000000甲9007199254740993.0000000甲"
    ));
}

/// claims.md 2: what has no room at all is refused at its place.
#[test]
fn a_chart_without_room_for_its_words_is_refused() {
    let long = named(60, |at| format!("{at}{}", "很长的名称".repeat(6)));
    for kind in ["bar", "pie"] {
        let found = failed(report(json!([chart(kind, &long, 1)]), json!({})));
        assert_eq!(codes(&found[..1]), ["template-data"], "{kind}");
        assert!(found[0].data_path().unwrap().starts_with("chapters[0].blocks[0].chart.labels["), "{kind}");
    }
    let mut tiny = chart("bar", &named(2, |at| at.to_string()), 1);
    tiny["chart"]["series"][0]["values"] = json!([1e-60, 2e-60]);
    assert_eq!(codes(&failed(report(json!([tiny]), json!({})))[..1]), ["template-data"]);
}

#[test]
fn zeros_and_large_values_are_drawn_and_nothing_has_no_sign() {
    let mut zeros = chart("line", &named(3, |at| format!("第{at}")), 1);
    zeros["chart"]["series"][0]["values"] = json!([0, -0.0, 0]);
    let said = words_on_pages(&report(json!([zeros]), json!({})).unwrap());
    assert!(said.contains("1.0") && !said.contains("-0"), "{said}");
    let mut large = chart("bar", &named(3, |at| format!("第{at}")), 1);
    large["chart"]["series"][0]["values"] = json!([1.3e12, 2e12, -3e11]);
    let said = words_on_pages(&report(json!([large]), json!({})).unwrap());
    assert!(said.contains("1300000000000") && said.contains("-300000000000"), "{said}");
    let mut small = chart("bar", &named(2, |at| format!("第{at}")), 1);
    small["chart"]["series"][0]["values"] = json!([-0.04, -1]);
    small["chart"]["decimals"] = json!(1);
    let said = words_on_pages(&report(json!([small]), json!({})).unwrap());
    assert!(said.contains("0.0") && !said.contains("-0.0"), "{said}");
    // A share of nothing lost its name.
    let mut pie = chart("pie", &["甲项", "乙项", "丙项"].map(str::to_owned), 1);
    for values in [json!([1, 0, 0.001]), json!([0, 1, 1]), json!([1, 1, 0]), json!([0, 3, 0])] {
        pie["chart"]["series"][0]["values"] = values;
        let said = words_on_pages(&report(json!([pie]), json!({})).unwrap());
        assert!(
            ["甲项", "乙项", "丙项"].iter().all(|name| said.contains(name)) && said.contains("项0.0%"),
            "{said}"
        );
    }
}

/// claims.md 2: twelve columns, long figures, the longest names.
#[test]
fn the_report_takes_what_its_schema_allows() {
    let columns = |count: usize| named(count, |at| format!("第{at}栏"));
    let table = |count: usize, cell: Json| json!({ "table": { "title": "表题", "columns": columns(count), "rows": vec![vec![cell; count]; 5], "total": true } });
    let long = |count: usize| "一二三四五六七八九十".chars().cycle().take(count).collect::<String>();
    let figure = |value: &str, unit: &str| json!({ "label": long(16), "value": value, "unit": unit, "change": long(20) });
    let all = json!({
        "title": long(60), "subtitle": long(60), "period": long(20), "organ": long(40),
        "figures": vec![figure("1,234,567.89", "万元"); 4],
    });
    let blocks = json!([
        table(12, json!(1_234_567.25)),
        table(12, json!("一段比较长的文字，说明情况。")),
        table(3, json!(12.5)),
        { "figures": vec![figure("一二三四五六七八九十一二", "一二三四五六七八"); 8] },
        { "section": long(60) },
        { "subsection": long(60) },
    ]);
    let rendered = report(blocks, all).unwrap();
    let said = words_on_pages(&rendered);
    assert_eq!(said.matches("1,234,567.89").count(), 4, "{said}");
    assert_eq!(said.matches("1234567.25").count(), 60);
    // A wide table lies on its side, in a size that can be read.
    let wide =
        rendered.pages().iter().find(|page| page.runs.iter().any(|run| run.text() == "1234567.25")).unwrap();
    assert!(wide.width > wide.height);
    assert!(wide.runs.iter().filter(|run| run.text() == "1234567.25").all(|run| run.size > 7.9));
    // What leaves no way out is the data's fault, at the table.
    let word = "W".repeat(40);
    let found = failed(report(json!([table(12, json!(word))]), json!({})));
    assert_eq!(codes(&found[..1]), ["template-refuses"]);
    assert_eq!(found[0].data_path(), Some("chapters[0].blocks[0].table"));
}

const MANIFEST: &str = "name = \"klein\"\nversion = \"1.0.0\"\nentry = \"main.typ\"\nschema = \"schema.json\"\n\
                        fonts = [\"fangsong\"]\npdf-standard = []\n";

/// A small template with this under its settings, filled with these words.
fn own(main: &str, words: &str) -> Result<Rendered, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let settings = "#let words = json(\"data.json\").words\n#set page(width: 100mm, height: 60mm, margin: 10mm)\n\
                    #set text(font: json(\"fonts.json\").fangsong.map(link => link.name), size: 12pt, fallback: false)\n";
    std::fs::write(folder.path().join("template.toml"), MANIFEST).unwrap();
    std::fs::write(folder.path().join("schema.json"), "{}").unwrap();
    std::fs::write(folder.path().join("main.typ"), settings.to_owned() + main).unwrap();
    let template = Template::from_folder(folder.path()).unwrap();
    ENGINE.render_template(&template, &TemplateData::from_json(&json!({ "words": words }).to_string())?)
}

/// claims.md 2: the measuring of overlaps and of the paper's edge is for every template.
#[test]
fn words_on_others_or_off_the_paper_are_errors_in_every_template() {
    let long = "很长很长很长很长很长的一段文字";
    for main in [
        // A cell runs into the next.
        "#grid(columns: (20mm, 20mm), box(width: 60mm, words), [第二格的文字])",
        // Two lines on one another.
        "#place(top, words) #place(top, dy: 2mm)[第二行的文字]",
        // Off the paper, at the right and at the foot.
        "#place(top + right, dx: 30mm, words)",
        "#place(bottom, dy: 12mm, words)",
        "#block(breakable: false, { for i in range(12) [#words\\ ] })",
        // On its side.
        "#place(top, rotate(90deg, reflow: true, words)) #place(top, dy: 4mm)[文字文字文字文字]",
    ] {
        let found = failed(own(main, long));
        assert_eq!(codes(&found[..1]), ["does-not-fit"], "{main}");
        assert_eq!(found[0].data_path(), Some("words"), "{main}");
    }
    for main in [
        "#words",
        // Twice to look bold, a watermark, a shadow, words on a picture, tight lines, sums with signs.
        "#place(top, words) #place(top, dx: 0.3mm, words)",
        "#place(center + horizon, text(size: 40pt, fill: luma(90%))[草稿]) #words #words #words",
        "#place(center + horizon, rotate(-30deg, text(size: 40pt)[草稿])) #words #words #words",
        "#set par(leading: 0.1em)\n#words #words #words",
        "#rect(fill: black, text(fill: white, words))",
        "#strike(words) #underline(words) #text(tracking: -0.1em, words)",
    ] {
        let set = own(main, long);
        assert!(set.is_ok(), "{main}: {:?}", set.err().map(|failure| codes(failure.diagnostics()).join(" ")));
    }
}

/// claims.md 2: told with these words, at its line; one code for one thing.
#[test]
fn a_template_that_refuses_says_so_with_its_words() {
    let refused = |said: &str| {
        let found = failed(own(&format!("#panic(\"{said}\")"), "words"));
        assert_eq!(codes(&found[..1]), ["template-refuses"], "{said}");
        (found[0].message(gongwen::Lang::Zh), found[0].data_path().map(str::to_owned))
    };
    assert!(refused("data: 不对").0.ends_with("：不对"));
    assert!(refused("data:不对：太长").0.ends_with("：不对：太长"));
    let (message, path) = refused("data:/words: 不对");
    assert!(message.ends_with("：不对") && path.as_deref() == Some("words"), "{message}");
    assert!(refused("data:/words：不对").0.ends_with("：不对"));
}

/// claims.md 2: the schema's slips are told at their lines, all at once.
#[test]
fn a_schema_with_slips_is_told_at_each_of_their_lines() {
    let schema = r##"{
  "type": "object",
  "required": ["titel"],
  "additionalProperties": false,
  "properties": {
    "title": { "type": "string", "minLenght": 2 },
    "date": { "type": "string", "format": "dta" },
    "rows": { "$ref": "#/$defs/row" },
    "more": { "type": "array", "items": { "$ref": "#line" }, "x-note": "its own" }
  },
  "$defs": { "line": { "$anchor": "lines" } }
}"##;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("template.toml"), MANIFEST).unwrap();
    std::fs::write(folder.path().join("main.typ"), "").unwrap();
    std::fs::write(folder.path().join("schema.json"), schema).unwrap();
    let found = Template::from_folder(folder.path()).err().unwrap().diagnostics().to_vec();
    assert!(found.iter().all(|found| found.code() == "template-schema"), "{:?}", codes(&found));
    let lines: Vec<usize> = found.iter().map(|found| found.place().unwrap().line_column().0).collect();
    assert_eq!(lines, [3, 6, 7, 8, 9]);
}

/// A schema that one reader of JSON took and the next did not was refused without a word.
#[test]
fn a_schema_with_a_value_that_no_json_has_is_told_at_its_place() {
    for (value, code) in [("1e999", "json-syntax"), ("\"\\ud800\"", "json-syntax")] {
        let schema = format!("{{\n  \"type\": \"object\",\n  \"default\": {value}\n}}");
        let files = [("template.toml", MANIFEST), ("schema.json", &schema), ("main.typ", "")];
        let failure = Template::loader().files(files).err().unwrap();
        assert_eq!(codes(failure.diagnostics()), [code], "{value}: {failure}");
        let place = failure.diagnostics()[0].place().unwrap();
        assert_eq!((place.file(), place.line_column().0), ("schema.json", 3), "{value}");
    }
}

/// claims.md 2: a date that the template sets is the file's, a title too; what is no date is called so.
#[test]
fn what_the_template_sets_of_the_file_wins() {
    let archive =
        MANIFEST.replace("pdf-standard = []", "pdf-standard = [\"a-3a\"]\n[metadata]\ndate = \"/date\"");
    let set = |main: &str, data: Json| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("template.toml"), &archive).unwrap();
        std::fs::write(folder.path().join("schema.json"), "{}").unwrap();
        let face = "#set text(font: json(\"fonts.json\").fangsong.map(link => link.name), lang: \"zh\")\n";
        std::fs::write(folder.path().join("main.typ"), face.to_owned() + main).unwrap();
        let template = Template::from_folder(folder.path()).unwrap();
        ENGINE.render_template(&template, &TemplateData::from_json(&data.to_string()).unwrap()).unwrap()
    };
    let told = |rendered: &Rendered| {
        let note = rendered.diagnostics().iter().find(|found| found.code() == "not-archived");
        note.map(|note| note.message(gongwen::Lang::Zh))
    };
    let own = "#set document(title: \"名称：一\", date: datetime(year: 2026, month: 1, day: 20))\n字";
    let rendered = set(own, json!({}));
    assert_eq!(told(&rendered), None);
    let pdf = rendered.pdf().unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("<pdfaid:part>3</pdfaid:part>"));
    assert!(String::from_utf8_lossy(&pdf).contains("2026-01-20T"));
    assert!(rendered.file_stem().starts_with("名称"), "{}", rendered.file_stem());
    let named = "#set document(title: \"名称\")\n字";
    for (date, told_of) in [(json!("去年"), "“去年”"), (json!(null), "没有日期")] {
        assert!(told(&set(named, json!({ "date": date }))).unwrap().contains(told_of), "{date}");
    }
    for date in ["2026-01-20", "2026年1月20日", "2026-01-20T08:30:00+08:00", "2026-01-20 08:30"] {
        assert_eq!(told(&set(named, json!({ "date": date }))), None, "{date}");
    }
}

/// claims.md 2: a plugin has one code whoever brings it, and a file that is too large one.
#[test]
fn plugins_and_large_files_have_one_code() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("template.toml", MANIFEST.as_bytes());
    write("schema.json", b"{}");
    write("main.typ", b"#import \"@local/p:1.0.0\": a\n#a");
    write(
        "packages/local/p/1.0.0/typst.toml",
        b"[package]\nname = \"p\"\nversion = \"1.0.0\"\nentrypoint = \"l.typ\"\n",
    );
    write("packages/local/p/1.0.0/l.typ", b"#let a = plugin(\"x.wasm\")\n");
    write("packages/local/p/1.0.0/x.wasm", b"\0asm");
    let template = Template::from_folder(folder.path()).unwrap();
    let found = failed(ENGINE.render_template(&template, &TemplateData::from_json("{}").unwrap()));
    assert_eq!(codes(&found[..1]), ["template-plugin"], "{found:?}");
    write("large.png", &vec![0; 33 << 20]);
    let found = Template::from_folder(folder.path()).err().unwrap();
    assert_eq!(codes(found.diagnostics()), ["template-too-large"]);
}
