//! `render fmt`: marks put right in files, and nothing else in them touched.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use gongwen::Document;
use gongwen::fmt::correct_text;
use proptest::prelude::*;

use crate::support::{Project, Run, program};

const DATA: &str = "# 说明,不改(注释)\r\n\
    title = \"云川市关于转发《<<办法>>》的通知\" # 行尾,注释\n\
    \"发文字号\" = '云政办发[2024]5号'\n\
    issuers = [\"云川市,局\"]\n\
    recipients = [\"各县(区)人民政府\", \"市直各单位\"]\n\
    body-file = \"body.txt\"\n\
    note = \"此件\\u201D公开\\u201C发布,\\u3000(甲)\"\n\
    attachments = [\"任务分工表(一)\", { \"标题\" = \"方案(二)\", \"正文\" = \"\"\"\n\
    一.目标:\\\"甲\\\"\\\n    \t,\"乙\".\n\"\"\" }, { title = \"丙(三)\", body = '''\n甲'乙'丙(丁),\n''' }]\n\
    cc = \"\"\"甲局,乙局(丙)\"\"\"\n\
    date = 2024-01-30\n\
    [layout]\n\
    red = \"#FF0000\"\n";

fn fmt(project: &Project, args: &[&str]) -> Run {
    Run::of(program().current_dir(project.folder()).arg("fmt").args(args))
}

fn text(project: &Project, name: &str) -> String {
    String::from_utf8(project.read(name)).unwrap()
}

#[test]
fn only_the_texts_of_a_data_file_change() {
    let project = Project::of(DATA, "2023年,我局履职.\n");
    let run = fmt(&project, &["data.toml"]).ends(0);
    let expected = DATA
        .replace("《<<办法>>》", "《〈办法〉》")
        .replace("[2024]", "〔2024〕")
        .replace("各县(区)人民政府", "各县（区）人民政府")
        .replace("\\u201D公开\\u201C发布,\\u3000(甲)", "“公开”发布，\\u3000（甲）")
        .replace("分工表(一)", "分工表（一）")
        .replace("方案(二)", "方案（二）")
        .replace("一.目标:\\\"甲\\\"\\\n    \t,\"乙\".", "一、目标：“甲”\\\n    \t，“乙”。")
        .replace("丙(三)", "丙（三）")
        .replace("甲'乙'丙(丁),", "甲“乙”丙（丁），")
        .replace("甲局,乙局(丙)", "甲局，乙局（丙）");
    assert_eq!(run.text(), expected);
    // Nothing was written, not the body either.
    assert_eq!(text(&project, "data.toml"), DATA);
    assert_eq!(text(&project, "body.txt"), "2023年,我局履职.\n");
}

#[test]
fn write_changes_the_data_and_its_body_once_and_keeps_both_as_they_were() {
    let project = Project::of(DATA, "\u{FEFF}2023年,我局履职.\r\n");
    fmt(&project, &["data.toml", "--write"]).ends(0).tells("kept");
    assert_eq!(text(&project, "data.toml~"), DATA);
    assert_eq!(text(&project, "body.txt"), "\u{FEFF}2023年，我局履职。\r\n");
    let once = text(&project, "data.toml");
    assert!(once.contains("方案（二）") && once.starts_with("# 说明,不改(注释)\r\n"));
    fmt(&project, &["data.toml", "--check"]).ends(0);
    fmt(&project, &["--write", "data.toml"]).ends(0);
    assert_eq!(text(&project, "data.toml"), once);
    assert_eq!(text(&project, "body.txt~"), "\u{FEFF}2023年,我局履职.\r\n");
    assert_eq!(project.files(), ["body.txt", "body.txt~", "data.toml", "data.toml~"]);
}

#[test]
fn check_tells_each_change_at_its_place_and_writes_nothing() {
    let project = Project::of(DATA, "2023年,我局履职.\n");
    let run = fmt(&project, &["data.toml", "--check", "--message-format", "short", "--lang", "zh"]).ends(1);
    assert!(run.stdout.is_empty());
    for line in [
        "data.toml:3:15: 警告[would-change]: 发文字号的年份用六角括号：[ → 〔",
        "data.toml:10:6: 警告[would-change]: 中文里的点号用全角：, → ，",
        "body.txt:1:6: 警告[would-change]: 中文里的点号用全角：, → ，",
    ] {
        assert!(run.stderr.contains(line), "{line} is not in:\n{}", run.stderr);
    }
    assert_eq!(text(&project, "data.toml"), DATA);
    // The escape is where the caret points, not where the character would be.
    let run = fmt(&project, &["data.toml", "--check", "--message-format", "json"]).ends(1);
    let found = run.stderr.lines().find(|line| line.contains("\"path\":\"note\"")).unwrap();
    let found: serde_json::Value = serde_json::from_str(found).unwrap();
    let place = |key: &str| usize::try_from(found["place"][key].as_u64().unwrap()).unwrap();
    assert_eq!(&DATA[place("start")..place("end")], "\\u201D");
}

