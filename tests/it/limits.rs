//! What goes beyond a limit, hangs, panics or vanishes ends in a finding; the process goes on.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use gongwen::{Cache, Document, Engine, Failure, Lang, Limits, Rendered};

use crate::cli::face_named_fangsong;
use crate::support::{BODY, DATA, ENGINE, Project, Run, data_with, long_body};

/// An engine with these limits.
fn engine(limits: Limits) -> Engine {
    Engine::builder().bundled_fonts_only(true).limits(limits).build()
}

/// Asserts that something failed with this code and says this of the limit.
#[track_caller]
fn refused<T>(result: Result<T, Failure>, code: &str, says: &[&str]) {
    let Err(failure) = result else { panic!("no {code}") };
    let found = failure.diagnostics().iter().find(|found| found.code() == code);
    let found = found.unwrap_or_else(|| panic!("no {code} in: {failure}"));
    for lang in [Lang::En, Lang::Zh] {
        let message = found.message(lang);
        assert!(says.iter().all(|words| message.contains(words)), "{message}");
        assert!(found.help(lang).is_some(), "{code} helps nobody");
    }
}

#[test]
fn more_pages_or_paragraphs_than_may_be_are_refused_and_the_engine_goes_on() {
    let long = Project::of(DATA, long_body());
    let (short, long) = (Project::new().document().unwrap(), long.document().unwrap());
    let pages = ENGINE.render(&long).unwrap().page_count();
    assert!(pages > 1);
    let narrow = engine(Limits::default().pages(pages - 1));
    let says = [pages.to_string(), (pages - 1).to_string()];
    refused(narrow.render(&long), "too-many-pages", &[&says[0], &says[1]]);
    assert_eq!(narrow.render(&short).unwrap().page_count(), 1);
    assert_eq!(engine(Limits::default().pages(pages)).render(&long).unwrap().page_count(), pages);

    let narrow = engine(Limits::default().paragraphs(4));
    refused(narrow.render(&long), "too-long", &["12", "4"]);
    assert!(narrow.render(&short).is_ok());
}

#[test]
fn data_and_pictures_larger_than_may_be_are_refused() {
    let project = Project::new();
    let read = |limits: Limits| Document::reader().limits(limits).read_path(project.path("data.toml"));
    assert!(read(Limits::default().data_bytes(DATA.len() as u64)).is_ok());
    let less = DATA.len() as u64 - 1;
    refused(read(Limits::default().data_bytes(less)), "file-too-large", &["data.toml", &less.to_string()]);
    let stream =
        Document::reader().limits(Limits::default().data_bytes(7)).read_stream("stdin", DATA.as_bytes());
    refused(stream, "file-too-large", &["stdin", "7"]);
    // A text that the data names is held to the same.
    project.write("body.txt", "长".repeat(DATA.len()));
    refused(read(Limits::default().data_bytes(DATA.len() as u64)), "file-too-large", &["body.txt"]);

    let picture = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/page-1.png")).unwrap();
    let project = Project::of(data_with(&[("body", "\"\"\"\n文。\n![图](x.png)\n\"\"\"")]), BODY);
    project.write("x.png", &picture);
    let read = |limits: Limits| Document::reader().limits(limits).read_path(project.path("data.toml"));
    let size = picture.len() as u64;
    assert!(read(Limits::default().picture_bytes(size)).is_ok());
    let said = [(size - 1).to_string(), "x.png".to_owned()];
    let says: Vec<&str> = said.iter().map(String::as_str).collect();
    refused(read(Limits::default().picture_bytes(size - 1)), "picture-file-too-large", &says);
    let side = |at: usize| u64::from(u32::from_be_bytes(picture[at..at + 4].try_into().unwrap()));
    let pixels = side(16) * side(20);
    assert!(read(Limits::default().picture_pixels(pixels)).is_ok());
    let said = [(pixels - 1).to_string(), side(16).to_string()];
    let says: Vec<&str> = said.iter().map(String::as_str).collect();
    refused(read(Limits::default().picture_pixels(pixels - 1)), "picture-too-large", &says);
}

