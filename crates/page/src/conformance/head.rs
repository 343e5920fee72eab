//! 7.2 版头, and the heads of 10.1, 10.2, 10.3.

use super::{
    CELL, Line, PAPER, PITCH, Part, Role, SIZE_3, Sheets, Strength, Taken, Target, Unit, blank_lines, middle,
    must,
};
use crate::document::Format;
use crate::geometry::{Colour, Rect};

const MARGINS: &[&str] = &["margins"];

pub(super) fn check(sheets: &mut Sheets<'_>) {
    notices(sheets);
    corner(sheets);
    mark(sheets);
    joint_mark(sheets);
    number_and_signers(sheets);
    telegram(sheets);
    rules(sheets);
}

fn notices(sheets: &mut Sheets<'_>) {
    let given = [
        (Part::CopyNumber, "7.2.1", "份号的行", "row of the copy number"),
        (Part::Classification, "7.2.2", "密级的行", "row of the classification"),
        (Part::Urgency, "7.2.3", "紧急程度的行", "row of the urgency"),
    ];
    let there: Vec<_> = given.into_iter().filter_map(|entry| Some((entry, sheets.first(entry.0)?))).collect();
    let letter = sheets.document.format == Format::Letter;
    // 10.1: under the upper rule, 7/8 of a character from it.
    let rule = sheets.shapes(Part::UpperRule).iter().map(|(_, shape)| shape.rect.bottom).fold(0.0, f64::max);
    let first = if letter { rule + CELL * 7.0 / 8.0 } else { sheets.area.top };
    for (row, ((_, clause, zh, en), line)) in there.into_iter().enumerate() {
        let wanted = first + row as f64 * PITCH;
        sheets.near(must(clause, zh, en).unless(MARGINS), wanted, 0.3, vec![Taken::at(line.top(), &line)]);
        let asked = must(clause, "顶格", "flush left").unless(MARGINS);
        sheets.near(asked, sheets.area.left, 0.3, vec![Taken::at(line.left(), &line)]);
    }
    let heiti = (
        must("7.2.2", "密级字体", "face of the classification").strength(Strength::General),
        must("7.2.2", "密级字号", "size of the classification"),
    );
    sheets.type_of(heiti, Part::Classification, &[Role::Heiti], SIZE_3);
    let heiti = (
        must("7.2.3", "紧急程度字体", "face of the urgency").strength(Strength::General),
        must("7.2.3", "紧急程度字号", "size of the urgency"),
    );
    sheets.type_of(heiti, Part::Urgency, &[Role::Heiti], SIZE_3);
}

/// 右上标注: practice, the standard is silent. It ends where the type area does.
fn corner(sheets: &mut Sheets<'_>) {
    let rights = sheets.all(Part::Corner).iter().map(|line| Taken::at(line.right(), line)).collect();
    let asked = must("7.2.1", "右上标注右齐", "the corner's words flush right").strength(Strength::Practice);
    sheets.near(asked.unless(MARGINS), sheets.area.right, 0.3, rights);
}