#[test]
fn what_is_not_certain_is_told_and_left() {
    let body = "开展“一件事改革，任命阿不都.热合曼为副县长。\n";
    let project = Project::of("", body);
    for args in [&["body.txt"][..], &["body.txt", "--check"], &["body.txt", "--write"]] {
        let run = fmt(&project, args).ends(0).tells("mark-doubtful");
        assert!(run.stderr.contains("quotes do not pair up") && run.stderr.contains("a dot between hanzi"));
    }
    assert_eq!(text(&project, "body.txt"), body);
}

fn from_input(args: &[&str], input: &[u8]) -> (Option<i32>, String) {
    let mut child = program()
        .arg("fmt")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_dash_is_text_from_standard_input() {
    let run = from_input;
    assert_eq!(run(&["-"], "甲,乙.\n".as_bytes()), (Some(0), "甲，乙。\n".to_owned()));
    assert_eq!(run(&["-", "--write"], "甲,乙".as_bytes()), (Some(0), "甲，乙".to_owned()));
    assert_eq!(run(&["-", "--check"], "甲,乙".as_bytes()), (Some(1), String::new()));
    assert_eq!(run(&["-"], b"\xB9\xAB\xCE\xC4").0, Some(1));
}

/// paste.md 4 and field.md E: a list, a page of a site or code was changed and so destroyed, with status 0.
#[test]
fn what_is_no_prose_is_refused_and_stays() {
    let list = "姓名,单位,电话\n张三,甲局,1234\n李四,乙局,5678\n";
    let page = "<html><body><p>甲,乙</p></body></html>\n";
    let json = "{\"name\": \"甲,乙\"}\n";
    let project = Project::of("title = '甲,乙'\n", "");
    let files = [
        ("list.csv", list),
        ("list.tsv", "姓名\t单位\n张三\t甲局\n"),
        ("名单", "姓名,金额\n张三,\"1,234\"\n李四,5-6\n"),
        ("名单.md", "姓名,金额\n张三,\"1,234\"\n李四,5-6\n"),
        ("名单2.txt", "姓名;单位\n张三;甲局(东区)\n"),
        ("脚本.txt", "#!/bin/sh\necho \"甲,乙\"\n"),
        ("名单.txt", list),
        ("page.html", page),
        ("page.txt", page),
        ("data.json", json),
        ("json.txt", json),
        ("compose.yaml", "services:\n  name: 甲,乙\n"),
        ("run.py", "print('甲,乙')\n"),
    ];
    for (name, content) in files {
        project.write(name, content);
        fmt(&project, &[name, "--write"]).ends(2).tells("not-formatted");
        assert_eq!(text(&project, name), content, "{name}");
    }
    // The same from standard input, and a data file that names a list as its body.
    for content in [list, page, json] {
        assert_eq!(from_input(&["-"], content.as_bytes()), (Some(2), String::new()));
    }
    project.write("data.toml", "title = '甲,乙'\nbody-file = '名单.txt'\n");
    fmt(&project, &["data.toml", "--write"]).ends(1).tells("not-formatted");
    assert_eq!(text(&project, "data.toml"), "title = '甲,乙'\nbody-file = '名单.txt'\n");
}

/// Code and attributes in Markdown lost their commas and quotes.
#[test]
fn code_and_tags_in_markdown_stay() {
    let project = Project::of("", "");
    let body = "运行`x,y中文,`,见<a href=\"甲,乙\">公告(一)</a>,另见``a`,b``。若a<b,则停.\n";
    project.write("body.md", body);
    let right = "运行`x,y中文,`，见<a href=\"甲,乙\">公告（一）</a>，另见``a`,b``。若a<b，则停。\n";
    assert_eq!(fmt(&project, &["body.md"]).ends(0).text(), right);
}

/// The help of `not-utf-8` is `--encoding gbk`, and there was none. What is written is in the file's own encoding.
#[test]
fn files_in_another_encoding_are_read_when_it_is_said_and_keep_it() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let (data, body) = ("title = \"关于甲,乙的通知\"\nbody-file = \"body.txt\"\n", "2023年,我局履职.\r\n");
    let (right, right_body) = (data.replace(",乙", "，乙"), "2023年，我局履职。\r\n");
    for (encoding, encode) in [("gbk", &gbk as &dyn Fn(&str) -> Vec<u8>), ("utf-16", &utf16)] {
        let project = Project::of("", "");
        project.write("data.toml", encode(data));
        project.write("body.txt", encode(body));
        let told = fmt(&project, &["data.toml", "--lang", "en"]).ends(1).tells("not-utf-8");
        assert!(told.stderr.contains(&format!("--encoding {encoding}")), "{}", told.stderr);
        // Standard output is UTF-8, as terminals are.
        assert_eq!(fmt(&project, &["data.toml", "--encoding", encoding]).ends(0).text(), right);
        fmt(&project, &["data.toml", "--encoding", encoding, "--check"]).ends(1).tells("would-change");
        fmt(&project, &["data.toml", "--encoding", encoding, "--write"]).ends(0).tells("kept");
        for (name, before, after) in [("data.toml", data, &*right), ("body.txt", body, right_body)] {
            assert_eq!(project.read(name), encode(after), "{encoding} {name}");
            assert_eq!(project.read(&format!("{name}~")), encode(before), "{encoding} {name}");
        }
        assert_eq!(
            from_input(&["-", "--encoding", encoding], &encode(body)),
            (Some(0), right_body.to_owned())
        );
    }
    // What is UTF-8 stays so, whatever is said.
    let project = Project::of(data, body);
    fmt(&project, &["data.toml", "--encoding", "gbk", "--write"]).ends(0);
    assert_eq!((text(&project, "data.toml"), text(&project, "body.txt")), (right, right_body.to_owned()));
}