/// A drawing of some kilobytes asked for gigabytes, for hours, or ended the process (an embedder's trial).
#[test]
fn a_drawing_that_asks_for_too_much_is_refused() {
    let rect = |how: &str| format!("<rect {how} width='9' height='9'/>");
    let chain = |tag: &str, key: &str, times: usize, deep: usize| {
        let of = |i: usize| format!("{key}='url(#p{i})'");
        let parts: String = (1..deep)
            .map(|i| {
                format!("<{tag} id='p{i}' width='1' height='1'>{}</{tag}>", rect(&of(i - 1)).repeat(times))
            })
            .collect();
        format!("<{tag} id='p0' width='1' height='1'>{}</{tag}>{parts}{}", rect(""), rect(&of(deep - 1)))
    };
    let filter = |what: &str| {
        format!("<filter id='f'>{what}</filter>{}", rect("filter='url(#f)' transform='scale(10)'"))
    };
    let sheet = format!(
        "<style>.a {{ fill: url(#p0) }}</style><pattern id='p0' width='1' height='1'>{}</pattern><g>{}</g>",
        rect("").repeat(600),
        rect("class='a'").repeat(600)
    );
    let path = format!(
        "<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>",
        rect("").repeat(600),
        "h1".repeat(1200)
    );
    let used: String = (1..9)
        .map(|i| format!("<g id='p{i}'>{}</g>", format!("<use href='#p{}'/>", i - 1).repeat(9)))
        .collect();
    let attributes: String = (0..2000).map(|i| format!(" a{i}='x'")).collect();
    let large = "picture-too-large";
    let cases = [
        ("patterns", chain("pattern", "fill", 10, 9), large),
        ("masks", chain("mask", "mask", 10, 9), large),
        ("clips", chain("clipPath", "clip-path", 10, 9), large),
        ("deep patterns", chain("pattern", "fill", 1, 3000), large),
        ("deep masks", chain("mask", "mask", 1, 3000), large),
        ("sheet", sheet, large),
        ("markers", path, large),
        ("used", format!("<g id='p0'>{}</g>{used}<use href='#p8'/>", rect("")), large),
        ("attributes", format!("<g{attributes}/>"), large),
        ("grown", filter("<feMorphology radius='1000'/>"), large),
        ("noise", filter("<feTurbulence baseFrequency='1' numOctaves='1000000'/>"), large),
        ("itself", "<filter id='f'><feImage href='#r'/></filter><g id='r'><rect filter='url(#f)' width='9' height='9'/></g>".to_owned(), "broken-picture"),
    ];
    for (name, drawing, code) in cases {
        let project = Project::of(data_with(&[("body", "\"\"\"\n文。\n![图](x.svg)\n\"\"\"")]), BODY);
        let head = "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>";
        project.write("x.svg", format!("{head}{drawing}</svg>").as_bytes());
        let failure = project.document().map(|_| name).unwrap_err();
        let found = &failure.diagnostics()[0];
        assert_eq!((found.code(), found.place().is_some()), (code, true), "{name}: {found}");
    }
    // What offices draw is drawn: shadows, hatching, arrows, many parts.
    let shadow = "<filter id='f'><feGaussianBlur stdDeviation='2'/><feOffset dx='1'/><feMorphology radius='1'/></filter>";
    let hatch = "<pattern id='h' width='4' height='4'><path d='M0 0L4 4'/></pattern><marker id='m'><path d='M0 0L4 2L0 4'/></marker>";
    let parts = rect("fill='url(#h)' filter='url(#f)'").repeat(30)
        + &"<path marker-end='url(#m)' d='M0 0L9 9'/>".repeat(2000);
    let project = Project::of(data_with(&[("body", "\"\"\"\n文。\n![图](x.svg)\n\"\"\"")]), BODY);
    let head = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'>";
    project.write("x.svg", format!("{head}<defs>{shadow}{hatch}</defs>{parts}</svg>").as_bytes());
    project.set().unwrap().pdf().unwrap();
}