fn mark(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::Mark);
    let Some(first) = lines.first() else { return };
    // A face that is not in a file has no ink to be measured.
    let ink = sheets.ink(Part::Mark);
    let at = |value: f64| {
        let (page, place) = ink.as_ref().map_or((first.page, None), |ink| (ink.page, ink.place));
        vec![Taken { value, page, place }]
    };
    let (clause, top) = match sheets.document.format {
        Format::Letter => ("10.1", 30.0),
        Format::Order => ("10.2", sheets.area.top + 20.0),
        Format::Minutes | Format::Briefing => ("10.3", sheets.area.top + 35.0),
        Format::Telegram => ("7.2.4", sheets.area.top + 20.0),
        _ => ("7.2.4", sheets.area.top + 35.0),
    };
    if let Some(ink) = &ink {
        let asked = must(clause, "标志上边缘", "top of the mark's ink").unless(MARGINS);
        // The heads of briefings and telegrams are practice.
        let usual = matches!(sheets.document.format, Format::Briefing | Format::Telegram);
        let asked = if usual { asked.strength(Strength::Practice) } else { asked };
        sheets.near(asked, top, 0.3, at(ink.value.top));
    }
    let left = lines.iter().map(super::Line::left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(super::Line::right).fold(0.0, f64::max);
    let asked = must("7.2.4", "标志居中", "middle of the mark").unless(MARGINS);
    sheets.near(asked, sheets.middle(), 0.5, at(f64::midpoint(left, right)));
    if let Some(ink) = &ink {
        let asked = must("7.2.4", "标志宽", "width of the mark").strength(Strength::Practice).unless(MARGINS);
        sheets.number(asked, Unit::Mm, Target::Between(0.0, 156.3), at(ink.value.width()));
        let high = lines.iter().filter_map(super::Line::ink).map(|ink| ink.height()).fold(0.0, f64::max);
        let asked = must("7.2.4", "标志字高", "height of the mark");
        let asked = asked.strength(Strength::Practice).unless(&["mark-size"]);
        sheets.number(asked, Unit::Mm, Target::Between(0.0, 22.1), at(high));
    }
    let runs = sheets.runs(Part::Mark);
    let asked = must("7.2.4", "标志颜色", "colour of the mark").unless(&["red"]);
    sheets.words_of(asked, &["红"], &runs, |run| said(&run.colour));
    let asked = must("7.2.4", "标志字体", "face of the mark").strength(Strength::Recommended);
    sheets.faces_of(asked, &[Role::Biaosong], &runs);
}

/// Practice for joint marks: names stand clear of each other and of 文件.
fn joint_mark(sheets: &mut Sheets<'_>) {
    let names = sheets.all(Part::MarkName);
    let inks: Vec<(Rect, &Line)> = names.iter().filter_map(|line| Some((line.ink()?, line))).collect();
    let apart = inks.windows(2).map(|pair| Taken::at(pair[1].0.top - pair[0].0.bottom, pair[1].1)).collect();
    let asked = must("7.2.4", "联合标志各行间距", "between the names of a joint mark");
    sheets.number(asked.strength(Strength::Practice), Unit::Mm, Target::Between(0.5, 12.0), apart);
    let Some(word) = sheets.first(Part::MarkWord) else { return };
    let right = inks.iter().map(|(ink, _)| ink.right).reduce(f64::max);
    let Some((right, ink)) = right.zip(word.ink()) else { return };
    let asked = must("7.2.4", "机关名称与“文件”的间距", "between the names and 文件");
    let target = Target::Between(0.2 * ink.height(), ink.height());
    let gap = vec![Taken::at(ink.left - right, &word)];
    sheets.number(asked.strength(Strength::Practice), Unit::Mm, target, gap);
}

/// 7.2.6: two names a row; a 字 between them is practice.
fn names_in_rows(sheets: &mut Sheets<'_>, names: &[Line]) {
    let rows: Vec<Vec<(f64, f64)>> = names.iter().map(columns).collect();
    let counts = rows.iter().zip(names).map(|(row, line)| Taken::at(row.len() as f64, line)).collect();
    let asked = must("7.2.6", "每行签发人数", "signers in a row").strength(Strength::General);
    sheets.number(asked.unless(&["signers-closer"]), Unit::Count, Target::Between(1.0, 2.0), counts);
    let first = rows.iter().filter_map(|row| row.first()).map(|(_, right)| *right).fold(0.0, f64::max);
    let second = rows.iter().filter_map(|row| row.get(1)).map(|(left, _)| *left).reduce(f64::min);
    let gap = second.map(|second| Taken::at(second - first, &names[0]));
    let asked = must("7.2.6", "签发人姓名间空一字", "a 字 between the signers' names");
    sheets.near(asked.strength(Strength::Practice), CELL, 0.3, gap.into_iter().collect());
}

/// The stretches of a line without a gap of half a 字 between characters: where each begins and ends.
fn columns(line: &Line) -> Vec<(f64, f64)> {
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
        let end = glyph.x + glyph.advance;
        match columns.last_mut() {
            Some((_, right)) if glyph.x - *right < CELL / 2.0 => *right = end,
            _ => columns.push((glyph.x, end)),
        }
    }
    columns
}

