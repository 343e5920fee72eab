//! The conformance report: every row of our own pages is met, and a page that is off is caught.

use std::path::Path;

use gongwen::conformance::{Requirement, Verdict};
use gongwen::{Document, Rendered};

use crate::support::ENGINE;

/// Every document of data/ that this version sets.
pub fn documents() -> Vec<(String, Rendered)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let names = crate::support::names_in(&folder);
    let data = names.into_iter().filter(|name| name.ends_with(".toml"));
    data.filter_map(|name| {
        let document = Document::from_path(folder.join(&name)).ok()?;
        let rendered = ENGINE.render(&document).ok()?;
        Some((name, rendered))
    })
    .collect()
}

fn said(row: &Requirement) -> String {
    format!("{} {} {:?} {:?} page {}", row.clause, row.quantity.1, row.target, row.measured, row.page)
}

#[test]
fn every_row_of_our_own_documents_is_met() {
    let mut broken = Vec::new();
    let documents = documents();
    assert!(documents.len() >= 20, "{} documents", documents.len());
    for (name, rendered) in &documents {
        let rows = &rendered.report().requirements;
        // A sheet of one table has a title and little else.
        assert!(rows.len() >= 15, "{name}: {} rows", rows.len());
        let off = rows.iter().filter(|row| row.verdict == Verdict::Broken);
        broken.extend(off.map(|row| format!("{name}: {}", said(row))));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

const TABLE: &str = "| 单位 | 得分 |\n|---|---|\n| 东县 | 95 |\n| 西县 | 88 |";
const PICTURE: &str = "![示意图](tonggao-map.png)";

/// 66-body-ends-with-table: what a body ends or begins with is no matter of the sign-off's distance.
#[test]
fn a_body_may_begin_and_end_with_anything() {
    let text = "现将检查结果通报如下，请对照检查，认真整改。";
    let quote = format!("{text}\n\n> {text}");
    let list = format!("{text}\n\n1. 甲；\n2. 乙。");
    let typst = format!("{text}\n\n#table(columns: 2, [甲], [乙])");
    let points = format!("{text}\n\n- 甲\n- 乙");
    let typst_quote =
        format!("#quote(block: true)[{text}{text}]\n\n{text}\n\n#quote(block: true)[{text}{text}]");
    let many: String = (1..=40).map(|n| format!("| 东县{n} | {n} |\n")).collect();
    let bodies = [
        ("text", format!("{text}\n{TABLE}")),
        ("text", format!("{text}\n表1　得分\n{TABLE}")),
        ("text", format!("{text}\n{TABLE}\n{text}")),
        ("text", format!("{TABLE}\n{text}")),
        ("text", TABLE.to_owned()),
        ("text", format!("表1　得分\n{TABLE}\n{TABLE}")),
        ("text", format!("{text}\n{PICTURE}")),
        ("text", format!("{text}\n![](tonggao-map.png)")),
        ("text", format!("{PICTURE}\n{text}")),
        ("text", format!("{text}\n| 单位 | 得分 |\n|---|---|\n{many}")),
        ("markdown", quote),
        ("markdown", list),
        ("typst", typst),
        ("typst", points),
        ("typst", typst_quote),
    ];
    let signs = [
        "date = 2025-03-05\n",
        "date = 2025-03-05\nsealing = \"seal\"\n",
        "date = 2025-03-05\nsealing = \"signature\"\nsignature = { title = \"局长\", name = \"张三\" }\n",
        "date = 2025-03-05\nattachments = [\"清单\"]\n",
        "date = 2025-03-05\nformat = \"letter\"\n",
        "date = 2025-03-05\nformat = \"minutes\"\nmark = \"会议纪要\"\nattendees = [\"张三\"]\n",
        "date = 2025-03-05\nformat = \"order\"\nnumber = \"第1号\"\n",
    ];
    let mut broken = Vec::new();
    for (format, body) in &bodies {
        for sign in signs {
            let number = if sign.contains("order") { "" } else { "number = \"甲水〔2025〕6号\"\n" };
            let data = format!(
                "title = \"甲市水利局关于公布检查结果的通报\"\nissuers = [\"甲市水利局\"]\n{number}\
                 recipients = [\"各县（区）水利局\"]\nbody-format = \"{format}\"\n{sign}body = '''\n{body}\n'''\n"
            );
            let rendered = crate::sheet::set(&data);
            let off = rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken);
            // Where the sign-off goes is the fitting's matter.
            let off = off.filter(|row| row.clause != "7.3.5.5" && row.quantity.0 != "首页");
            broken.extend(off.map(|row| format!("{} {body:.40} {sign}", said(row))));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