#[test]
fn a_page_is_not_drawn_larger_than_may_be() {
    let document = Project::new().document().unwrap();
    let rendered = ENGINE.render(&document).unwrap();
    refused(rendered.png(0, 1e5), "drawing-too-large", &["200000000"]);
    // Beyond what a pixel count can say, and what is no resolution at all.
    refused(rendered.png(0, 1e300), "drawing-too-large", &[]);
    for ppi in [0.0, -72.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let failure = rendered.png(0, ppi).unwrap_err();
        assert_eq!(failure.diagnostics()[0].code(), "out-of-range", "{ppi}");
    }
    // So little that no pixel is left is one pixel.
    assert!(rendered.png(0, 1e-9).is_ok());
    // 210 mm × 297 mm at one pixel to the millimetre.
    let narrow = engine(Limits::default().drawn_pixels(210 * 297));
    let rendered = narrow.render(&document).unwrap();
    assert!(rendered.png(0, 25.39).is_ok());
    refused(rendered.png(0, 25.5), "drawing-too-large", &["62370"]);
}

/// A sign-off that needs several compilations to share a page with text.
fn fitted() -> Document {
    let one =
        |lines: usize| data_with(&[("body", &format!("\"{}\"", "一二三四五六七八九十。\\n".repeat(lines)))]);
    let fits = |text: &String| {
        let rendered = ENGINE.render(&Document::from_toml(text).unwrap()).unwrap();
        rendered.diagnostics().iter().any(|found| found.code() == "fitted")
    };
    let text = (8..40).map(one).find(fits).expect("a body that needs fitting");
    Document::from_toml(&text).unwrap()
}

#[test]
fn time_that_is_over_is_an_error_and_never_another_page() {
    let document = Project::new().document().unwrap();
    refused(engine(Limits::default().time(Duration::ZERO)).render(&document), "timed-out", &["0"]);
    let document = fitted();
    let patient = ENGINE.render(&document).unwrap().pdf().unwrap();
    let limited = engine(Limits::default().time(Duration::from_secs(600)));
    assert!(limited.render(&document).unwrap().pdf().unwrap() == patient);
    // Wherever the time runs out, it is told, and no other pages come.
    for milliseconds in [1, 5, 20, 50, 100, 200, 400] {
        match engine(Limits::default().time(Duration::from_millis(milliseconds))).render(&document) {
            Ok(rendered) => assert!(rendered.pdf().unwrap() == patient),
            Err(failure) => refused(Err::<Rendered, _>(failure), "timed-out", &[]),
        }
    }
}

#[test]
fn the_cache_is_the_hosts_to_set_and_changes_no_byte() {
    let document = Project::new().document().unwrap();
    let wanted = ENGINE.render(&document).unwrap().pdf().unwrap();
    for cache in [Cache::Age(0), Cache::Age(100), Cache::Kept] {
        let engine = Engine::builder().bundled_fonts_only(true).cache(cache).build();
        for _ in 0..2 {
            assert!(engine.render(&document).unwrap().pdf().unwrap() == wanted, "{cache:?}");
            gongwen::trim_cache(0);
        }
    }
}

#[test]
fn a_face_that_was_read_stays_whatever_becomes_of_its_file() {
    let fonts = tempfile::tempdir().unwrap();
    let file = fonts.path().join("simfang.ttf");
    fs::write(&file, face_named_fangsong()).unwrap();
    let engine = Engine::builder().bundled_fonts_only(true).font_folder(fonts.path()).build();
    assert!(engine.fonts().iter().any(|face| face.path.as_deref() == Some(&file)));
    let document = Project::new().document().unwrap();
    let wanted = engine.render(&document).unwrap().pdf().unwrap();
    let same = || assert!(engine.render(&document).unwrap().pdf().unwrap() == wanted);
    fs::write(&file, &face_named_fangsong()[..1000]).unwrap();
    same();
    fs::write(&file, "another").unwrap();
    same();
    fs::remove_file(&file).unwrap();
    same();
    // An engine that is built now has never seen it.
    let later = Engine::builder().bundled_fonts_only(true).font_folder(fonts.path()).build();
    assert!(later.render(&document).unwrap().pdf().unwrap() != wanted);
}