pub(super) fn said(colour: &Colour) -> String {
    let red = matches!(*colour, Colour::Rgb(255, 0, 0))
        || matches!(*colour, Colour::Cmyk(c, m, y, k) if c == 0.0 && k == 0.0 && (m - 0.8).abs() < 0.01 && (y - 0.8).abs() < 0.01);
    if red { "红" } else { "其他" }.to_owned()
}

fn number_and_signers(sheets: &mut Sheets<'_>) {
    let Some(number) = sheets.first(Part::Number) else { return };
    let mark = sheets.ink(Part::Mark);
    let names = sheets.all(Part::Signer);
    let format = sheets.document.format;
    let at = |value: f64| vec![Taken::at(value, &number)];
    if format == Format::Letter {
        let asked = must("10.1", "发文字号右边", "right end of the number").unless(MARGINS);
        sheets.near(asked, sheets.area.right, 0.3, at(number.right()));
        let rule =
            sheets.shapes(Part::UpperRule).iter().map(|(_, shape)| shape.rect.bottom).fold(0.0, f64::max);
        let asked = must("10.1", "发文字号与双线的距离", "from the double rule to the number");
        sheets.near(asked, CELL * 7.0 / 8.0, 0.2, at(number.top() - rule));
        return;
    }
    if format == Format::Plain {
        let asked = must("7.2.5", "发文字号右齐", "number flush right").strength(Strength::Practice);
        sheets.near(asked.unless(MARGINS), sheets.area.right, 0.3, at(number.right()));
        if let Some(above) = sheets.title_foot(&[Part::Number]).filter(|_| number.page == 1) {
            let asked = must("7.2.5", "发文字号在标题下一行", "number on the row under the title");
            let asked = asked.strength(Strength::Practice).unless(&["lines-per-page", "fitted"]);
            sheets.near(asked, PITCH - CELL, 0.3, at(number.top() - above));
        }
        number_type(sheets);
        return;
    }
    if format == Format::Telegram {
        let asked =
            must("7.2.5", "发文字号右空一字", "number, 1 字 from the right").strength(Strength::Practice);
        // 机发号 on its row has that place.
        let beside =
            sheets.first(Part::DispatchNumber).filter(|line| (line.baseline - number.baseline).abs() < 1.0);
        if beside.is_none() {
            sheets.near(asked.unless(MARGINS), sheets.area.right - CELL, 0.3, at(number.right()));
        }
        number_type(sheets);
        return;
    }
    let first_row = names.first().map_or(number.top(), super::Line::top);
    if let Some(mark) = &mark {
        let clause = if format == Format::Order { "10.2" } else { "7.2.5" };
        let asked = must(clause, "标志下空二行", "two blank lines under the mark");
        sheets.number(asked, Unit::Mm, blank_lines(2.0), at(first_row - mark.value.bottom));
    }
    if names.is_empty() {
        let asked = must("7.2.5", "发文字号居中", "middle of the number").unless(MARGINS);
        sheets.near(asked, sheets.middle(), 0.3, at(middle(&number)));
    } else {
        let asked = must("7.2.5", "发文字号左空一字", "number, 1 字 from the left").unless(MARGINS);
        sheets.near(asked, sheets.area.left + CELL, 0.3, at(number.left()));
        let right = names.iter().map(super::Line::right).fold(0.0, f64::max);
        let asked = must("7.2.6", "签发人右空一字", "signers, 1 字 from the right").unless(MARGINS);
        sheets.near(asked, sheets.area.right - CELL, 0.3, vec![Taken::at(right, &names[0])]);
        let last = names.last().map_or(number.baseline, |line| line.baseline);
        let asked = must("7.2.6", "与最后签发人同行", "number on the last signers' row");
        sheets.near(asked, last, 0.1, at(number.baseline));
        let asked = (
            must("7.2.6", "签发人姓名字体", "face of the signers' names"),
            must("7.2.6", "签发人姓名字号", "size of the signers' names"),
        );
        sheets.type_of(asked, Part::Signer, &[Role::Kaiti], SIZE_3);
        names_in_rows(sheets, &names);
        let pitches = names.windows(2).filter(|pair| pair[1].baseline - pair[0].baseline > 1.0);
        let pitches = pitches.map(|pair| Taken::at(pair[1].baseline - pair[0].baseline, &pair[1])).collect();
        sheets.near(must("7.2.6", "签发人行距", "pitch of the signers' rows"), PITCH, 0.2, pitches);
    }
    number_type(sheets);
}

