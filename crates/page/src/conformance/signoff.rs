//! 7.3.5 发文机关署名, 成文日期, 印章; 7.3.6 附注.

use super::super::{SIGNOFF, TEXT, report};
use super::{
    CELL, Line, PITCH, Part, Sheets, Strength, Taken, Target, Unit, blank_lines_between, em_box, middle,
    must, part_lines,
};
use crate::document::{Format, Sealing};

const MARGINS: &[&str] = &["margins", "binding"];

pub(super) fn check(sheets: &mut Sheets<'_>) {
    let date = sheets.first(Part::Date);
    let organs = sheets.all(Part::Organ);
    if let Some(date) = date.filter(|date| !date.text().is_empty()) {
        match sheets.document.sealing {
            Sealing::Seal => sealed(sheets, &date),
            Sealing::None if !organs.is_empty() => unsealed(sheets, &date, &organs),
            Sealing::None => {}
            Sealing::Signature => signed(sheets, &date),
        }
        if !sheets.document.open_date {
            date_form(sheets, &date);
        }
    }
    parties(sheets);
    seals(sheets);
    together(sheets);
    note(sheets);
    postscript(sheets);
}

/// Those who sign an agreement stand level where two share a row: practice, the standard is silent.
fn parties(sheets: &mut Sheets<'_>) {
    let firsts: Vec<Line> = (0..).map_while(|party| sheets.first(Part::Party.at(party))).collect();
    let Some(first) = firsts.first() else { return };
    let practice = |zh, en| must("7.3.5", zh, en).strength(Strength::Practice);
    if let Some(above) = sheets.text_above(first.page, first.top()) {
        let asked =
            practice("正文下空一行", "one blank line under the text").unless(&["fitted", "lines-per-page"]);
        let gap = vec![Taken::at(first.top() - above.bottom, first)];
        sheets.number(asked, Unit::Mm, above.blank_lines(1.0), gap);
    }
    // What begins in the right half shares the row of the one before.
    let middle = sheets.middle();
    let beside = |line: &Line| line.left() > middle;
    let level = firsts.windows(2).filter(|pair| beside(&pair[1]));
    let level = level.map(|pair| Taken::at(pair[1].top() - pair[0].top(), &pair[1])).collect();
    sheets.near(practice("各方并排齐平", "parties of a row level"), 0.0, 0.2, level);
    let lefts = firsts.iter().filter(|line| !beside(line)).map(|line| Taken::at(line.left(), line)).collect();
    let asked = practice("各方左起顶格", "the first party of a row flush left").unless(MARGINS);
    sheets.near(asked, sheets.area.left, 0.3, lefts);
}

fn sealed(sheets: &mut Sheets<'_>, date: &Line) {
    let last = Part::Organ.at(sheets.document.issuers.saturating_sub(1));
    // A long name has several lines.
    let lines = sheets.all(last);
    let Some(organ) = lines.last() else { return };
    let (left, right) = extent(&lines);
    let at = |value: f64| vec![Taken::at(value, date)];
    let asked = must("7.3.5.1", "署名居中于成文日期", "organ centred on the date");
    sheets.near(asked.strength(Strength::General), 0.0, 0.3, at(f64::midpoint(left, right) - middle(date)));
    let asked = must("7.3.5.1", "成文日期在署名下一行", "date on the line under the organ")
        .unless(&["lines-per-page"]);
    sheets.near(asked, PITCH, 0.3, at(date.baseline - organ.baseline));
    // An organ too wide for that stays inside the type area and the date follows it.
    let wide = right - left > date.right() - date.left() + 8.0 * CELL - 0.5;
    // So does a date whose seal would leave it.
    let half = report::seals(sheets.pages).iter().map(|seal| seal.diameter / 2.0).fold(0.0, f64::max);
    let wide = wide || half > 4.0 * CELL + (date.right() - date.left()) / 2.0 - 0.5;
    if !wide && sheets.document.issuers == 1 {
        let asked = must("7.3.5.1", "成文日期右空四字", "date 4 字 from the right").unless(MARGINS);
        sheets.near(asked, sheets.area.right - 4.0 * CELL, 0.3, at(date.right()));
    }
}