#[test]
fn a_face_that_vanished_before_it_was_read_is_told() {
    for what in [None, Some(&b"no font"[..]), Some(&face_named_fangsong()[..2000])] {
        let fonts = tempfile::tempdir().unwrap();
        let file = fonts.path().join("mine.ttf");
        let mut face = face_named_fangsong();
        // Named like no official face, so that nobody reads it at once.
        let (old, new) = (b"FangSong_GB2312", b"MyOwnFace_Roman");
        while let Some(at) = face.windows(old.len()).position(|window| window == old) {
            face[at..at + old.len()].copy_from_slice(new);
        }
        let wide = |text: &[u8]| text.iter().flat_map(|byte| [0, *byte]).collect::<Vec<u8>>();
        let (old, new) = (wide(old), wide(new));
        while let Some(at) = face.windows(old.len()).position(|window| window == old) {
            face[at..at + old.len()].copy_from_slice(&new);
        }
        fs::write(&file, face).unwrap();
        let text = data_with(&[("fonts", "{ heiti = \"MyOwnFace_Roman\" }")]);
        let document = Document::from_toml(&text).unwrap();
        let build = || Engine::builder().bundled_fonts_only(true).font_folder(fonts.path()).build();
        assert!(build().render(&document).is_ok(), "the face is found while it is there");
        let engine = build();
        match what {
            None => fs::remove_file(&file).unwrap(),
            Some(bytes) => fs::write(&file, bytes).unwrap(),
        }
        eprintln!("{:?}", what.map(<[u8]>::len));
        refused(engine.render(&document), "font-not-found", &["MyOwnFace_Roman"]);
        // Who does not ask for it is served.
        assert!(engine.render(&Project::new().document().unwrap()).is_ok());
    }
}

/// A document whose body is a Typst fragment.
fn fragment(text: &str) -> Project {
    let project = Project::of(DATA.replace("body.txt", "body.typ"), "");
    fs::remove_file(project.path("body.txt")).unwrap();
    project.write("body.typ", text);
    project.write("old.pdf", "old");
    project
}

/// Hours of loops that need no memory.
const LOOP: &str = "#for a in range(10000) { for b in range(10000) { for c in range(1000) {} } }\n文。";
const BOMB: &str = "#{ let a = \"文\"; for i in range(40) { a = a + a }; a }";

/// Asserts that a run left the folder as it was.
#[track_caller]
fn untouched(project: &Project) {
    assert_eq!(project.files(), ["body.typ", "data.toml", "old.pdf"]);
    assert_eq!(project.read("old.pdf"), b"old");
}

