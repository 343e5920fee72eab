//! The program `render`, run in real folders.

use std::fs;
use std::io::pipe;

use crate::support::{BODY, DATA, NAMED, Project, Run, data_with, long_body, names_in, program};

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF")
}

/// Width and height of a PNG file, read from its header.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG file");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_data_file_becomes_a_pdf_and_nothing_else() {
    let project = Project::new();
    let run = project.render(["data.toml", "-o", "report.pdf"]).ends(0);
    assert!(run.stdout.is_empty());
    assert!(is_pdf(&project.read("report.pdf")));
    assert_eq!(project.made(), ["report.pdf"]);
}

#[test]
fn a_dash_is_standard_output() {
    let project = Project::new();
    let run = project.render(["data.toml", "-o", "-"]).ends(0);
    assert!(is_pdf(&run.stdout));
    assert_eq!(project.made(), [""; 0]);
    project.render(["data.toml", "-o", "report.pdf"]).ends(0);
    assert_eq!(run.stdout, project.read("report.pdf"));
}

#[test]
fn without_an_output_the_file_is_named_by_number_and_title_in_the_working_directory() {
    let project = Project::new();
    project.render(["data.toml"]).ends(0);
    assert_eq!(project.made(), [NAMED]);

    let elsewhere = tempfile::tempdir().unwrap();
    let data = Project::new();
    Run::of(data.command().arg(data.path("data.toml")).current_dir(&elsewhere)).ends(0);
    assert_eq!(names_in(elsewhere.path()), [NAMED]);
    assert_eq!(data.made(), [""; 0]);
}