/// 明电: practice, the standard is silent. 发往 or 发电单位 and 签批盖章 two blank lines under the mark, 等级 and the number a row
/// under them, a thin rule between.
fn telegram(sheets: &mut Sheets<'_>) {
    let sender = sheets.all(Part::Sender).to_vec();
    let sent = if sender.is_empty() { sheets.all(Part::SentTo).to_vec() } else { sender };
    let (Some(first), Some(degree)) = (sent.first(), sheets.first(Part::Degree)) else { return };
    let practice = |zh, en| must("7.2.4", zh, en).strength(Strength::Practice);
    let mark = sheets.ink(Part::Mark).map(|ink| ink.value.bottom);
    if let Some(mark) = mark {
        let gap = vec![Taken::at(first.top() - mark, first)];
        sheets.number(
            practice("标志下空二行", "two blank lines under the mark"),
            Unit::Mm,
            blank_lines(2.0),
            gap,
        );
    }
    for (zh, en, line) in [
        ("发往或发电单位左空一字", "whom it goes to or who sends it, 1 字 from the left", first),
        ("等级左空一字", "the degree of urgency, 1 字 from the left", &degree),
    ] {
        let left = vec![Taken::at(line.left(), line)];
        sheets.near(practice(zh, en).unless(MARGINS), sheets.area.left + CELL, 0.3, left);
    }
    let level = sheets.first(Part::SignerLabel).map(|label| Taken::at(label.baseline, &label));
    let asked = practice(
        "签批盖章与发往或发电单位同行",
        "the approval on the row of whom it goes to or who sends it",
    );
    sheets.near(asked, first.baseline, 0.1, level.into_iter().collect());
    let level = sheets.first(Part::Number).map(|number| Taken::at(number.baseline, &number));
    let asked = practice("发文字号与等级同行", "the number on the row of the degree");
    sheets.near(asked, degree.baseline, 0.1, level.into_iter().collect());
    let right = sheets.first(Part::DispatchNumber).map(|number| Taken::at(number.right(), &number));
    let asked = practice("机发号右空一字", "the room's number, 1 字 from the right").unless(MARGINS);
    sheets.near(asked, sheets.area.right - CELL, 0.3, right.into_iter().collect());
    let signers = sheets.all(Part::Signer).to_vec();
    let foot = sent.iter().chain(&signers).map(Line::bottom).fold(0.0, f64::max);
    let rule = sheets.shapes(Part::TelegramRule).first().map(|(page, shape)| (*page, shape.rect));
    let Some((page, rule)) = rule else { return };
    let at = |value: f64| vec![Taken { value, page, place: Some(rule) }];
    let half = (PITCH - CELL) / 2.0;
    let asked = practice("细线在两行之间", "the thin rule between the rows");
    sheets.near(asked, half, 0.3, at(f64::midpoint(rule.top, rule.bottom) - foot));
    sheets.near(practice("细线粗", "thickness of the thin rule"), 0.25, 0.02, at(rule.height()));
}

fn number_type(sheets: &mut Sheets<'_>) {
    let asked = (
        must("7.2.5", "发文字号字体", "face of the number"),
        must("7.2.5", "发文字号字号", "size of the number"),
    );
    sheets.type_of(asked, Part::Number, &[Role::Fangsong, Role::Latin], SIZE_3);
}

