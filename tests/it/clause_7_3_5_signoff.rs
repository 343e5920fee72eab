//! 7.3.5 署名, 成文日期, 印章 and 签名章; 7.3.6 附注.

use gongwen::Rendered;
use gongwen::page::Line;
use gongwen::page::{Page, Rect};

use crate::sheet::{
    CELL, FOOT, LEFT, PITCH, RIGHT, TOLERANCE, all, blank_lines, centre, hanzi, middle, near, only, pictures,
    set,
};

/// A notice that ends a few lines down page 2, with what a test adds to it.
fn notice(more: &str) -> Rendered {
    set(&format!("title = \"关于做好有关工作的通知\"\nbody = \"{}。\"\n{more}", hanzi(560)))
}

/// The last line of text above the sign-off.
fn text_above(pages: &[Page]) -> Line {
    let mut lines = all(pages, "body");
    lines.extend(all(pages, "attachment-list"));
    lines.pop().expect("there is a text")
}

fn sealed(name: &str, more: &str) -> String {
    format!("issuers = [{{ name = \"{name}\" {more} }}]\ndate = 2024-01-30\nsealing = \"seal\"")
}

/// 7.3.5.1: date 4 字 from the right, organ on the line above, centred on it.
#[test]
fn sealed_organ_is_centred_on_a_date_four_characters_from_the_right() {
    for name in ["××市财政局", "××省发展和改革委员会", "××县"] {
        let pages = notice(&sealed(name, "")).pages().to_vec();
        let (organ, date) = (only(&pages, "organ"), only(&pages, "date"));
        assert_eq!(date.text(), "2024年1月30日");
        near(date.right(), RIGHT - 4.0 * CELL, "date's right");
        near(middle(&organ), middle(&date), "organ's middle");
        near(date.baseline - organ.baseline, PITCH, "date under organ");
    }
}

/// Practice: an organ too wide to be centred on that date stays in the type area; the date follows.
#[test]
fn sealed_organ_too_wide_stays_inside_and_the_date_follows() {
    for count in [16, 20, 24, 27] {
        let pages = notice(&sealed(&hanzi(count), "")).pages().to_vec();
        let (organ, date) = (only(&pages, "organ"), only(&pages, "date"));
        near(organ.right(), RIGHT, "organ's right");
        assert!(organ.left() >= LEFT - TOLERANCE);
        near(middle(&organ), middle(&date), "date's middle");
    }
}

/// The seal's place by the standard, whatever its diameter.
fn assert_seal(pages: &[Page], diameter: f64) {
    let seals = pictures(pages, "seal.0");
    assert_eq!(seals.len(), 1);
    let (page, rect) = (seals[0].0, seals[0].1.rect);
    let (organ, date) = (only(pages, "organ.0"), only(pages, "date"));
    let above = text_above(pages);
    assert_eq!((page, organ.page, date.page), (above.page, above.page, above.page));
    near(rect.width(), diameter, "seal's width");
    near(rect.height(), diameter, "seal's height");
    let (x, y) = centre(&rect);
    near(x, middle(&organ), "seal's centre over the organ");
    near(x, middle(&date), "seal's centre over the date");
    // 下压 both, which stand slightly below its centre.
    assert!(rect.top < organ.top() && rect.bottom > date.bottom(), "the seal covers organ and date");
    let below = (organ.top() + date.bottom()) / 2.0 - y;
    assert!(below > 1.0 && below < diameter / 4.0, "organ and date are {below:.2} mm under the centre");
    // 印章顶端应当上距正文（或附件说明）一行之内.
    let gap = rect.top - above.bottom();
    assert!((-0.01..=PITCH + 0.01).contains(&gap), "seal of {diameter}: {gap:.3} mm under the text");
}

#[test]
fn a_seal_presses_organ_and_date_within_a_line_of_the_text() {
    for diameter in [38, 40, 42, 45, 50, 58, 60] {
        let seal = format!(", seal = \"yangzhang.svg\", seal-diameter = {diameter}");
        let rendered = notice(&sealed("××市人民政府", &seal));
        assert_seal(rendered.pages(), f64::from(diameter));
        let listed = notice(&(sealed("××市人民政府", &seal) + "\nattachments = [\"实施方案\"]"));
        assert_seal(listed.pages(), f64::from(diameter));
    }
}

