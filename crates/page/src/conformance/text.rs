//! 7.3.1 to 7.3.4, 7.3.7 and 10.3: title, recipients, text, list of attachments, attachments.

use super::sheet::continued;
use super::{
    CELL, Line, PITCH, Part, Role, SIZE_2, SIZE_3, Sheets, Strength, Taken, Target, Unit, blank_lines,
    blank_lines_between, is_of_own_width, is_text, middle, must, part_lines,
};
use crate::document::Format;
use crate::geometry::Page;

const MARGINS: &[&str] = &["margins", "binding"];
const PITCHES: &[&str] = &["margins", "binding", "lines-per-page", "fitted"];

pub(super) fn check(sheets: &mut Sheets<'_>) {
    title(sheets);
    plain_title(sheets);
    under_title(sheets);
    recipients(sheets);
    body(sheets);
    attachment_list(sheets);
    attendance(sheets);
    bound(sheets);
}

/// What is bound behind the text.
pub(super) fn bound(sheets: &mut Sheets<'_>) {
    issued(sheets);
    attachments(sheets);
}

fn title(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::Title);
    let Some(first) = lines.first() else { return };
    let above = match sheets.document.format {
        // 10.1: under the last element above; 10.2: under the number.
        Format::Letter | Format::Order => {
            let parts = [Part::Number, Part::CopyNumber, Part::Classification, Part::Urgency, Part::Corner];
            let lines = parts.iter().flat_map(|part| sheets.all(*part).to_vec());
            lines.map(|line| line.bottom()).reduce(f64::max)
        }
        _ => sheets.shapes(Part::RedRule).first().map(|(_, shape)| shape.rect.bottom),
    };
    if let Some(above) = above {
        let asked = must("7.3.1", "标题上空二行", "two blank lines above the title");
        sheets.number(asked, Unit::Mm, blank_lines(2.0), vec![Taken::at(first.top() - above, first)]);
    }
    let middles = lines.iter().map(|line| Taken::at(middle(line), line)).collect();
    sheets.near(
        must("7.3.1", "标题居中", "middle of the title").unless(MARGINS),
        sheets.middle(),
        0.3,
        middles,
    );
    let asked =
        (must("7.3.1", "标题字体", "face of the title"), must("7.3.1", "标题字号", "size of the title"));
    sheets.type_of(asked, Part::Title, &[Role::Biaosong], SIZE_2);
    let rows = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    let pitches = rows.map(|pair| Taken::at(pair[1].baseline - pair[0].baseline, &pair[1])).collect();
    let asked = must("7.3.1", "标题行距", "line pitch of the title").strength(Strength::Practice);
    sheets.near(asked.unless(&["lines-per-page", "fitted"]), PITCH, 0.3, pitches);
    let said = lines.iter().map(|line| {
        let text = line.text();
        let starts_badly = text.starts_with(|c: char| "的，。、；：）》”".contains(c));
        Taken::at(if starts_badly { text } else { "词意完整".to_owned() }, line)
    });
    let said = said.collect();
    sheets.words(must("7.3.1", "标题回行", "line breaks of the title"), &["词意完整"], said);
}

