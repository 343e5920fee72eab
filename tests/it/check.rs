//! `render check` and `--strict`, run in real folders.

use crate::support::{BODY, DATA, Project, Run, data_with};

/// A document that can be made, with a slip of 必须, one of 惯例 and one noticed while reading.
const SLIPS: [(&str, &str); 3] = [
    ("number", "\"×科〔2024〕02号\""),
    ("date", "\"二〇二四年一月三十日\""),
    ("body", "\"\"\"一、甲项工作\n三、丙项工作\n\"\"\""),
];

/// A slip of 惯例 only.
const PRACTICE: [(&str, &str); 1] = [("body", "\"\"\"一、甲项工作\n三、丙项工作\n\"\"\"")];

fn check(project: &Project, args: &[&str]) -> Run {
    Run::of(
        crate::support::program()
            .current_dir(project.folder())
            .args(["check", "--fonts", "bundled"])
            .args(args),
    )
}

/// Checks the words only: no page is set.
fn words(project: &Project, args: &[&str]) -> Run {
    check(project, &[&["--words-only"], args].concat())
}

#[test]
fn sound_words_are_checked_in_silence() {
    let project = Project::new();
    let run = words(&project, &["data.toml", "--strict"]).ends(0);
    assert!(run.stdout.is_empty() && run.stderr.is_empty(), "{}", run.stderr);
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn what_reading_noticed_and_what_the_rules_found_is_told_in_reading_order() {
    let project = Project::of(data_with(&SLIPS), BODY);
    let run = words(&project, &["data.toml", "--message-format", "short"]).ends(0);
    let lines: Vec<&str> = run.stderr.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(lines, ["data.toml:2:11", "data.toml:5:8", "data.toml:7:1"], "{}", run.stderr);
    let codes = ["[number-leading-zero]", "[date-not-arabic]", "[numbering-skip]"];
    for (line, code) in run.stderr.lines().zip(codes) {
        assert!(line.contains(code), "{line}");
    }
    assert!(run.stdout.is_empty());
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn strict_makes_a_must_an_error_and_nothing_else() {
    for (slips, strict, status) in [
        (&SLIPS[..], true, 1),
        (&SLIPS[..1], true, 1),
        // A date in Chinese numerals is told by reading, and is a must as well.
        (&SLIPS[1..2], true, 1),
        (&SLIPS[..], false, 0),
        (&PRACTICE[..], true, 0),
    ] {
        let project = Project::of(data_with(slips), BODY);
        let args = if strict { &["data.toml", "--strict"][..] } else { &["data.toml"] };
        check(&project, args).ends(status);
        // Setting the document ends alike, and with status 1 nothing is made.
        let made = if status == 0 { &["x.pdf"][..] } else { &[] };
        project.render(args.iter().chain(&["-o", "x.pdf"])).ends(status);
        assert_eq!(project.made(), made, "{slips:?}");
    }
}

#[test]
fn setting_a_document_tells_what_the_rules_found() {
    let project = Project::of(data_with(&SLIPS), BODY);
    let run = project.render(["data.toml", "-o", "x.pdf", "--message-format", "short"]).ends(0);
    let run = run.tells("number-leading-zero").tells("date-not-arabic").tells("numbering-skip");
    assert_eq!(run.tells("substitute-face").stderr.matches("[date-not-arabic]").count(), 1);
}

#[test]
fn a_document_with_errors_ends_with_1_and_a_wrong_call_with_2() {
    let project = Project::of(DATA.replace("title", "titel"), BODY);
    check(&project, &["data.toml"]).ends(1).tells("unknown-key");
    check(&project, &["nothing.toml"]).ends(2).tells("no-input");
    check(&project, &[]).ends(2);
    check(&project, &["data.toml", "-o", "x.pdf"]).ends(2);
}

#[test]
fn a_finding_names_its_strength_and_what_to_put_in_its_place() {
    let project = Project::of(data_with(&SLIPS[..1]), BODY);
    let run = words(&project, &["data.toml", "--message-format", "json"]).ends(0);
    let found: serde_json::Value = serde_json::from_str(run.stderr.trim_end()).unwrap();
    assert_eq!((&found["strength"], &found["replacement"]), (&"must".into(), &"×科〔2024〕2号".into()));
    let data = String::from_utf8(project.read("data.toml")).unwrap();
    let at = |end: &str| usize::try_from(found["place"][end].as_u64().unwrap()).unwrap();
    assert_eq!(&data[at("start")..at("end")], "×科〔2024〕02号");
    let run = check(&project, &["data.toml", "--lang", "zh"]).ends(0);
    assert!(run.stderr.contains("条款: GB/T 9704-2012 7.2.5（必须）"), "{}", run.stderr);
    let classified = Project::of(data_with(&[("classification", "\"秘密\"")]), BODY);
    let run = check(&classified, &["data.toml", "--lang", "zh"]).ends(0);
    assert!(run.stderr.contains("条款: 条例 第九条（一）（必须）"), "{}", run.stderr);
}

/// A place in a body file is the file's own line and column.
#[test]
fn a_slip_in_a_body_file_is_told_at_its_place() {
    let project = Project::of(DATA, "现将情况报告如下：\n一、甲\n　　（一）乙。丙  丁。\n　　（三）戊\n");
    let run = words(&project, &["data.toml", "--message-format", "short"]).ends(0);
    let places: Vec<&str> = run.stderr.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["body.txt:3:9", "body.txt:4:3"], "{}", run.stderr);
}

#[test]
fn help_lists_the_subcommand() {
    let run = Run::of(crate::support::program().args(["--help"])).ends(0);
    assert!(run.text().contains("check"), "{}", run.text());
    let run = Run::of(crate::support::program().args(["check", "--help"])).ends(0);
    assert!(run.text().contains("--strict") && run.text().contains("docs/lint.md"), "{}", run.text());
}

#[test]
fn check_prints_the_conformance_report() {
    let project = Project::new();
    let run = check(&project, &["data.toml", "--lang", "zh"]).ends(0);
    assert_eq!(project.made(), [""; 0]);
    let text = run.text();
    assert!(text.lines().next().unwrap().starts_with("结论"), "{text}");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("符合  ")).collect();
    assert!(rows.len() > 30, "{text}");
    assert!(rows.iter().any(|row| row.contains("7.2.7") && row.contains("红线宽") && row.contains("156 mm")));
    assert!(text.lines().last().unwrap().contains("不符合 0 项"), "{text}");
    // Columns begin under each other whatever stands in them.
    let starts: Vec<usize> =
        text.lines().take(10).map(|line| crate::support::columns(line.split("5.").next().unwrap())).collect();
    assert!(starts[1..].iter().all(|start| *start == starts[1] || *start > 60), "{starts:?}");
}