/// Without a picture the room for a stamp on paper is left: the lines stand where they would.
#[test]
fn room_for_a_seal_is_the_same_without_its_picture() {
    for diameter in [42, 60] {
        let bare = notice(&sealed("××市人民政府", &format!(", seal-diameter = {diameter}")));
        let seal = format!(", seal = \"yangzhang.svg\", seal-diameter = {diameter}");
        let stamped = notice(&sealed("××市人民政府", &seal));
        assert!(pictures(bare.pages(), "seal").is_empty());
        for part in ["organ", "date"] {
            let (a, b) = (only(bare.pages(), part), only(stamped.pages(), part));
            near(a.baseline, b.baseline, part);
            near(a.left(), b.left(), part);
        }
    }
}

fn joint(count: usize, diameter: usize) -> String {
    let names = ["教育厅", "公安厅", "财政厅", "水利厅", "司法厅", "民政厅", "审计厅"];
    let organs: Vec<String> = names[..count]
        .iter()
        .map(|name| {
            format!("{{ name = \"××省{name}\", seal = \"yangzhang.svg\", seal-diameter = {diameter} }}")
        })
        .collect();
    format!("issuers = [{}]\nmark-issuers = \"host\"\ndate = 2024-01-30", organs.join(", "))
}

/// 7.3.5.1, joint: one to one, in order, level, not touching, inside, the last on the date.
#[test]
fn joint_seals_stand_in_level_rows_of_at_most_three() {
    for (count, diameter) in (2..=7).map(|count| (count, 42)).chain([(3, 45), (4, 50), (5, 60)]) {
        let rendered = notice(&joint(count, diameter));
        let pages = rendered.pages();
        let mut seals: Vec<Rect> = Vec::new();
        for i in 0..count {
            let found = pictures(pages, &format!("seal.{i}"));
            assert_eq!(found.len(), 1, "seal {i} of {count}");
            let organ = only(pages, &format!("organ.{i}"));
            let rect = found[0].1.rect;
            assert_eq!(found[0].0, organ.page);
            near(rect.width(), diameter as f64, "seal's width");
            near(centre(&rect).0, middle(&organ), "seal's centre over its organ");
            assert!(rect.top < organ.top() && rect.bottom > organ.bottom());
            // 居中下压发文机关署名.
            let below = organ.top() + CELL / 2.0 - centre(&rect).1;
            assert!((-0.5..diameter as f64 / 4.0).contains(&below), "organ {below:.2} mm under the centre");
            assert!(rect.left >= LEFT - 0.01 && rect.right <= RIGHT + 0.01, "seal {i} of {count}: {rect:?}");
            seals.push(rect);
        }
        let rows: Vec<Vec<Rect>> = in_rows(&seals);
        assert!(rows.iter().all(|row| row.len() <= 3), "{count} seals stand in {rows:?}");
        for (i, a) in seals.iter().enumerate() {
            for b in &seals[..i] {
                let (x, y) = ((centre(a).0 - centre(b).0).abs(), (centre(a).1 - centre(b).1).abs());
                assert!(x.hypot(y) >= diameter as f64 + 3.0 - 0.01, "{count} seals: {a:?} {b:?}");
            }
        }
        let (last, date) = (seals[count - 1], only(pages, "date"));
        near(centre(&last).0, middle(&date), "the last seal over the date");
        assert!(last.bottom > date.bottom() && last.top < date.top());
        // 右空四字, unless the row of seals would leave the type area: then the date gives way.
        let (step, width) = (diameter as f64 + 3.0, date.right() - date.left());
        let in_row = count.min((159.0 / step) as usize).min(3);
        let pushed = LEFT + diameter as f64 / 2.0 + (in_row - 1) as f64 * step + width / 2.0;
        near(date.right(), pushed.max(RIGHT - 4.0 * CELL), &format!("date's right of {count} × {diameter}"));
        // Only the first row is near the text; it may stand on a page of its own with text.
        let above = text_above(pages);
        if only(pages, "organ.0").page == above.page {
            let gap = seals[0].top - above.bottom();
            assert!((-0.01..=PITCH + 0.01).contains(&gap), "{count} seals: {gap:.3} mm under the text");
        }
    }
}

/// Seals in reading order, row by row; what follows another must stand right of it or begin a row.
fn in_rows(seals: &[Rect]) -> Vec<Vec<Rect>> {
    let mut rows: Vec<Vec<Rect>> = Vec::new();
    for seal in seals {
        match rows.last_mut() {
            Some(row) if (centre(&row[0]).1 - centre(seal).1).abs() < 0.01 => {
                assert!(centre(seal).0 > centre(&row[row.len() - 1]).0, "order in the row");
                row.push(*seal);
            }
            Some(row) => {
                assert!(centre(seal).1 > centre(&row[0]).1, "rows go down");
                rows.push(vec![*seal]);
            }
            None => rows.push(vec![*seal]),
        }
    }
    rows
}