/// Practice for plain paper: the title begins on row 1, under a label on row 3 (7.3.7), under what else stands above
/// it after a blank line.
fn plain_title(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::Title);
    let Some(first) = lines.first().filter(|_| sheets.document.format == Format::Plain) else { return };
    let practice = |zh, en| must("7.3.1", zh, en).strength(Strength::Practice);
    let label = sheets.first(Part::Label);
    if let Some(label) = &label {
        let asked = must("7.3.7", "附件顺序号顶格", "attachment's label flush left").unless(MARGINS);
        sheets.near(asked, sheets.area.left, 0.3, vec![Taken::at(label.left(), label)]);
        let asked = (
            must("7.3.7", "附件顺序号字体", "face of the attachment's label"),
            must("7.3.7", "附件顺序号字号", "size of the attachment's label"),
        );
        sheets.type_of(asked, Part::Label, &[Role::Heiti, Role::Latin], SIZE_3);
    }
    let parts = [Part::CopyNumber, Part::Classification, Part::Urgency, Part::Corner];
    let notices =
        parts.iter().flat_map(|part| sheets.all(*part).to_vec()).map(|line| line.bottom()).reduce(f64::max);
    let at = |value: f64| vec![Taken::at(value, first)];
    let pitches: &[&str] = &["margins", "lines-per-page", "fitted"];
    match (label, notices) {
        (Some(label), notices) if notices.is_none_or(|foot| foot < label.bottom() + 0.1) => {
            let asked = practice("附件标题在附件顺序号下第二行", "title on the second row under the label");
            let wanted = 2.0 * PITCH;
            let target = Target::Between(wanted - 1.3, wanted + 0.3);
            sheets.number(asked.unless(pitches), Unit::Mm, target, at(first.top() - label.top()));
        }
        (None, None) => {
            let asked = practice("白头标题在第一行", "title on row 1").unless(MARGINS);
            let target = Target::Between(sheets.area.top - 1.3, sheets.area.top + 0.3);
            sheets.number(asked, Unit::Mm, target, at(first.top()));
        }
        (None, Some(above)) => {
            let asked = practice("白头标题上空一行", "one blank line above the title").unless(pitches);
            sheets.number(asked, Unit::Mm, blank_lines(1.0), at(first.top() - above));
        }
        _ => {}
    }
}

/// 副标题, 讲话人 and the date under it: practice, the standard is silent.
fn under_title(sheets: &mut Sheets<'_>) {
    let practice = |zh, en| must("7.3.1", zh, en).strength(Strength::Practice);
    let given = [
        (
            Part::Subtitle,
            Role::Fangsong,
            "副标题居中",
            "middle of the subtitle",
            "副标题字体",
            "face of the subtitle",
            "副标题字号",
            "size of the subtitle",
        ),
        (
            Part::Speaker,
            Role::Kaiti,
            "讲话人居中",
            "middle of the speaker",
            "讲话人字体",
            "face of the speaker",
            "讲话人字号",
            "size of the speaker",
        ),
        (
            Part::SpeechDate,
            Role::Kaiti,
            "讲话日期居中",
            "middle of the date under the speaker",
            "讲话日期字体",
            "face of the date under the speaker",
            "讲话日期字号",
            "size of the date under the speaker",
        ),
    ];
    for (part, role, middle_zh, middle_en, face_zh, face_en, size_zh, size_en) in given {
        let middles = sheets.all(part).iter().map(|line| Taken::at(middle(line), line)).collect();
        sheets.near(practice(middle_zh, middle_en).unless(MARGINS), sheets.middle(), 0.3, middles);
        let asked = (practice(face_zh, face_en), practice(size_zh, size_en));
        sheets.type_of(asked, part, &[role, Role::Latin], SIZE_3);
    }
}

fn recipients(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::Recipients);
    let Some(first) = lines.first() else { return };
    // Contents stand between.
    let under = sheets.title_foot(&[]).filter(|_| !sheets.document.contents);
    if let Some(above) = under {
        let gap = first.top() - above;
        let asked = must("7.3.2", "标题下空一行", "one blank line under the title");
        // The title's own line is of 2号: its leading is a little less.
        sheets.number(asked, Unit::Mm, blank_lines(1.0), vec![Taken::at(gap, first)]);
    }
    let lefts = lines.iter().map(|line| Taken::at(line.left(), line)).collect();
    sheets.near(
        must("7.3.2", "主送顶格", "recipients flush left").unless(MARGINS),
        sheets.area.left,
        0.3,
        lefts,
    );
    let end = lines.last().map(|line| {
        let end = line.text().chars().next_back().map(String::from).unwrap_or_default();
        Taken::at(end, line)
    });
    let asked = must("7.3.2", "主送末尾", "the recipients' last mark");
    sheets.words(asked, &["："], end.into_iter().collect());
}