/// From where to where lines reach.
fn extent(lines: &[Line]) -> (f64, f64) {
    let left = lines.iter().map(Line::left).fold(f64::INFINITY, f64::min);
    (left, lines.iter().map(Line::right).fold(0.0, f64::max))
}

/// 7.3.5.2: organ 2 字 from the right and the date 2 字 right of its beginning; a long date first.
fn unsealed(sheets: &mut Sheets<'_>, date: &Line, organs: &[Line]) {
    let host = &organs[0];
    let (left, right) = extent(organs);
    let asked = must("7.3.5.2", "首字比署名首字右移二字", "date begins 2 字 right of the organ");
    sheets.near(asked, left + 2.0 * CELL, 0.3, vec![Taken::at(date.left(), date)]);
    let long_date = date.right() - date.left() + 2.0 * CELL > right - left - 0.3;
    if long_date {
        let asked = must("7.3.5.2", "成文日期右空二字", "date 2 字 from the right").unless(MARGINS);
        sheets.near(asked, sheets.area.right - 2.0 * CELL, 0.3, vec![Taken::at(date.right(), date)]);
    } else {
        let asked = must("7.3.5.2", "署名右空二字", "organ 2 字 from the right").unless(MARGINS);
        sheets.near(asked, sheets.area.right - 2.0 * CELL, 0.3, vec![Taken::at(right, host)]);
    }
    if let Some(above) = sheets.text_above(host.page, host.top()) {
        let asked = must("7.3.5.2", "正文下空一行", "one blank line under the text");
        let gap = vec![Taken::at(host.top() - above.bottom, host)];
        sheets.number(asked.unless(&["fitted", "lines-per-page"]), Unit::Mm, above.blank_lines(1.0), gap);
    }
}

/// 7.3.5.3: the stamp 4 字 from the right, the title 2 字 left of it, the date one blank line below.
fn signed(sheets: &mut Sheets<'_>, date: &Line) {
    let asked = must("7.3.5.3", "成文日期右空四字", "date 4 字 from the right").unless(MARGINS);
    sheets.near(asked, sheets.area.right - 4.0 * CELL, 0.3, vec![Taken::at(date.right(), date)]);
    if sheets.document.signatures != 1 {
        return;
    }
    let name = sheets.first(Part::Signature).map(|line| (line.page, em_box(&line)));
    let stamp = sheets.pages.iter().find_map(|page| {
        let picture = page.pictures.iter().find(|picture| picture.part.is_of(Part::Signature))?;
        Some((page.number, picture.rect))
    });
    if let Some((page, rect)) = stamp {
        let taken = |value: f64| vec![Taken { value, page, place: Some(rect) }];
        // As large as a hand's signature: no figure of the standard.
        let practice = |zh, en| must("7.3.5.3", zh, en).strength(Strength::Practice);
        let (wide, high) =
            (practice("签名章宽", "width of the stamp"), practice("签名章高", "height of the stamp"));
        sheets.number(wide, Unit::Mm, Target::Between(0.0, 40.3), taken(rect.width()));
        sheets.number(high, Unit::Mm, Target::Between(0.0, 20.3), taken(rect.height()));
    }
    let Some((page, rect)) = stamp.or(name) else { return };
    let taken = |value: f64| vec![Taken { value, page, place: Some(rect) }];
    let asked = must("7.3.5.3", "签名章右空四字", "signature 4 字 from the right").unless(MARGINS);
    sheets.near(asked, sheets.area.right - 4.0 * CELL, 0.3, taken(rect.right));
    let spaced: &[&str] = &["fitted", "lines-per-page"];
    let titles = sheets.all(Part::SignerTitle);
    let titles: Vec<&Line> = titles.iter().filter(|title| title.page == page).collect();
    // An office of several lines may be higher than the stamp.
    let top = titles.iter().map(|title| title.top()).fold(rect.top, f64::min);
    let bottom = titles.iter().map(|title| title.bottom()).fold(rect.bottom, f64::max);
    if let Some(above) = sheets.text_above(page, top) {
        let asked = must("7.3.5.3", "正文下空二行", "two blank lines under the text").unless(spaced);
        sheets.number(asked, Unit::Mm, above.blank_lines(2.0), taken(top - above.bottom));
    }
    if let Some(right) = titles.iter().map(|title| title.right()).reduce(f64::max) {
        let asked = must("7.3.5.3", "签名章左空二字标注职务", "office 2 字 left of the signature");
        sheets.near(asked, 2.0 * CELL, 0.3, taken(rect.left - right));
    }
    if date.page == page {
        let asked = must("7.3.5.3", "签名章下空一行", "one blank line under the signature").unless(spaced);
        sheets.number(asked, Unit::Mm, blank_lines_between(1.0), taken(date.top() - bottom));
    }
}