/// 7.3.5.2 by its two branches; widths in 字, measured, digits half-width.
#[test]
fn unsealed_organ_and_date_follow_the_two_branches() {
    // (organ's characters, date, date's width, organ's right indent)
    let cases = [
        (6, "2023-10-25", 7.0, 5.0), // 国务院办公厅: d > s
        (21, "2024-01-30", 6.5, 2.0),
        (9, "2023-10-25", 7.0, 2.0), // exactly 2 字 left of the edge
        // The grey zone s − 2 < d ≤ s: the date keeps 2 字 too.
        (8, "2023-10-25", 7.0, 3.0),
        (7, "2023-10-25", 7.0, 4.0),
        (4, "2024-01-01", 6.0, 6.0),
        (8, "2024-01-30", 6.5, 2.5),
    ];
    for (characters, date, width, indent) in cases {
        let name = if characters == 6 { "国务院办公厅".to_owned() } else { hanzi(characters) };
        let rendered = notice(&format!("issuers = [\"{name}\"]\ndate = {date}\nsealing = \"none\""));
        let pages = rendered.pages();
        let (organ, date) = (only(pages, "organ"), only(pages, "date"));
        near(date.right() - date.left(), width * CELL, "date's width");
        near(organ.right(), RIGHT - indent * CELL, &format!("right of {name}"));
        near(date.left() - organ.left(), 2.0 * CELL, "date begins 2 字 right of the organ");
        assert!(date.right() <= RIGHT - 2.0 * CELL + TOLERANCE);
        near(date.baseline - organ.baseline, PITCH, "date under organ");
        near(organ.top() - text_above(pages).bottom(), blank_lines(1), "one blank line above");
    }
}

#[test]
fn unsealed_joint_organs_go_down_from_the_host() {
    let rendered = notice(
        "issuers = [\"××市公安局\", \"××市交通运输局\", \"××市城市管理局\"]\nmark-issuers = \"host\"\n\
         date = 2024-01-30\nsealing = \"none\"",
    );
    let pages = rendered.pages();
    let organs: Vec<Line> = (0..3).map(|i| only(pages, &format!("organ.{i}"))).collect();
    let date = only(pages, "date");
    near(organs[0].top() - text_above(pages).bottom(), blank_lines(1), "one blank line above");
    for pair in organs.windows(2) {
        near(pair[1].baseline - pair[0].baseline, PITCH, "organ under organ");
        near(pair[1].left(), pair[0].left(), "organs' left edge");
    }
    near(date.baseline - organs[2].baseline, PITCH, "date under the last organ");
    near(date.left() - organs[0].left(), 2.0 * CELL, "date begins 2 字 right of the organs");
    near(date.right(), RIGHT - 2.0 * CELL, "date's right: the grey zone");
}

/// 7.3.5.3 without a stamp's picture: the name in 楷体.
#[test]
fn signature_in_type() {
    let rendered = notice(
        "issuers = [\"××省人民政府\"]\ndate = 2024-01-30\nsignature = { title = \"省长\", name = \"李××\" }",
    );
    let pages = rendered.pages();
    let (title, name, date) = (only(pages, "signer-title"), only(pages, "signature"), only(pages, "date"));
    assert_eq!((title.text().as_str(), name.text().as_str()), ("省长", "李××"));
    assert!(name.runs.iter().any(|run| run.family.contains("kaiti")), "{}", name.runs[0].family);
    near(name.right(), RIGHT - 4.0 * CELL, "stamp's right");
    near(name.left() - title.right(), 2.0 * CELL, "title left of the stamp");
    near(title.baseline, name.baseline, "title beside the stamp");
    near(name.top() - text_above(pages).bottom(), blank_lines(2), "two blank lines above");
    near(date.top() - name.bottom(), blank_lines(1), "one blank line above the date");
    near(date.right(), RIGHT - 4.0 * CELL, "date's right");
    assert!(all(pages, "organ").is_empty(), "a signature stands for the organ");
}