fn body(sheets: &mut Sheets<'_>) {
    // Over the recipients stands what belongs to the title.
    let over = sheets.rows_under_title();
    let is_over = |line: &Line| over.iter().any(|row| row.page == line.page && row.baseline == line.baseline);
    let lines: Vec<Line> = sheets.all(Part::Body).iter().filter(|line| !is_over(line)).cloned().collect();
    let Some(first) = lines.first() else { return };
    // What the text begins with on this page: a line of it, or a table, a picture, a caption.
    let foot =
        sheets.all(Part::Recipients).last().filter(|line| line.page == first.page).map_or(0.0, Line::bottom);
    let edge = sheets.edge_of(Part::Body, first.page, foot).filter(|edge| *edge < first.top());
    let begins_as_text = edge.is_none() && is_text(first);
    if let Some(above) = sheets.all(Part::Recipients).last().filter(|above| above.page == first.page) {
        let asked = must("7.3.3", "正文在主送下一行", "the text on the line under the recipients");
        let asked = asked.unless(&["lines-per-page", "fitted"]);
        if begins_as_text {
            sheets.near(asked, PITCH, 0.2, vec![Taken::at(first.baseline - above.baseline, first)]);
        } else {
            let gap = edge.unwrap_or(first.top()).min(first.top()) - above.bottom();
            sheets.number(asked, Unit::Mm, Target::Between(0.0, PITCH), vec![Taken::at(gap, first)]);
        }
    }
    let on_first = lines.iter().any(|line| line.page == 1);
    let said = if on_first { "首页显示正文" } else { "首页没有正文" }.to_owned();
    let asked = must("7.3.3", "首页", "page 1");
    // Behind contents under the title of plain paper the text begins on another page.
    let listed = sheets.document.contents && sheets.document.format == Format::Plain;
    if !listed {
        sheets.words(asked, &["首页显示正文"], vec![Taken::at(said, first)]);
    }
    let number = sheets.first(Part::Number).filter(|number| number.page == first.page);
    let directly = sheets.document.format == Format::Order && sheets.all(Part::Title).is_empty();
    if let Some(number) = number.filter(|_| directly) {
        let asked = must("10.2", "令号下空二行", "two blank lines under the number");
        let (top, wanted) = if begins_as_text {
            (first.top(), blank_lines_between(2.0))
        } else {
            (edge.unwrap_or(first.top()).min(first.top()), blank_lines(2.0))
        };
        let gap = vec![Taken::at(top - number.bottom(), first)];
        sheets.number(asked.unless(&["lines-per-page", "fitted"]), Unit::Mm, wanted, gap);
    }
    levels(sheets, &lines);
    if sheets.document.fragment {
        return;
    }
    let begins = |i: usize| i == 0 || !continued(&lines[i - 1..=i]);
    // Tables and captions are of 4号 and have an order of their own.
    let of = |wanted: bool| -> Vec<Taken<f64>> {
        let lines = lines.iter().enumerate().filter(|(i, line)| begins(*i) == wanted && is_text(line));
        lines.map(|(_, line)| Taken::at(line.left(), line)).collect()
    };
    let house: &[&str] = &["margins", "binding", "characters-per-line"];
    let asked = must("7.3.3", "段首左空二字", "paragraphs begin 2 字 in").unless(house);
    sheets.near(asked, sheets.area.left + 2.0 * CELL, 0.3, of(true));
    sheets.near(
        must("7.3.3", "回行顶格", "further lines flush left").unless(MARGINS),
        sheets.area.left,
        0.3,
        of(false),
    );
}