#[test]
fn data_from_standard_input_are_data() {
    let data = "title = \"甲,乙\" # 说明,不改\nbody = '甲,乙.'\n";
    let expected = data.replace("\"甲,乙\"", "\"甲，乙\"").replace("'甲,乙.'", "'甲，乙。'");
    assert_eq!(from_input(&["-"], data.as_bytes()), (Some(0), expected));
}

/// library.md 4: data in YAML and JSON could not be put right.
#[test]
fn data_are_put_right_in_every_spelling() {
    let yaml = "# 甲,乙\n标题: 关于甲,乙的通知 # 甲,乙\n主送: [甲局, '乙局(东区)', \"丙\\u5C40,丁\"]\n正文: |\n  一、甲,乙.\n\n  丙\"丁\"\n抄送: 戊\n";
    let json = "{\"标题\": \"关于甲,乙的通知\", \"主送\": [\"乙局(东区)\", \"丙\\u5C40,丁\"], \"正文\": \"甲,乙.\\n丙\\\"丁\\\"\"}\n";
    let project = Project::of("", "");
    for (name, data, right) in [
        (
            "data.yaml",
            yaml,
            yaml.replace("关于甲,乙的", "关于甲，乙的")
                .replace("(东区)", "（东区）")
                .replace("u5C40,", "u5C40，")
                .replace("一、甲,乙.", "一、甲，乙。")
                .replace("\"丁\"\n", "“丁”\n"),
        ),
        (
            "data.json",
            json,
            json.replace("甲,乙的", "甲，乙的")
                .replace("(东区)", "（东区）")
                .replace("u5C40,", "u5C40，")
                .replace("甲,乙.", "甲，乙。")
                .replace("\\\"丁\\\"", "“丁”"),
        ),
    ] {
        project.write(name, data);
        assert_eq!(fmt(&project, &[name]).ends(0).text(), right, "{name}");
        fmt(&project, &[name, "--write"]).ends(0);
        assert_eq!(text(&project, name), right);
        fmt(&project, &[name, "--check"]).ends(0);
    }
    // What stands in a way that nothing can be changed in is told, and left.
    let folded = "标题: >\n  关于甲,乙\n  的通知\n";
    project.write("data.yaml", folded);
    let run = fmt(&project, &["data.yaml"]).ends(0);
    assert_eq!(run.tells("not-in-place").text(), folded);
}

/// paste.md 4: runs are one text to a reader; names of files and sheets are no words.
#[test]
fn runs_are_read_together_and_names_of_files_stay() {
    let data = "body = [{ text = ['甲', { bold = '乙' }, ',丁'] }, \
                { table = { xlsx = '清单(1).xlsx', sheet = '表(1)', caption = '表(1),甲' } }]\n";
    let project = Project::of(data, "");
    let run = fmt(&project, &["data.toml"]).ends(0);
    assert_eq!(run.text(), data.replace("',丁'", "'，丁'").replace("'表(1),甲'", "'表（1），甲'"));
}