/// 7.3.5.3 with the stamp's picture.
#[test]
fn signature_stamp() {
    let rendered = notice(
        "issuers = [\"××省人民政府\"]\ndate = 2024-01-30\n\
         signature = { title = \"省长\", name = \"×××\", image = \"qianmingzhang.svg\" }",
    );
    let pages = rendered.pages();
    let stamps = pictures(pages, "signature.0");
    assert_eq!(stamps.len(), 1);
    let stamp = stamps[0].1.rect;
    let (title, date) = (only(pages, "signer-title"), only(pages, "date"));
    near(stamp.right, RIGHT - 4.0 * CELL, "stamp's right");
    near(stamp.width() / stamp.height(), 40.0 / 16.0, "the stamp keeps its shape");
    near(stamp.left - title.right(), 2.0 * CELL, "title left of the stamp");
    near((title.top() + title.bottom()) / 2.0, centre(&stamp).1, "title at the stamp's middle");
    near(stamp.top - text_above(pages).bottom(), blank_lines(2), "two blank lines above");
    near(date.top() - stamp.bottom, blank_lines(1), "one blank line above the date");
    near(date.right(), RIGHT - 4.0 * CELL, "date's right");
}

/// 7.3.5.3, joint: one a row, aligned with the host's.
#[test]
fn joint_signatures_go_down_aligned() {
    for image in ["", ", image = \"qianmingzhang.svg\""] {
        let signatures: Vec<String> = ["部长", "部长", "主任"]
            .iter()
            .map(|title| format!("{{ title = \"{title}\", name = \"×××\"{image} }}"))
            .collect();
        let rendered = notice(&format!(
            "issuers = [\"甲部\", \"乙部\", \"丙委\"]\nmark-issuers = \"host\"\ndate = 2024-01-30\nsignature = [{}]",
            signatures.join(", ")
        ));
        let pages = rendered.pages();
        let titles: Vec<Line> = (0..3).map(|i| only(pages, &format!("signer-title.{i}"))).collect();
        let stamps: Vec<Rect> = (0..3)
            .map(|i| match pictures(pages, &format!("signature.{i}")).first() {
                Some((_, picture)) => picture.rect,
                None => em_box(&only(pages, &format!("signature.{i}"))),
            })
            .collect();
        near(stamps[0].top - text_above(pages).bottom(), blank_lines(2), "two blank lines above");
        for (title, stamp) in titles.iter().zip(&stamps) {
            near(stamp.right, RIGHT - 4.0 * CELL, "stamp's right");
            near(stamp.left - title.right(), 2.0 * CELL, "title left of the stamp");
            near((title.top() + title.bottom()) / 2.0, centre(stamp).1, "title at the stamp's middle");
        }
        assert!(
            stamps.windows(2).all(|pair| pair[1].top >= pair[0].bottom - 0.01),
            "one a row, none over another"
        );
        let date = only(pages, "date");
        near(date.top() - stamps[2].bottom, blank_lines(1), "one blank line above the date");
        near(date.right(), RIGHT - 4.0 * CELL, "date's right");
    }
}

fn em_box(line: &Line) -> Rect {
    Rect { left: line.left(), top: line.top(), right: line.right(), bottom: line.bottom() }
}

/// 7.3.6: on the line below the date, 2 字 in, in brackets.
#[test]
fn note_stands_in_brackets_below_the_date() {
    let sealings =
        ["sealing = \"seal\"", "sealing = \"none\"", "signature = { title = \"局长\", name = \"×××\" }"];
    for (sealing, written) in
        sealings.iter().flat_map(|sealing| [(sealing, "此件公开发布"), (sealing, "（联系人：×××）")])
    {
        let rendered = notice(&format!(
            "issuers = [\"××市财政局\"]\ndate = 2024-01-30\n{sealing}\nnote = \"{written}\""
        ));
        let pages = rendered.pages();
        let (date, note) = (only(pages, "date"), only(pages, "note"));
        assert_eq!(note.text(), format!("（{}）", written.trim_matches(['（', '）'])));
        near(note.baseline - date.baseline, PITCH, "note on the line below the date");
        near(note.left(), LEFT + 2.0 * CELL, "note's indent");
        assert_eq!(note.page, date.page);
    }
    // A long note goes on at the edge, and stays with the date.
    let rendered =
        notice(&format!("issuers = [\"××市财政局\"]\ndate = 2024-01-30\nnote = \"{}\"", hanzi(60)));
    let lines = all(rendered.pages(), "note");
    assert_eq!(lines.len(), 3);
    near(lines[1].left(), LEFT, "continuation's left");
    assert!(lines.iter().all(|line| line.bottom() <= FOOT + TOLERANCE && line.right() <= RIGHT + TOLERANCE));
}