/// 7.3.3: 一、 in 黑体, （一） in 楷体, the others in 仿宋.
fn levels(sheets: &mut Sheets<'_>, lines: &[Line]) {
    let starts: Vec<&Line> = lines
        .iter()
        .enumerate()
        .filter(|(i, _)| *i == 0 || !continued(&lines[i - 1..=*i]))
        .map(|(_, line)| line)
        .collect();
    let face = |line: &&&Line| {
        let run = line.runs.iter().find(|run| !is_of_own_width(run));
        Taken::at(run.map(|run| run.design().to_owned()).unwrap_or_default(), line)
    };
    let hanzi = |c: char| "一二三四五六七八九十百".contains(c);
    let level_1 = starts.iter().filter(|line| {
        let text = line.text();
        text.starts_with(hanzi) && text.trim_start_matches(hanzi).starts_with('、') && is_heading(line)
    });
    let level_1 = level_1.collect::<Vec<_>>().iter().map(face).collect();
    let asked = must("7.3.3", "第一层字体", "face of level 1").strength(Strength::General);
    sheets.words(asked, &[Role::Heiti.family()], level_1);
    let level_2 = starts.iter().filter(|line| {
        let inner = line.text().strip_prefix('（').map(str::to_owned);
        inner.is_some_and(|inner| inner.starts_with(hanzi)) && is_heading(line)
    });
    let level_2 = level_2.collect::<Vec<_>>().iter().map(face).collect();
    let asked = must("7.3.3", "第二层字体", "face of level 2").strength(Strength::General);
    sheets.words(asked, &[Role::Kaiti.family()], level_2);
}

/// Whether a numbered line has a heading's face at all: one long sentence is a paragraph.
fn is_heading(line: &Line) -> bool {
    line.runs.iter().any(|run| matches!(Role::of_family(&run.family), Some(Role::Heiti | Role::Kaiti)))
}

fn attachment_list(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::AttachmentList);
    let Some(first) = lines.first() else { return };
    if let Some(above) = sheets.foot(&[Part::Body, Part::Notes], first.page, first.top()) {
        let asked = must("7.3.4", "正文下空一行", "one blank line under the text");
        let gap = vec![Taken::at(first.top() - above.bottom, first)];
        sheets.number(asked.unless(&["fitted", "lines-per-page"]), Unit::Mm, above.blank_lines(1.0), gap);
    }
    let asked = must("7.3.4", "附件说明左空二字", "list of attachments 2 字 in").unless(MARGINS);
    sheets.near(asked, sheets.area.left + 2.0 * CELL, 0.3, vec![Taken::at(first.left(), first)]);
}

fn attendance(sheets: &mut Sheets<'_>) {
    let lines = sheets.all(Part::Attendance);
    let Some(first) = lines.first() else { return };
    if let Some(above) =
        sheets.foot(&[Part::Body, Part::Notes, Part::AttachmentList], first.page, first.top())
    {
        let asked = must("10.3", "正文下空一行", "one blank line under the text");
        let gap = vec![Taken::at(first.top() - above.bottom, first)];
        sheets.number(asked.unless(&["fitted", "lines-per-page"]), Unit::Mm, above.blank_lines(1.0), gap);
    }
    let asked = must("10.3", "出席左空二字", "attendance 2 字 in").unless(MARGINS);
    sheets.near(asked, sheets.area.left + 2.0 * CELL, 0.3, vec![Taken::at(first.left(), first)]);
    // A line of names may have a colon of its own; a label begins where the rows do.
    let begins = |line: &&Line| (line.left() - sheets.area.left - 2.0 * CELL).abs() < CELL / 2.0;
    let labels = lines.iter().filter(begins).map(|line| {
        Taken::at(line.runs.first().map(|run| run.design().to_owned()).unwrap_or_default(), line)
    });
    let labels = labels.collect();
    sheets.words(must("10.3", "出席标签字体", "face of the label"), &[Role::Heiti.family()], labels);
}