#[test]
fn the_report_is_lines_of_json_for_programs() {
    let project = Project::new();
    let run = check(&project, &["data.toml", "--message-format", "json"]).ends(0);
    let rows: Vec<serde_json::Value> =
        run.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() > 30);
    let rule = rows.iter().find(|row| row["quantity"]["en"] == "width of the red rule").unwrap();
    assert_eq!((rule["clause"].as_str(), rule["verdict"].as_str()), (Some("7.2.7"), Some("met")));
    assert!((rule["measured"].as_f64().unwrap() - 156.0).abs() < 0.01 && rule["place"][0] == 28.0);
}

/// A house's deviation is no fault of the page: the row says that it departs.
#[test]
fn what_the_house_wants_otherwise_departs_and_is_not_broken() {
    let project =
        Project::of(data_with(&[("layout", "{ rule-thickness = 0.7, margins = { left = 30 } }")]), BODY);
    let run = check(&project, &["data.toml", "--strict"]).ends(0);
    let departed: Vec<&str> = run.text().lines().filter(|line| line.starts_with("departed")).collect();
    assert!(departed.iter().any(|row| row.contains("thickness of the red rule")), "{departed:?}");
    assert!(!run.text().contains("\nbroken"), "{}", run.text());
}

/// Errors that only setting the pages finds, and what the words break, are told at once; no report.
#[test]
fn a_document_that_cannot_be_set_has_all_its_findings_and_no_report() {
    let project = Project::of(data_with(&[SLIPS[0], ("title", "\"甲乙丙丁戊己庚辛壬癸\u{10FFFD}\"")]), BODY);
    let run = check(&project, &["data.toml", "--report", "x.html"]).ends(1);
    let run = run.tells("missing-glyph").tells("number-leading-zero");
    assert!(run.stdout.is_empty(), "{}", run.text());
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn words_only_and_a_report_do_not_go_together() {
    let project = Project::new();
    words(&project, &["data.toml", "--report", "x.html"]).ends(2);
    check(&project, &["data.toml", "--pages"]).ends(2);
    assert_eq!(project.made(), [""; 0]);
}