/// 7.3.5.4: Arabic, in full, no leading zeros.
fn date_form(sheets: &mut Sheets<'_>, date: &Line) {
    let text = date.text();
    let zero = ["年0", "月0"].iter().any(|zero| text.contains(zero));
    let full = text.chars().next().is_some_and(|c| c.is_ascii_digit()) && text.ends_with('日') && !zero;
    let said = if full { "阿拉伯数字，年月日齐全".to_owned() } else { text };
    let asked = must("7.3.5.4", "成文日期写法", "how the date is written");
    sheets.words(asked, &["阿拉伯数字，年月日齐全"], vec![Taken::at(said, date)]);
}

/// 7.3.5.1: seals over organ and date, the first row's top within a line of the text, level and apart.
fn seals(sheets: &mut Sheets<'_>) {
    let seals = report::seals(sheets.pages);
    let Some(first) = seals.first().cloned() else { return };
    let rect = |seal: &report::Seal| crate::geometry::Rect {
        left: seal.x - seal.diameter / 2.0,
        right: seal.x + seal.diameter / 2.0,
        top: seal.y - seal.diameter / 2.0,
        bottom: seal.y + seal.diameter / 2.0,
    };
    let taken = |seal: &report::Seal, value: f64| Taken { value, page: seal.page, place: Some(rect(seal)) };
    let off = seals.iter().filter_map(|seal| {
        let organ = sheets.first(Part::Organ.at(seal.issuer))?;
        Some(taken(seal, seal.x - middle(&organ)))
    });
    let off = off.collect();
    sheets.near(must("7.3.5.1", "印章居中下压署名", "seal centred on its organ"), 0.0, 0.5, off);
    let organ = sheets.first(Part::Organ.at(first.issuer));
    if let Some(above) = organ.and_then(|organ| sheets.text_above(organ.page, organ.top())) {
        let asked = must("7.3.5.1", "印章顶端距正文一行之内", "seal's top within a line of the text");
        let gap = vec![taken(&first, rect(&first).top - above.bottom)];
        sheets.number(asked.unless(&["fitted"]), Unit::Mm, Target::Between(-0.1, PITCH + 0.1), gap);
    }
    under_centre(sheets, &seals);
    let level = |seal: &report::Seal| {
        seals.iter().filter(|other| other.page == seal.page && (other.y - seal.y).abs() < 1.0).count()
    };
    let counts = seals.iter().map(|seal| taken(seal, level(seal) as f64)).collect();
    let asked = must("7.3.5.1", "每排印章数", "seals in a row").strength(Strength::Practice);
    sheets.number(asked, Unit::Count, Target::Between(1.0, 3.0), counts);
    let apart = seals.windows(2).filter(|pair| pair[0].page == pair[1].page).map(|pair| {
        let distance = (pair[0].x - pair[1].x).hypot(pair[0].y - pair[1].y);
        taken(&pair[1], distance - f64::midpoint(pair[0].diameter, pair[1].diameter))
    });
    let apart = apart.collect();
    let asked = must("7.3.5.1", "印章互不相交相切", "seals neither cross nor touch");
    sheets.number(asked, Unit::Mm, Target::Between(0.1, 200.0), apart);
}

/// 7.3.5.1: organ and date stand a little under the centre of the seal on them.
fn under_centre(sheets: &mut Sheets<'_>, seals: &[report::Seal]) {
    let last = sheets.document.issuers.saturating_sub(1);
    let Some(seal) = seals.iter().find(|seal| seal.issuer == last) else { return };
    let lines = sheets.first(Part::Organ.at(last)).zip(sheets.first(Part::Date));
    let lines = lines.filter(|(organ, date)| organ.page == seal.page && date.page == seal.page);
    let drop =
        lines.map(|(organ, date)| Taken::at(f64::midpoint(organ.top(), date.bottom()) - seal.y, &date));
    let asked = must("7.3.5.1", "署名、日期居印章中心偏下", "organ and date under the seal's centre");
    let target = Target::Between(1.0, seal.diameter / 4.0);
    sheets.number(asked, Unit::Mm, target, drop.into_iter().collect());
}