/// What a document issues stands as an attachment does, without a label: practice, the standard is silent.
fn issued(sheets: &mut Sheets<'_>) {
    let upright = |line: &&Line| line.runs.iter().all(|run| run.upright);
    let pages: Vec<&Page> = sheets.pages.iter().collect();
    let lines = pages.iter().map(|page| part_lines(page, Part::IssuedTitle));
    let titles: Vec<Line> =
        lines.filter_map(|lines| lines.into_iter().next()).filter(|l| upright(&l)).collect();
    let practice = |zh, en| must("7.3.7", zh, en).strength(Strength::Practice);
    let tops = titles.iter().map(|line| Taken::at(line.top(), line)).collect();
    let third = sheets.area.top + 2.0 * PITCH;
    let asked = practice("印发件标题在第三行", "title of what is issued on row 3").unless(PITCHES);
    sheets.number(asked, Unit::Mm, Target::Between(third - 1.3, third + 0.3), tops);
    let middles = titles.iter().map(|line| Taken::at(middle(line), line)).collect();
    let asked = practice("印发件标题居中", "middle of the title of what is issued").unless(MARGINS);
    sheets.near(asked, sheets.middle(), 0.3, middles);
    let asked = (
        practice("印发件标题字体", "face of the title of what is issued"),
        practice("印发件标题字号", "size of the title of what is issued"),
    );
    sheets.type_of(asked, Part::IssuedTitle, &[Role::Biaosong], SIZE_2);
}

fn attachments(sheets: &mut Sheets<'_>) {
    let labels = sheets.all(Part::AttachmentLabel);
    let upright = |line: &&Line| line.runs.iter().all(|run| run.upright);
    let tops = labels.iter().filter(upright).map(|line| Taken::at(line.top(), line)).collect();
    let asked = must("7.3.7", "附件顺序号在第一行", "attachment's label on row 1").unless(MARGINS);
    sheets.near(asked, sheets.area.top, 0.3, tops);
    let lefts = labels.iter().filter(upright).map(|line| Taken::at(line.left(), line)).collect();
    let asked = must("7.3.7", "附件顺序号顶格", "attachment's label flush left").unless(MARGINS);
    sheets.near(asked, sheets.area.left, 0.3, lefts);
    let asked = (
        must("7.3.7", "附件顺序号字体", "face of the attachment's label"),
        must("7.3.7", "附件顺序号字号", "size of the attachment's label"),
    );
    sheets.type_of(asked, Part::AttachmentLabel, &[Role::Heiti, Role::Latin], SIZE_3);
    let titles = labels.iter().filter(upright).filter_map(|label| {
        let page = sheets.pages.iter().find(|page| page.number == label.page)?;
        part_lines(page, Part::AttachmentTitle).into_iter().next()
    });
    let titles: Vec<Line> = titles.collect();
    let asked = must("7.3.7", "附件标题在第三行", "attachment's title on row 3");
    let tops = titles.iter().map(|line| Taken::at(line.top(), line)).collect();
    let third = sheets.area.top + 2.0 * PITCH;
    sheets.number(asked.unless(PITCHES), Unit::Mm, Target::Between(third - 1.3, third + 0.3), tops);
    let middles = titles.iter().map(|line| Taken::at(middle(line), line)).collect();
    let asked = must("7.3.7", "附件标题居中", "middle of the attachment's title").unless(MARGINS);
    sheets.near(asked, sheets.middle(), 0.3, middles);
    let texts = labels.iter().filter(upright).filter_map(|label| {
        let page = sheets.pages.iter().find(|page| page.number == label.page)?;
        let first = part_lines(page, Part::Attachment).into_iter().next().filter(is_text)?;
        // A part that is a document of its own has rows under its title, and whom it goes to stands over its text.
        if part_lines(page, Part::PartRecipients).iter().any(|line| line.top() < first.top()) {
            return None;
        }
        let under = [
            Part::AttachmentTitle,
            Part::PartSubtitle,
            Part::PartSpeaker,
            Part::PartSpeechDate,
            Part::PartNumber,
        ];
        let foot = under.iter().flat_map(|part| part_lines(page, *part)).map(|line| line.bottom());
        let foot = foot.reduce(f64::max)?;
        if sheets.is_centred(&first) {
            return None;
        }
        // What begins with a picture has no text there.
        let picture = page.pictures.iter().any(|picture| picture.rect.bottom < first.bottom());
        (!picture).then(|| Taken::at(first.top() - foot, &first))
    });
    let texts = texts.collect();
    let asked = must("7.3.7", "附件标题下空一行", "one blank line under the attachment's title");
    let asked = asked.strength(Strength::Practice).unless(PITCHES);
    sheets.number(asked, Unit::Mm, blank_lines(1.0), texts);
}