#[test]
fn work_without_an_end_is_ended_in_time() {
    let project = fragment(LOOP);
    for more in [&["data.toml", "-o", "old.pdf"][..], &["check", "data.toml", "--report", "old.pdf"]] {
        let mut command = project.command();
        // The fonts' arguments come after the command's name.
        command = match more {
            ["check", ..] => {
                let mut bare = crate::support::program();
                bare.current_dir(project.folder()).args(more).args(["--fonts", "bundled"]);
                bare
            }
            _ => {
                command.args(more);
                command
            }
        };
        let run = Run::of(command.args(["--timeout", "0.5", "--message-format", "json"])).ends(1);
        let found: serde_json::Value = serde_json::from_str(run.stderr.trim()).unwrap();
        assert_eq!(found["code"], "timed-out");
        assert!(found["message"]["en"].as_str().unwrap().contains("0.5 s"));
        assert!(run.stdout.is_empty());
        untouched(&project);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn work_that_takes_all_memory_is_ended() {
    let project = fragment(BOMB);
    let run = project.render(["data.toml", "-o", "old.pdf", "--memory", "300", "--timeout", "300"]);
    run.ends(1).tells("over-memory");
    untouched(&project);
}

#[test]
fn work_within_its_limits_is_as_without_them() {
    let project = Project::new();
    let plain = project.render(["data.toml", "-o", "-"]).ends(0);
    let limited = project.render(["data.toml", "-o", "-", "--timeout", "300"]).ends(0);
    assert!(plain.stdout == limited.stdout && plain.stderr == limited.stderr);
    // Standard input goes through.
    let mut command = project.command();
    command.args(["-", "-o", "-", "--timeout", "300"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(DATA.as_bytes()).unwrap();
    let piped = child.wait_with_output().unwrap();
    assert!(piped.status.success() && piped.stdout == plain.stdout);
    // What the document or the caller got wrong has the same words and status.
    Project::of("title = ", BODY).render(["data.toml", "--timeout", "300"]).ends(1).tells("toml-syntax");
    project.render(["none.toml", "--timeout", "300"]).ends(2).tells("no-input");
    let out = project.render(["data.toml", "-o", "none/x.pdf", "--timeout", "300"]);
    out.ends(2).tells("no-such-folder");
    assert_eq!(project.made(), [""; 0]);
}

#[test]
fn limits_that_are_none_are_refused() {
    let project = Project::new();
    for limit in
        ["--timeout=0", "--timeout=-1", "--timeout=nan", "--timeout=inf", "--timeout=", "--timeout=1e9"]
    {
        let run = project.render(["data.toml", limit]).ends(2);
        assert!(run.stderr.contains("--timeout"), "{}", run.stderr);
    }
    for limit in ["--memory=0", "--memory=127", "--memory=-1", "--memory=much"] {
        let run = project.render(["data.toml", limit]).ends(2);
        assert!(run.stderr.contains("--memory"), "{}", run.stderr);
    }
    assert_eq!(project.made(), [""; 0]);
}

/// The child ends whenever the one who watches it does: at once, before it could look, or at work.
#[cfg(target_os = "linux")]
#[test]
fn nobody_works_on_when_the_one_who_watches_is_gone() {
    for at_work in [false, true] {
        let project = fragment(LOOP);
        let mut command = project.command();
        command.args(["data.toml", "-o", "old.pdf", "--timeout", "600"]).stderr(Stdio::piped());
        let mut parent = command.spawn().unwrap();
        if at_work {
            child_of(&mut parent);
        }
        let mut stderr = parent.stderr.take().unwrap();
        parent.kill().unwrap();
        parent.wait().unwrap();
        // The child has the pipe's other end: it is read to its end when nobody is left.
        std::io::Read::read_to_end(&mut stderr, &mut Vec::new()).unwrap();
        assert_eq!(project.read("old.pdf"), b"old");
        untouched(&project);
    }
}

/// A process that was started to be watched and is not any more does not take itself for the one who watches.
#[cfg(unix)]
#[test]
fn a_child_that_nobody_watches_ends_at_once() {
    let project = Project::new();
    // Process 1 has started none of ours.
    let mut command = project.command();
    command.env("RENDER_WATCHED_BY", "1").args(["data.toml", "-o", "x.pdf", "--timeout", "600"]);
    Run::of(&mut command).ends(2).tells("not-watched");
    assert_eq!(project.made(), [""; 0]);
    // Without limits nobody is to watch.
    let mut command = project.command();
    command.env("RENDER_WATCHED_BY", "1").args(["data.toml", "-o", "x.pdf"]);
    Run::of(&mut command).ends(0);
}

/// The processes that a process has started.
#[cfg(target_os = "linux")]
fn children_of(parent: u32) -> Vec<String> {
    let of = |entry: fs::DirEntry| {
        let status = fs::read_to_string(entry.path().join("status")).ok()?;
        let starter =
            status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse::<u32>().ok()?;
        (starter == parent).then(|| entry.file_name().to_string_lossy().into_owned())
    };
    fs::read_dir("/proc").unwrap().flatten().filter_map(of).collect()
}

/// The process that a process has started, when it has; it is waited for, however busy the machine is.
#[cfg(target_os = "linux")]
pub fn child_of(parent: &mut std::process::Child) -> String {
    loop {
        if let Some(child) = children_of(parent.id()).into_iter().next() {
            return child;
        }
        assert!(parent.try_wait().unwrap().is_none(), "it ended without a child");
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_that_falls_is_told_and_leaves_nothing() {
    let project = fragment(LOOP);
    let data = project.path("data.toml");
    let mut command = project.command();
    command.arg(&data).args(["-o", "old.pdf", "--timeout", "120"]);
    let mut parent = command.stderr(Stdio::piped()).spawn().unwrap();
    let child = child_of(&mut parent);
    // What it was writing when it fell.
    project.write(&format!(".render-{child}-half.tmp"), "half");
    assert!(std::process::Command::new("kill").args(["-KILL", &child]).status().unwrap().success());
    let output = parent.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("[internal-error]"), "{stderr}");
    untouched(&project);
}

#[test]
fn outputs_that_cannot_be_end_in_a_message_and_leave_the_old_file() {
    let project = Project::new();
    fs::create_dir(project.path("folder")).unwrap();
    project.write("old.pdf", "old");
    let long = format!("{}.pdf", "长".repeat(100));
    let before = project.files();
    for output in ["none/x.pdf", "folder.pdf/x.pdf", "old.pdf/x.pdf", &long, "a\u{0}.pdf"] {
        if output.contains('\0') {
            continue;
        }
        for limited in [&[][..], &["--timeout", "300"]] {
            let mut command = project.command();
            let code = if output.starts_with("none/") || output.starts_with("folder.pdf/") {
                "no-such-folder"
            } else {
                "write-failed"
            };
            Run::of(command.args(["data.toml", "-o", output]).args(limited)).ends(2).tells(code);
            assert_eq!(project.files(), before, "{output}");
        }
    }
    assert_eq!(project.read("old.pdf"), b"old");
}

/// library.md 1: each took from 20 s to minutes, and gigabytes. What is over its bound is told before it is built.
#[test]
fn texts_that_took_minutes_are_told_at_once() {
    let with = |format: &str, body: &str| {
        let data = serde_json::json!({
            "title": "关于甲的通知", "issuers": ["甲局"], "date": "2024-01-02",
            "body-format": format, "body": body,
        });
        Document::from_value(&data)
    };
    for nested in ["- ", "1. ", "> - "] {
        let failure = with("markdown", &(nested.repeat(100_000) + "甲")).unwrap_err();
        assert_eq!(failure.diagnostics()[0].code(), "too-deep", "{nested}");
    }
    let refused_by_engine = |document: &Document, says: &[&str]| {
        refused(ENGINE.render(document), "too-long", says);
    };
    refused_by_engine(&with("markdown", &"**字** ".repeat(30_000)).unwrap(), &["20000"]);
    refused_by_engine(&with("text", &"abc 一 ".repeat(10_000)).unwrap(), &["59999", "20000"]);
    let long = "字".repeat(9_999) + "\n";
    refused_by_engine(&with("text", &long.repeat(101)).unwrap(), &["1000000"]);
    let wide = engine(Limits::default().paragraph_characters(30_000));
    assert!(wide.render(&with("text", &"字".repeat(20_001)).unwrap()).is_ok());
}

#[test]
fn lines_that_are_no_toml_are_told_in_one_go() {
    let failure = Document::from_toml(&"a\n".repeat(200_000)).unwrap_err();
    assert!(failure.diagnostics().len() < 10, "{failure}");
    let prose = Document::from_toml(&"一行文字\n".repeat(100_000)).unwrap_err();
    assert!(prose.diagnostics().len() < 10, "{prose}");
    let one_line = format!("{}\n", "a b ".repeat(200_000));
    assert!(Document::from_toml(&one_line).is_err());
}

/// A request is no program.
#[test]
fn a_stream_brings_no_typst_unless_the_host_says_so() {
    let data = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-02\nbody-format = \"typst\"\nbody = '#let a = \"x\" * 9000000000000'\n";
    let stream = |reader: gongwen::DocumentReader| reader.read_stream("request", data.as_bytes());
    let failure = stream(Document::reader()).unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "fragment-refused");
    assert_eq!(failure.diagnostics()[0].place().unwrap().line_column().0, 5);
    assert!(stream(Document::reader().typst_fragments(true)).is_ok());
    let refused = Document::reader().typst_fragments(false).read_toml("data.toml", data).unwrap_err();
    assert_eq!(refused.diagnostics()[0].code(), "fragment-refused");
    assert!(Document::from_toml(data).is_ok());
}