/// paste.md 5: 附件：附件1 名单 stood on the page.
#[test]
fn an_attachments_name_loses_its_number() {
    let data = "attachments = ['附件1 名单', '（2）表(一)', { title = '三、清单' }, '2024年要点']\n";
    let project = Project::of(data, "");
    let run = fmt(&project, &["data.toml"]).ends(0);
    let expected = "attachments = ['名单', '表（一）', { title = '清单' }, '2024年要点']\n";
    assert_eq!(run.text(), expected);
}

#[test]
fn what_cannot_be_read_is_said() {
    let project = Project::of("title = ", "甲,乙");
    fmt(&project, &["data.toml"]).ends(1).tells("toml-syntax");
    fmt(&project, &["none.txt"]).ends(2).tells("no-input");
    project.write("data.yaml", "title: [甲,乙");
    fmt(&project, &["data.yaml", "--write"]).ends(1).tells("yaml-syntax");
    assert_eq!(text(&project, "data.yaml"), "title: [甲,乙");
    fmt(&project, &["body.txt", "--write", "--check"]).ends(2);
    // A body file outside the folder is nobody's to change.
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.txt"), "甲,乙").unwrap();
    let named = format!("title = \"甲,乙\"\nbody-file = {:?}\n", outside.path().join("x.txt"));
    project.write("data.toml", &named);
    fmt(&project, &["data.toml", "--write"]).ends(1).tells("outside-folder");
    assert_eq!(text(&project, "data.toml"), named);
    let allow = outside.path().display().to_string();
    fmt(&project, &["data.toml", "--write", "--allow", &allow]).ends(0);
    assert_eq!(fs::read_to_string(outside.path().join("x.txt")).unwrap(), "甲，乙");
}

#[test]
fn a_read_only_file_stays_and_is_said() {
    let project = Project::of("", "甲,乙");
    let path = project.path("body.txt");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    fmt(&project, &["body.txt", "--write"]).ends(2).tells("write-failed");
    assert_eq!(text(&project, "body.txt"), "甲,乙");
}

/// The examples were set with care: nothing in them would change.
#[test]
fn the_examples_are_as_they_should_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        for file in Document::reader().correct_path(&path).unwrap() {
            let told: Vec<String> = file.diagnostics().iter().map(|found| format!("{found:?}")).collect();
            assert!(!file.is_changed(), "{}: {told:#?}", file.name());
        }
        read += 1;
    }
    assert!(read > 20);
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "中",
        "文",
        "2024",
        "A",
        ",",
        ".",
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        " ",
        "\t",
        "(",
        ")",
        "[2024]",
        "5号",
        "“",
        "”",
        "…",
        "。",
        "，",
        "１",
        "\u{200B}",
        "\u{3000}",
        "\u{7}",
        "|",
        "#",
        "\u{1F600}",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Every way TOML has to write a text; the two literal ones only where they can.
fn literals(text: &str) -> Vec<String> {
    let escaped: String = text.chars().map(|c| format!("\\u{:04X}", c as u32)).collect();
    let basic = serde_json::to_string(text).unwrap();
    let mut all = vec![basic.clone(), format!("\"\"\"\n{}\"\"\"", &basic[1..basic.len() - 1])];
    all.push(format!("\"\"\"\\\n   {}\"\"\"", basic[1..basic.len() - 1].trim_start()));
    if text.chars().all(|c| (c as u32) < 0x10000) {
        all.push(format!("\"{escaped}\""));
    }
    let plain = !text.contains('\u{7}') && !text.contains('\'');
    if plain {
        all.push(format!("'''\n{text}'''"));
        if !text.contains(['\n', '\r']) {
            all.push(format!("'{text}'"));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a text is written in the file, its value after is the value corrected.
    #[test]
    fn a_value_in_any_spelling_is_corrected_as_its_text(words in words()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.toml");
        for literal in literals(&words) {
            let file = format!("x = 1 # 甲,乙\nnote = {literal} # 甲,乙\nissuers = \"甲,乙\"\n");
            let Ok(before) = file.parse::<toml::Table>() else { continue };
            fs::write(&path, &file).unwrap();
            let corrected = Document::reader().correct_path(&path).unwrap();
            let after: toml::Table = corrected[0].text().parse().unwrap();
            let wanted = correct_text("", before["note"].as_str().unwrap());
            // Without the zero-width character the file's next space would be no part of the value.
            let left = words.contains('\u{200B}') && after["note"] == before["note"];
            prop_assert!(left || after["note"].as_str() == Some(wanted.text()), "{}", file);
            prop_assert!(corrected[0].text().starts_with("x = 1 # 甲,乙\nnote = "));
            prop_assert!(corrected[0].text().ends_with(" # 甲,乙\nissuers = \"甲,乙\"\n"));
        }
    }
}