fn rules(sheets: &mut Sheets<'_>) {
    let red = sheets.shapes(Part::RedRule).first().map(|(page, shape)| (*page, (*shape).clone()));
    if let Some((page, rule)) = red {
        let at = |value: f64| vec![Taken { value, page, place: Some(rule.rect) }];
        let above = [Part::Number, Part::Degree, Part::DispatchNumber, Part::ImprintOrgan, Part::ImprintDate];
        let above = above.iter().filter_map(|part| sheets.first(*part)).map(|line| line.bottom());
        let above = above.fold(0.0, f64::max);
        if above > 0.0 {
            let asked = must("7.2.7", "红线距发文字号", "from the number to the red rule");
            sheets.near(asked, 4.0, 0.15, at(rule.rect.top - above));
        }
        let asked = must("7.2.7", "红线宽", "width of the red rule").unless(MARGINS);
        sheets.near(asked, 156.0, 0.3, at(rule.rect.width()));
        let asked = must("7.2.7", "红线粗", "thickness of the red rule");
        let asked = asked.strength(Strength::Practice).unless(&["rule-thickness"]);
        sheets.near(asked, 0.35, 0.02, at(rule.rect.height()));
        let colour = vec![Taken { value: said(&rule.colour), page, place: Some(rule.rect) }];
        sheets.words(must("7.2.7", "红线颜色", "colour of the red rule").unless(&["red"]), &["红"], colour);
    }
    if sheets.document.format == Format::Letter {
        double_rules(sheets);
    }
}

/// 10.1: 170 mm, the upper 4 mm under the mark, thick above thin; the lower 20 mm from the page's foot.
fn double_rules(sheets: &mut Sheets<'_>) {
    let of = |name: Part| -> Vec<(usize, Rect)> {
        let mut rules: Vec<_> = sheets.shapes(name).iter().map(|(page, shape)| (*page, shape.rect)).collect();
        rules.sort_by(|(_, a), (_, b)| a.top.total_cmp(&b.top));
        rules
    };
    let (upper, lower) = (of(Part::UpperRule), of(Part::LowerRule));
    let taken = |(page, rect): &(usize, Rect), value: f64| Taken { value, page: *page, place: Some(*rect) };
    let both: Vec<_> = upper.iter().chain(&lower).collect();
    let wide = both.iter().map(|rule| taken(rule, rule.1.width())).collect();
    sheets.near(must("10.1", "双线长", "length of the double rules"), 170.0, 0.3, wide);
    let middles = both.iter().map(|rule| taken(rule, f64::midpoint(rule.1.left, rule.1.right))).collect();
    sheets.near(must("10.1", "双线居中", "middle of the double rules"), 105.0, 0.3, middles);
    let mark = sheets.ink(Part::Mark).map(|ink| ink.value.bottom);
    if let (Some(mark), [thick, thin]) = (mark, &upper[..]) {
        let asked = must("10.1", "上双线距标志", "from the mark to the upper rule");
        sheets.near(asked, 4.0, 0.2, vec![taken(thick, thick.1.top - mark)]);
        let gap = taken(thin, thin.1.top - thick.1.bottom);
        let asked = must("10.1", "双线间距", "between the two lines of the upper rule");
        sheets.number(asked.strength(Strength::Practice), Unit::Mm, Target::Between(0.2, 1.0), vec![gap]);
        let asked = must("10.1", "上双线上粗下细", "upper rule: thick above thin");
        let more = taken(thick, thick.1.height() - thin.1.height());
        sheets.number(asked, Unit::Mm, Target::Between(0.05, 2.0), vec![more]);
    }
    if let [thin, thick] = &lower[..] {
        let asked = must("10.1", "下双线距下页边", "from the lower rule to the page's foot");
        sheets.near(asked, 20.0, 0.3, vec![taken(thick, PAPER.1 - thick.1.bottom)]);
        let asked = must("10.1", "下双线上细下粗", "lower rule: thin above thick");
        let more = taken(thick, thick.1.height() - thin.1.height());
        sheets.number(asked, Unit::Mm, Target::Between(0.05, 2.0), vec![more]);
    }
}