#[test]
fn a_name_from_the_data_never_leaves_the_working_directory() {
    let data = data_with(&[("number", r#""../../×科〔2024〕2号""#), ("title", r#""关于\n“A/B”的\\报告""#)]);
    let project = Project::of(data, BODY);
    project.render(["data.toml"]).ends(0);
    let [name] = &project.made()[..] else { panic!("{:?}", project.made()) };
    assert!(name.ends_with("×科〔2024〕2号关于“A_B”的_报告.pdf"), "{name}");
    // A title longer than a file name may be.
    let data = data_with(&[("title", &format!("\"关于{}的报告\"", "长".repeat(300)))]);
    let project = Project::of(data, BODY);
    project.render(["data.toml"]).ends(0);
    assert!(project.made()[0].len() <= 255 && project.made()[0].ends_with(".pdf"));
}

/// `x-1.png`, `x-2.png` … for every page the library counts.
fn numbered(project: &Project, ending: &str) -> Vec<String> {
    let pages = project.set().unwrap().page_count();
    assert!((2..10).contains(&pages));
    (1..=pages).map(|page| format!("x-{page}.{ending}")).collect()
}

#[test]
fn pages_are_drawn_as_numbered_png_files_of_the_resolution_asked_for() {
    let project = Project::of(DATA, long_body());
    project.render(["data.toml", "-o", "x.png", "--ppi", "25.4"]).ends(0);
    assert_eq!(project.made(), numbered(&project, "png"));
    // 210 mm × 297 mm at one pixel to the millimetre.
    assert_eq!(png_size(&project.read("x-1.png")), (210, 297));
    project.render(["data.toml", "-o", "y.png"]).ends(0);
    assert_eq!(png_size(&project.read("y-2.png")), (1191, 1684));
}

#[test]
fn pages_are_drawn_as_numbered_svg_files() {
    let project = Project::of(DATA, long_body());
    project.render(["data.toml", "-o", "x.svg"]).ends(0);
    assert_eq!(project.made(), numbered(&project, "svg"));
    for name in project.made() {
        let drawing = String::from_utf8(project.read(&name)).unwrap();
        assert!(drawing.starts_with("<svg") && drawing.trim_end().ends_with("</svg>"), "{name}");
    }
    assert_ne!(project.read("x-1.svg"), project.read("x-2.svg"));
}

#[test]
fn an_ending_counts_in_either_case_and_an_unknown_one_is_refused() {
    let project = Project::new();
    project.render(["data.toml", "-o", "A.PDF"]).ends(0);
    assert!(is_pdf(&project.read("A.PDF")));
    for name in ["a.docx", "a", "a.pdf.txt", ".pdf"] {
        project.render(["data.toml", "-o", name]).ends(2).tells("unknown-output");
    }
    project.render(["data.toml", "-o", ""]).ends(2);
    assert_eq!(project.made(), ["A.PDF"]);
}

#[test]
fn pixels_to_the_inch_have_bounds() {
    let project = Project::new();
    for ppi in ["9.99", "1200.01", "0", "-72", "nan", "inf", "many", ""] {
        let run = project.render(["data.toml", "-o", "x.png", &format!("--ppi={ppi}")]).ends(2);
        assert!(run.stderr.contains("--ppi"), "{}", run.stderr);
    }
    // The bounds themselves are taken: what stops these runs is the document.
    let broken = Project::of("title = ", BODY);
    for ppi in ["10", "1200"] {
        broken.render(["data.toml", "-o", "x.png", "--ppi", ppi]).ends(1).tells("toml-syntax");
    }
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn exit_status_says_whose_fault_it_is() {
    let broken = Project::of(data_with(&[("title", "7")]), BODY);
    broken.render(["data.toml", "-o", "x.pdf"]).ends(1).tells("wrong-type");
    let missing_glyph = Project::of(data_with(&[("title", "\"关于\u{E000}的报告\"")]), BODY);
    missing_glyph.render(["data.toml", "-o", "x.pdf"]).ends(1).tells("missing-glyph");

    let project = Project::new();
    project.render(["none.toml", "-o", "x.pdf"]).ends(2).tells("no-input");
    project.render(["data.toml", "-o", "none/x.pdf"]).ends(2).tells("no-such-folder");
    for usage in
        [&["--no-such-option"][..], &[], &["data.toml", "more.toml"], &["data.toml", "--fonts", "some"]]
    {
        Run::of(program().current_dir(project.folder()).args(usage)).ends(2);
    }
    assert_eq!(project.made(), [""; 0]);

    // A warning or a note is no failure.
    let warned = Project::of(data_with(&[("number", "\"×科[2024]2号\"")]), BODY);
    warned.render(["data.toml", "-o", "x.pdf"]).ends(0).tells("number-brackets");
}

/// Runs `render data.toml` with this output, which must fail with this status, over a file that
/// was there before: it must stand as it was, and nothing beside it.
#[track_caller]
fn survives(project: &Project, output: &str, status: i32) {
    project.write("old.pdf", "old");
    let before = project.files();
    project.render(["data.toml", "-o", output]).ends(status);
    assert_eq!(project.read("old.pdf"), b"old");
    assert_eq!(project.files(), before);
}

#[test]
fn an_existing_file_survives_an_error_in_the_document() {
    survives(&Project::of("title = ", BODY), "old.pdf", 1);
    survives(&Project::of(data_with(&[("colour", "1")]), BODY), "old.pdf", 1);
    survives(&Project::of(DATA, "\u{E000}"), "old.pdf", 1);
    survives(&Project::of(DATA, b"\xB9\xA4\xD7\xF7"), "old.pdf", 1);
}

#[test]
fn a_folder_is_never_replaced() {
    let project = Project::new();
    fs::create_dir(project.path("folder.pdf")).unwrap();
    survives(&project, "folder.pdf", 2);
    survives(&project, "folder.pdf/", 2);
    survives(&project, "none/x.pdf", 2);
    survives(&project, "old.pdf/x.pdf", 2);
    assert_eq!(names_in(&project.path("folder.pdf")), [""; 0]);
}

#[test]
fn a_read_only_file_is_kept() {
    let project = Project::new();
    project.write("kept.pdf", "kept");
    let mut permissions = fs::metadata(project.path("kept.pdf")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(project.path("kept.pdf"), permissions).unwrap();
    project.render(["data.toml", "-o", "kept.pdf"]).ends(2).tells("write-failed");
    assert_eq!(project.read("kept.pdf"), b"kept");
    assert_eq!(project.made(), ["kept.pdf"]);
}

#[test]
fn an_existing_file_is_replaced_whole() {
    let project = Project::new();
    project.write("x.pdf", vec![b'x'; 4 << 20]);
    project.render(["data.toml", "-o", "x.pdf"]).ends(0);
    assert!(is_pdf(&project.read("x.pdf")));
    assert_eq!(project.made(), ["x.pdf"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_folder_that_cannot_be_written_is_told_and_its_file_survives() {
        let project = Project::new();
        let folder = project.path("closed");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("x.pdf"), "old").unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        // Root writes everywhere; a full disk (below) tests the same path for it.
        let root = fs::write(folder.join("probe"), "").is_ok();
        let run = project.render(["data.toml", "-o", "closed/x.pdf"]);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        if !root {
            run.ends(2).tells("write-failed");
            assert_eq!(fs::read(folder.join("x.pdf")).unwrap(), b"old");
            assert_eq!(names_in(&folder), ["x.pdf"]);
        }
    }

    #[test]
    fn a_disk_that_fills_up_leaves_the_old_file_and_no_half_of_the_new() {
        let project = Project::new();
        project.write("x.pdf", "old");
        // No file may grow beyond 8 blocks, and the signal that says so is ignored: write fails.
        let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
        let mut command = Command::new("sh");
        command.current_dir(project.folder()).env("LC_ALL", "C").args([
            "-c",
            limited,
            env!("CARGO_BIN_EXE_render"),
        ]);
        command.args(["--fonts", "bundled", "data.toml", "-o", "x.pdf"]);
        Run::of(&mut command).ends(2).tells("write-failed");
        assert_eq!(project.read("x.pdf"), b"old");
        assert_eq!(project.made(), ["x.pdf"]);
    }

    #[test]
    fn a_link_is_followed_and_stays_a_link() {
        let project = Project::new();
        project.write("real.pdf", "old");
        symlink("real.pdf", project.path("link.pdf")).unwrap();
        project.render(["data.toml", "-o", "link.pdf"]).ends(0);
        assert!(project.path("link.pdf").is_symlink());
        assert!(is_pdf(&project.read("real.pdf")));
        assert_eq!(project.made(), ["link.pdf", "real.pdf"]);
    }

    #[test]
    fn a_replaced_file_keeps_its_mode_and_a_new_one_gets_the_usual() {
        let project = Project::new();
        project.write("x.pdf", "old");
        fs::set_permissions(project.path("x.pdf"), fs::Permissions::from_mode(0o640)).unwrap();
        project.render(["data.toml", "-o", "x.pdf"]).ends(0);
        project.render(["data.toml", "-o", "new.pdf"]).ends(0);
        let mode = |name: &str| fs::metadata(project.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("x.pdf"), 0o640);
        assert_eq!(mode("new.pdf"), mode("body.txt"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_standard_output_is_told() {
        let project = Project::new();
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        Run::of(project.command().args(["data.toml", "-o", "-"]).stdout(full)).ends(2).tells("write-failed");
    }
}

#[test]
fn a_reader_who_went_away_is_no_crash() {
    let project = Project::new();
    let closed = || {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        writer
    };
    let run = Run::of(project.command().args(["data.toml", "-o", "-"]).stdout(closed())).ends(2);
    assert!(run.stderr.contains("[write-failed]") && !run.stderr.contains("panicked"), "{}", run.stderr);
    for args in [&["fonts", "--fonts", "bundled"][..], &["--help"], &["--version"]] {
        let run = Run::of(program().args(args).stdout(closed()));
        assert!([0, 2].contains(&run.status) && !run.stderr.contains("panicked"), "{args:?}: {}", run.stderr);
    }
    // Nor is one who does not listen to the findings.
    let mut command = project.command();
    command.args(["data.toml", "-o", "x.pdf"]).stderr(closed());
    assert_eq!(command.status().unwrap().code(), Some(0));
}

#[test]
fn the_same_document_is_the_same_bytes_in_every_run_folder_and_environment() {
    let project = Project::of(DATA, long_body());
    let first = project.render(["data.toml", "-o", "-"]).ends(0).stdout;
    assert!(is_pdf(&first));
    let again = project.render(["data.toml", "-o", "-"]).ends(0).stdout;
    assert!(first == again, "two runs differ");
    let other = Project::of(DATA, long_body());
    assert!(first == other.render(["data.toml", "-o", "-"]).ends(0).stdout, "two folders differ");
    let from_elsewhere = Run::of(
        project.command().arg(project.path("data.toml")).args(["-o", "-"]).current_dir(other.folder()),
    );
    assert!(first == from_elsewhere.ends(0).stdout, "two working directories differ");
    let mut abroad = project.command();
    abroad.args(["data.toml", "-o", "-"]).envs([("LC_ALL", "zh_CN.UTF-8"), ("TZ", "Asia/Shanghai")]);
    abroad.envs([("RAYON_NUM_THREADS", "1"), ("SOURCE_DATE_EPOCH", "1"), ("HOME", "/nonexistent")]);
    assert!(first == Run::of(&mut abroad).ends(0).stdout, "two environments differ");
    for ending in ["png", "svg"] {
        let draw = |name: &str| {
            project.render(["data.toml", "-o", &format!("{name}.{ending}")]).ends(0);
            project.read(&format!("{name}-1.{ending}"))
        };
        assert!(draw("a") == draw("b"), "two {ending} drawings differ");
    }
}

const THREE_SLIPS: [(&str, &str); 3] = [("titel", "\"x\""), ("number", "7"), ("date", "2023-02-29")];

#[test]
fn findings_are_told_for_people_with_the_line_and_a_caret() {
    let project = Project::of(data_with(&THREE_SLIPS), BODY);
    let run = project.render(["data.toml", "-o", "x.pdf"]).ends(1);
    for words in [
        "error[wrong-type]",
        " --> data.toml:2:10",
        "2 | number = 7",
        "|          ^\n",
        "= help: the nearest key is `title`",
    ] {
        assert!(run.stderr.contains(words), "no {words:?} in:\n{}", run.stderr);
    }
    assert!(!run.stderr.contains('\x1b'), "colours in a file:\n{}", run.stderr);
    assert!(run.stdout.is_empty());
}

#[test]
fn findings_are_told_one_a_line() {
    let project = Project::of(data_with(&THREE_SLIPS), BODY);
    let run = project.render(["data.toml", "-o", "x.pdf", "--message-format", "short"]).ends(1);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "data.toml:2:10: error[wrong-type]: expected a string, found an integer",
            "data.toml:5:8: error[impossible-date]: there is no such day: 2023-02-29 (GB/T 9704-2012 7.3.5.4)",
            "data.toml:7:1: error[unknown-key]: there is no key `titel`",
        ]
    );
}

#[test]
fn findings_are_told_as_json_objects_one_a_line() {
    let project = Project::of(data_with(&THREE_SLIPS), BODY);
    let run = project.render(["data.toml", "-o", "x.pdf", "--message-format", "json"]).ends(1);
    let objects: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(objects.len(), 3);
    for object in &objects {
        let mut fields: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["arguments", "clause", "code", "help", "message", "path", "place", "severity"]);
        assert_eq!(object["severity"], "error");
        assert!(object["message"]["zh"].is_string() && object["message"]["en"].is_string());
    }
    let slip = &objects[1];
    assert_eq!((&slip["code"], &slip["clause"]), (&"impossible-date".into(), &"7.3.5.4".into()));
    assert_eq!(
        (&slip["place"]["file"], &slip["place"]["line"], &slip["place"]["column"]),
        (&"data.toml".into(), &5.into(), &8.into())
    );
    let data = String::from_utf8(project.read("data.toml")).unwrap();
    let at = |end: &str| usize::try_from(slip["place"][end].as_u64().unwrap()).unwrap();
    assert_eq!(&data[at("start")..at("end")], "2023-02-29");
    assert_eq!(slip["arguments"], serde_json::json!({ "written": "2023-02-29" }));
    assert_eq!(objects[2]["path"], "titel");
    assert_eq!(objects[2]["help"]["en"], "the nearest key is `title`");
    // A note of a document that was made is told the same way.
    let run = Project::new().render(["data.toml", "-o", "x.pdf", "--message-format", "json"]).ends(0);
    let note: serde_json::Value = serde_json::from_str(run.stderr.trim_end()).unwrap();
    assert_eq!((&note["severity"], &note["place"]), (&"note".into(), &serde_json::Value::Null));
}

#[test]
fn a_substitute_face_is_told_once_however_many_pages() {
    let project = Project::of(DATA, long_body());
    let run = project.render(["data.toml", "-o", "x.png"]).ends(0);
    assert_eq!(run.stderr.matches("[substitute-face]").count(), 1, "{}", run.stderr);
}

#[test]
fn messages_speak_the_language_of_the_locale() {
    let project = Project::of(data_with(&[("title", "7")]), BODY);
    let (zh, en) = ("错误[wrong-type]: 这里要写文字，写的是整数", "error[wrong-type]: expected a string");
    let told = |env: &[(&str, &str)], args: &[&str]| {
        let mut command = project.command();
        command.env_remove("LC_ALL").envs(env.iter().copied()).args(["data.toml", "-o", "x.pdf"]).args(args);
        Run::of(&mut command).ends(1).stderr
    };
    for (env, args, words) in [
        (&[("LC_ALL", "zh_CN.UTF-8")][..], &[][..], zh),
        (&[("LANG", "zh_CN.UTF-8")], &[], zh),
        (&[("LANG", "zh_TW")], &[], zh),
        (&[("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "C")], &[], zh),
        (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &[], en),
        (&[("LC_ALL", "C")], &[], en),
        (&[("LANG", "de_DE.UTF-8")], &[], en),
        (&[], &[], en),
        (&[("LC_ALL", "zh_CN.UTF-8")], &["--lang", "en"], en),
        (&[("LC_ALL", "C")], &["--lang", "zh"], zh),
    ] {
        let stderr = told(env, args);
        assert!(stderr.contains(words), "{env:?} {args:?}: {stderr}");
    }
    // Help lines and clauses too.
    let project = Project::of(data_with(&[("date", "\"昨天\"")]), BODY);
    let run = project.render(["data.toml", "-o", "x.pdf", "--lang", "zh"]).ends(1);
    assert!(
        run.stderr.contains("办法: ") && run.stderr.contains("条款: GB/T 9704-2012 7.3.5.4"),
        "{}",
        run.stderr
    );
}

#[test]
fn fonts_lists_which_file_serves_which_role_and_why() {
    let run = Run::of(program().args(["fonts", "--fonts", "bundled"])).ends(0);
    for words in [
        "fangsong\t仿宋\t",
        "biaosong\t小标宋\tNotoSerifCJKsc-Bold-GBK.otf",
        "heiti\t黑体\tNotoSansCJKsc-Medium-GBK.otf",
        "kaiti\t楷体\tgkai00mp.ttf",
        "songti\t宋体\tNotoSerifSC-Regular-L2.otf",
        "latin\t西文\tLiberationSerif-Regular.ttf",
        "inside the program",
        "behind it: ",
    ] {
        assert!(run.text().contains(words), "no {words:?} in:\n{}", run.text());
    }
    assert!(run.stderr.is_empty());
    let run = Run::of(program().args(["fonts", "--fonts", "bundled", "--lang", "zh"])).ends(0);
    assert!(run.text().contains("程序内置") && run.text().contains("后备"), "{}", run.text());
}

/// A face that says it is 仿宋_GB2312: the Latin face with another name in its name table.
pub fn face_named_fangsong() -> Vec<u8> {
    let mut face =
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/LiberationSerif-Regular.ttf")).unwrap();
    for (old, new) in [("Liberation Serif", "FangSong_GB2312"), ("LiberationSerif", "FangSong_GB2312")] {
        // The same length, or a blank after it, which no comparison of names counts.
        let new = format!("{new:<width$}", width = old.len());
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        replace(&mut face, &utf16(old), &utf16(&new));
        replace(&mut face, old.as_bytes(), new.as_bytes());
    }
    face
}

fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    assert_eq!(old.len(), new.len());
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(old.len()).position(|window| window == old) {
        at += found;
        bytes[at..at + old.len()].copy_from_slice(new);
    }
}

#[test]
fn an_official_face_of_the_machine_is_used_unless_only_the_bundled_set_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let fonts = home.path().join(".local/share/fonts");
    fs::create_dir_all(&fonts).unwrap();
    fs::write(fonts.join("simfang.ttf"), face_named_fangsong()).unwrap();
    let list = |args: &[&str]| {
        let mut command = program();
        command.env("HOME", home.path()).env("XDG_DATA_HOME", home.path().join(".local/share"));
        Run::of(command.arg("fonts").args(args)).ends(0).text().to_owned()
    };
    assert!(!list(&["--fonts", "bundled"]).contains("simfang.ttf"));
    // A folder that is named counts with the bundled set too.
    let folder = fonts.to_str().unwrap();
    let named = list(&["--fonts", "bundled", "--font-path", folder]);
    assert!(
        named.contains("fangsong\t仿宋\tsimfang.ttf") && named.contains("GB2312 is installed"),
        "{named}"
    );
    if cfg!(target_os = "linux") {
        let auto = list(&[]);
        assert!(auto.contains("simfang.ttf"), "{auto}");
    }
}

#[test]
fn a_font_that_is_not_there_is_an_error_at_its_place() {
    let project = Project::of(data_with(&[("fonts", "{ heiti = \"没有这种黑体\" }")]), BODY);
    let run = project
        .render(["data.toml", "-o", "x.pdf", "--message-format", "short"])
        .ends(1)
        .tells("font-not-found");
    assert!(run.stderr.contains("data.toml:7:19: "), "{}", run.stderr);
}

#[test]
fn a_font_file_beside_the_data_file_is_used() {
    let project = Project::of(data_with(&[("fonts", "{ heiti = \"我的黑体.ttf\" }")]), "");
    let face = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/gkai00mp.ttf");
    fs::copy(face, project.path("我的黑体.ttf")).unwrap();
    let run = project.render(["data.toml", "-o", "x.pdf"]).ends(0);
    assert!(!run.stderr.contains("黑体"), "{}", run.stderr);
}

#[test]
fn a_folder_that_is_allowed_may_be_read() {
    let shared = tempfile::tempdir().unwrap();
    fs::write(shared.path().join("body.txt"), BODY).unwrap();
    let outside = shared.path().join("body.txt");
    let project = Project::of(DATA.replace("body.txt", outside.to_str().unwrap()), BODY);
    project.render(["data.toml", "-o", "x.pdf"]).ends(1).tells("outside-folder");
    let folder = shared.path().to_str().unwrap();
    project.render(["data.toml", "-o", "x.pdf", "--allow", folder]).ends(0);
    let another = tempfile::tempdir().unwrap();
    let folder = another.path().to_str().unwrap();
    project.render(["data.toml", "-o", "y.pdf", "--allow", folder]).ends(1).tells("outside-folder");
}

#[test]
fn help_and_version_go_to_standard_output() {
    let run = Run::of(program().arg("--help")).ends(0);
    for words in ["Usage: render", "GB/T 9704-2012", "--message-format", "--ppi", "fonts"] {
        assert!(run.text().contains(words), "no {words:?} in:\n{}", run.text());
    }
    let run = Run::of(program().arg("--version")).ends(0);
    assert_eq!(run.text().trim_end(), concat!("render ", env!("CARGO_PKG_VERSION")));
    let run = Run::of(program().args(["--wat"])).ends(2);
    assert!(run.stdout.is_empty() && run.stderr.contains("Usage: render"));
}