/// 7.3.5.5: the sign-off shares a page with text.
fn together(sheets: &mut Sheets<'_>) {
    let Some(line) = SIGNOFF.iter().find_map(|part| sheets.first(*part)) else { return };
    // A list or a formula is text here, whatever its order.
    let page = sheets.pages.iter().find(|page| page.number == line.page);
    let with_text = page.is_some_and(|page| TEXT.iter().any(|part| !part_lines(page, *part).is_empty()));
    let said = if with_text { "与正文同页" } else { "独占一页" }.to_owned();
    let asked = must("7.3.5.5", "署名与正文", "the sign-off and the text").unless(&["fit"]);
    sheets.words(asked, &["与正文同页"], vec![Taken::at(said, &line)]);
}

/// So many lines under the date the note of a sealed document may stand: the largest seals reach as far.
const UNDER_SEAL: f64 = 8.0;

fn note(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::Note);
    let Some(first) = lines.first() else { return };
    let asked = must("7.3.6", "附注左空二字", "note 2 字 in").unless(MARGINS);
    sheets.near(asked, sheets.area.left + 2.0 * CELL, 0.3, vec![Taken::at(first.left(), first)]);
    let text: String = lines.iter().map(Line::text).collect();
    let said = if text.starts_with('（') && text.ends_with('）') { "（…）".to_owned() } else { text };
    sheets.words(must("7.3.6", "附注加圆括号", "note in brackets"), &["（…）"], vec![Taken::at(said, first)]);
    let date = sheets.first(Part::Date).filter(|date| date.page == first.page);
    if let Some(date) = date.filter(|_| sheets.document.format != Format::Minutes) {
        let asked = must("7.3.6", "附注在成文日期下一行", "note on the line under the date");
        let asked = asked.unless(&["lines-per-page", "fitted"]);
        // A seal that hangs under the date may keep the note under itself.
        let lines = if sheets.document.sealing == Sealing::Seal { UNDER_SEAL } else { 1.0 };
        let target = Target::Between(PITCH - 0.3, PITCH * lines + 0.3);
        let taken = vec![Taken::at(first.baseline - date.baseline, first)];
        sheets.number(asked, Unit::Mm, target, taken);
    }
}

/// Rows under sign-off and note: practice, the standard is silent.
fn postscript(sheets: &mut Sheets<'_>) {
    let practice = |zh, en| must("7.3.6", zh, en).strength(Strength::Practice);
    if let Some(first) = sheets.first(Part::Postscript) {
        let asked = practice("附言左空二字", "rows under the sign-off 2 字 in").unless(MARGINS);
        sheets.near(asked, sheets.area.left + 2.0 * CELL, 0.3, vec![Taken::at(first.left(), &first)]);
    }
    // A line of a form has its own order, and stands there as others do.
    let rows = sheets.pages.iter().find_map(|page| part_lines(page, Part::Postscript).into_iter().next());
    let Some(first) = rows else { return };
    let over = [Part::Note, Part::Date].map(|part| sheets.all(part).last().cloned());
    let over = over.into_iter().flatten().find(|line| line.page == first.page && !line.text().is_empty());
    let Some(over) = over else { return };
    let asked = practice("附言上空一行", "one blank line above the rows under the sign-off");
    // A seal that hangs so far keeps them under itself.
    let seals = report::seals(sheets.pages).into_iter().filter(|seal| seal.page == first.page);
    let hangs = seals.map(|seal| seal.y + seal.diameter / 2.0).fold(0.0, f64::max);
    let most = if hangs > over.top() + 2.0 * PITCH { UNDER_SEAL } else { 2.0 };
    let target = Target::Between(PITCH * 2.0 - 0.3, PITCH * most + 0.3);
    let taken = vec![Taken::at(first.baseline - over.baseline, &first)];
    sheets.number(asked.unless(&["lines-per-page", "fitted"]), Unit::Mm, target, taken);
}
