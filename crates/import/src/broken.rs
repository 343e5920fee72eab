//! Lines that a page's width broke, joined to paragraphs; page numbers and page headings between them.

use super::around::{begins_row, is_row_of_page};
use super::doubt::{Doubt, place};
use super::feet;
use super::lines::{Line, squeezed};
use super::patterns as p;
use super::recognise::is_attendance;
use crate::text::body::numbering;

/// Measures that are believed, in half characters: pages of 16 to 60.
const MEASURES: std::ops::RangeInclusive<usize> = 32..=120;
/// What a line may lack of its measure and be full.
const SLACK: usize = 2;
/// The first line of a paragraph begins so far in, when the paste does not say how far.
const INDENT: usize = 4;
/// A line that begins so far in, in half characters, is no first line of a paragraph.
const CENTRED: usize = 12;
/// What ends a sentence; a line that ends so is the last of its paragraph, or the next begins a sentence.
const ENDS: [char; 6] = ['。', '！', '？', '!', '?', '…'];
/// What no line begins with: where one does, the line before was broken.
const NEVER_FIRST: &str = "，。、；：！？”’）》〉】〕］」』％…,;!?)%";

/// The lines of a paste with those joined that its page's width parted, and what is doubtful of that.
/// Without `join` all stay as they are.
pub(super) fn mend(mut lines: Vec<Line>, join: bool) -> (Vec<Line>, Vec<Doubt>) {
    let measure = measure(&lines);
    page_numbers(&mut lines, measure.is_some());
    feet::aside(&mut lines);
    page_headings(&mut lines);
    let (mut joined, mut open) = (Vec::new(), Vec::new());
    if join {
        lines = without_numbers(lines, &mut joined);
    }
    if join {
        lines = passed(lines, &mut joined);
    }
    let Some(measure) = measure.filter(|_| join) else {
        let doubt = Some(joined).filter(|joined| !joined.is_empty()).map(Doubt::JoinedLines);
        return (lines, doubt.into_iter().collect());
    };
    let indented = lines.iter().filter(|line| line.indent >= 2).count() >= 2;
    let mut mended: Vec<Line> = Vec::with_capacity(lines.len());
    // The paragraph that may go on, and how wide its last line is.
    let mut last: Option<(usize, usize)> = None;
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if line.aside {
            mended.push(line);
            continue;
        }
        // An organ over a day signs.
        let signs = p::is_organ(&line.text) && lines.peek().is_some_and(|next| p::date(&next.text).is_some());
        let own = width(&line.text);
        let goes_on = last.filter(|_| stands_in_text(&line)).and_then(|(at, filled)| {
            let before = &mended[at];
            if line.after_blank && before_ends(before) {
                return None;
            }
            let forced = line.text.starts_with(|c| NEVER_FIRST.contains(c));
            // A long number behind a short label broke nothing.
            let full = filled * 2 >= measure && filled + first_word(&line.text) + SLACK > measure;
            let starts = indented && line.indent >= 2;
            // 高于 / 1.2倍: a sentence that is not over has no item behind it.
            let figure = !before_ends(before) && is_figure(&line.text);
            let again = before.text == line.text && p::ends_as_title(&line.text);
            // What stands in the middle or to the right does not go on at the left.
            let apart = before.indent >= CENTRED && line.indent < CENTRED && !forced;
            if starts || again || apart || signs || (opens(&line.text) && !figure) || !(forced || full) {
                return None;
            }
            if before_ends(before) && !forced {
                // In a text with indents the missing one says that the paragraph goes on.
                if !before.text.ends_with(ENDS) {
                    return None;
                }
                if !indented {
                    open.push(between(&before.text, &line.text));
                    if begins_paragraph(&line.text, own, measure) {
                        return None;
                    }
                }
            }
            Some(at)
        });
        if let Some(at) = goes_on {
            joined.push(between(&mended[at].text, &line.text));
            let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let blank = letters(mended[at].text.chars().last()) && letters(line.text.chars().next());
            mended[at].append(if blank { " " } else { "" }, line);
            last = Some((at, own));
        } else {
            let indent = if line.indent >= 2 { line.indent } else { INDENT };
            last = goes_on_below(&line).then_some((mended.len(), own + indent));
            mended.push(line);
        }
    }
    let mut doubts = Vec::new();
    if !joined.is_empty() {
        doubts.push(Doubt::JoinedLines(joined));
    }
    if !open.is_empty() {
        doubts.push(Doubt::FullLines(open));
    }
    (mended, doubts)
}

/// Lines with a 题注 that took several of them in one: （2024年8月29日某大会常务 / 委员会第二次会议通过）.
fn passed(lines: Vec<Line>, joined: &mut Vec<String>) -> Vec<Line> {
    /// It takes so many lines at most.
    const LONGEST: usize = 4;
    let open = |line: &Line| line.text.starts_with(['（', '(']) && !line.text.contains(['）', ')']);
    let end = |at: usize| -> Option<usize> {
        let mut words = String::new();
        for (count, line) in lines[at..].iter().enumerate().take(LONGEST) {
            words.push_str(&squeezed(&line.text));
            if line.text.ends_with(['）', ')']) {
                return (count > 0 && p::is_passed(&words) && is_enclosed(&words)).then_some(at + count);
            }
            if line.aside || line.text.ends_with(ENDS) {
                return None;
            }
        }
        None
    };
    let found =
        (0..lines.len()).find_map(|at| open(&lines[at]).then(|| end(at)).flatten().map(|end| (at, end)));
    let Some((first, last)) = found else { return lines };
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    for (at, line) in lines.into_iter().enumerate() {
        match kept.last_mut().filter(|_| at > first && at <= last) {
            Some(before) => {
                joined.push(between(&before.text, &line.text));
                before.append("", line);
            }
            None => kept.push(line),
        }
    }
    kept
}

/// Whether a line behind a full one that ends a sentence begins a paragraph, as far as its width says it: a first line
/// begins further in, though the paste does not say so, and is so much shorter when it is broken. Of a line that breaks
/// nothing its words say it.
fn begins_paragraph(text: &str, own: usize, measure: usize) -> bool {
    const OWN: [&str; 12] = [
        "妥否",
        "当否",
        "特此",
        "以上",
        "此令",
        "此复",
        "专此",
        "请予",
        "本令",
        "本办法",
        "本通知",
        "本规定",
    ];
    if own + INDENT > measure + SLACK {
        return false;
    }
    let broken = !text.ends_with(ENDS) && !text.ends_with(['：', ':']);
    broken || OWN.iter().any(|start| text.starts_with(start))
}

/// How wide a text is, in half characters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What of a line could not have stood on the line before by itself: its first character with the marks
/// that stay with it, or a whole number or word.
fn first_word(text: &str) -> usize {
    const OPENS: &str = "“‘（《〈【〔［「『(";
    let joins = |c: char| c.is_ascii_graphic() && !",;!?)(".contains(c);
    let mut chars = text.chars().peekable();
    let mut word = 0;
    while let Some(c) = chars.next_if(|c| OPENS.contains(*c)) {
        word += width(c.encode_utf8(&mut [0; 4]));
    }
    match chars.next() {
        Some(c) if joins(c) => {
            word += 1;
            while chars.next_if(|c| joins(*c)).is_some() {
                word += 1;
            }
        }
        Some(c) => word += width(c.encode_utf8(&mut [0; 4])),
        None => {}
    }
    while let Some(c) = chars.next_if(|c| NEVER_FIRST.contains(*c)) {
        word += width(c.encode_utf8(&mut [0; 4]));
    }
    word
}

/// Whether a line can be one of running text: no row, no side by side.
fn stands_in_text(line: &Line) -> bool {
    let text = &line.text;
    let parted = text.contains("　　") || text.contains("  ") || text.contains('\t');
    !line.aside && !p::is_row(text) && !parted && !p::is_markdown_rule(text) && !is_row_of_page(text)
}

/// Whether a line can go on in the next one: no number, no names that blanks part.
fn goes_on_below(line: &Line) -> bool {
    let names = is_attendance(&line.text) && !line.text.contains(['、', '，']);
    stands_in_text(line) && !p::is_number(&line.text) && !names
}

/// Whether a line ends a paragraph by its mark.
fn before_ends(line: &Line) -> bool {
    let text = line.text.trim_end_matches(['”', '’', '）', ')', '」', '》']);
    // 题注 stands by itself, and so does a title.
    let passed = is_enclosed(&line.text);
    let title = line.text.contains("关于") && p::is_title_line(&line.text) && p::ends_as_title(&line.text);
    text.ends_with(ENDS) || line.text.ends_with(['：', ':']) || passed || title
}

/// Whether one pair of brackets holds all of a line.
fn is_enclosed(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let mut depth = 1_usize;
    inner.is_some_and(|inner| {
        inner.chars().all(|c| {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth -= 1,
                _ => {}
            }
            depth > 0
        })
    })
}

/// 1.2倍: a figure with a decimal point.
fn is_figure(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text[digits..].strip_prefix('.').unwrap_or_default();
    let decimals = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits > 0 && (1..=2).contains(&decimals) && !rest[decimals..].starts_with(['年', '月', '日'])
}

/// Whether a line by its form begins something of its own.
fn opens(text: &str) -> bool {
    let names = text.strip_suffix(['：', ':']);
    is_enclosed(text)
        || (text.starts_with('【') && text.contains('】'))
        || text.starts_with(|c| p::is_sign(c) || "•·".contains(c))
        || p::opens_numbered(text)
        || numbering(text).is_some()
        || p::date(text).is_some()
        || p::is_number(text)
        || p::attachment_label(text).is_some()
        || begins_row(text)
        || is_attendance(text)
        || names
            .is_some_and(|names| p::is_recipients(names) || (p::is_address(names) && !p::is_running(names)))
        || p::trailing_date(text).is_some_and(|(organ, _)| p::is_organ(organ))
        || p::is_meeting_label(text)
        || ["抄送", "主送", "分送", "抄报", "附：", "附:", "记录：", "记录:", "签发人"]
            .iter()
            .any(|label| squeezed(text).starts_with(label))
}

/// The width that broke the lines: nearly none is wider, and several that reach it end in a sentence.
fn measure(lines: &[Line]) -> Option<usize> {
    let own: Vec<&Line> =
        lines.iter().filter(|line| stands_in_text(line) && !p::is_page_number(&line.text)).collect();
    let mut widths: Vec<usize> = own.iter().map(|line| width(&line.text)).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let most_wider = widths.len() / 20 + 1;
    widths.dedup();
    let wider = |limit: usize| own.iter().filter(|line| width(&line.text) > limit).count();
    let broken = |limit: usize| {
        own.windows(2)
            .filter(|pair| {
                let reach = width(&pair[0].text);
                let reaches = reach <= limit && reach + first_word(&pair[1].text) + INDENT + SLACK > limit;
                reaches && !before_ends(pair[0]) && !opens(&pair[1].text) && !pair[1].after_blank
            })
            .count()
    };
    let near = |limit: usize| {
        own.iter()
            .filter(|line| (limit.saturating_sub(SLACK + 1)..=limit).contains(&width(&line.text)))
            .count()
    };
    widths
        .into_iter()
        .filter(|width| MEASURES.contains(width))
        .take_while(|&width| wider(width) <= most_wider)
        .find(|&width| near(width) >= 2 && broken(width) >= 2)
}

/// Numbers of pages that stand alone between the lines: a document does not say them.
fn page_numbers(lines: &mut [Line], measured: bool) {
    let running = |line: Option<&Line>| line.is_none_or(|line| width(&line.text) >= 20 || before_ends(line));
    for at in 0..lines.len() {
        let text = squeezed(&lines[at].text);
        let (page, of) = text.split_once('/').unwrap_or((&text, "1"));
        let number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let bare = number(page) && number(of) && !text.starts_with('0');
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        if p::is_page_number(&lines[at].text)
            || bare && (measured || running(above) && running(lines.get(at + 1)))
        {
            lines[at].aside = true;
        }
    }
}

/// Lines without the number of a page in the middle of a sentence; the places go to `joined`, the numbers stand aside.
fn without_numbers(lines: Vec<Line>, joined: &mut Vec<String>) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len());
    for mut line in lines {
        let number = if stands_in_text(&line) { page_number_inside(&line.text) } else { None };
        if let Some(range) = number {
            let (before, after) = (line.text[..range.start].trim_end(), line.text[range.end..].trim_start());
            joined.push(between(before, after));
            let words = line.text[range.clone()].to_owned();
            parted.push(Line { aside: true, number: line.number, ..Line::new(words) });
            line.text = format!("{before}{after}");
        }
        parted.push(line);
    }
    parted
}

/// Where — 1 — stands with words on both sides; a dash with no blank behind it is of the text.
fn page_number_inside(text: &str) -> Option<std::ops::Range<usize>> {
    let dashes = text.char_indices().filter(|(_, c)| "—－–".contains(*c));
    dashes
        .filter_map(|(at, dash)| {
            let from = at + dash.len_utf8();
            let to = from + text[from..].find(dash)?;
            let inner = &text[from..to];
            let apart = dash == '－'
                || (inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace));
            let number = inner.trim();
            let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
            let end = to + dash.len_utf8();
            let words =
                |text: &str| text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count() >= 2;
            let figures = text[..at].trim_end().ends_with(char::is_numeric)
                || text[end..].trim_start().starts_with(char::is_numeric);
            (apart && is_number && !figures && words(&text[..at]) && words(&text[end..])).then_some(at..end)
        })
        .next()
}

/// What stands again and again beside the numbers of pages is their heading.
fn page_headings(lines: &mut [Line]) {
    let numbered = |at: Option<usize>, lines: &[Line]| {
        at.and_then(|at| lines.get(at))
            .is_some_and(|line| line.aside && p::is_page_number_of_any_form(&line.text))
    };
    let beside: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            !lines[at].aside && (numbered(at.checked_sub(1), lines) || numbered(Some(at + 1), lines))
        })
        .collect();
    let again = |at: usize, lines: &[Line]| {
        beside.iter().filter(|&&other| lines[other].text == lines[at].text).count() >= 2
    };
    // The document's own title over each page.
    let title = |at: usize, lines: &[Line]| {
        const FIRST: usize = 6;
        const SHORTEST: usize = 8;
        let said = squeezed(&lines[at].text);
        let first: Vec<String> = lines.iter().take(FIRST.min(at)).map(|line| squeezed(&line.text)).collect();
        let joined = |from: usize| (from..first.len()).take(3).any(|to| first[from..=to].concat() == said);
        said.chars().count() >= SHORTEST && p::ends_as_title(&said) && (0..first.len()).any(joined)
    };
    let headings: Vec<usize> = beside
        .iter()
        .copied()
        .filter(|&at| (again(at, lines) && !before_ends(&lines[at])) || title(at, lines))
        .collect();
    headings.into_iter().for_each(|at| lines[at].aside = true);
}

/// A place between two lines, by the words around it.
fn between(before: &str, after: &str) -> String {
    place("", before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::split;

    fn mended(text: &str) -> Vec<String> {
        mend(split(text), true).0.into_iter().filter(|line| !line.aside).map(|line| line.text).collect()
    }

    #[test]
    fn full_lines_whose_sentence_goes_on_are_one_paragraph() {
        let text = "　　为进一步保障残疾人基本生活，经市政府同意，决定从2024\n年1月1日起提高两项补贴标准，现将有关事项通知如下：\n　　一、困难残疾人生活补贴由每人每月90元提高到110元；重\n度残疾人护理补贴一级由每人每月130元提高到160元，二级由每\n— 2 —\n人每月90元提高到110元。\n　　二、新增支出由市、县财政按比例分担。";
        let wanted = [
            "为进一步保障残疾人基本生活，经市政府同意，决定从2024年1月1日起提高两项补贴标准，现将有关事项通知如下：",
            "一、困难残疾人生活补贴由每人每月90元提高到110元；重度残疾人护理补贴一级由每人每月130元提高到160元，二级由每人每月90元提高到110元。",
            "二、新增支出由市、县财政按比例分担。",
        ];
        assert_eq!(mended(text), wanted);
        assert_eq!(mended(&text.replace("　　", "")), wanted);
        // Undone in one go.
        assert_eq!(mend(split(text), false).0.len(), 7);
        let (_, doubts) = mend(split(text), true);
        assert!(matches!(&doubts[..], [Doubt::JoinedLines(places)] if places.len() == 3), "{doubts:?}");
    }

    #[test]
    fn a_full_line_that_ends_a_sentence_is_doubtful_unless_indents_tell() {
        let text = "　　各地要提高认识，加强领导，落实责任，确保各项工作有序推\n进，取得实效。各级财政部门要落实资金，加强监管，专款专用。\n各县要在五日前报送方案，逾期不报的予以通报批评，并且扣减年\n度考核分值。";
        // As full as the lines above it: no first line, which is two characters shorter when it is broken.
        let (lines, doubts) = mend(split(text), true);
        assert_eq!(lines.len(), 1);
        assert!(matches!(&doubts[..], [_, Doubt::FullLines(places)] if places.len() == 1), "{doubts:?}");
        for (line, own) in [
            ("各县要在五日前报送方案，逾期不报的予以通报批评，并且扣减年", false),
            ("各县要在五日前报送方案，逾期不报的予以通报批评，并且扣", true),
            ("逾期不报的，予以通报批评。", false),
            ("特此通知。", true),
            ("以上意见妥否，请批示。", true),
        ] {
            assert_eq!(begins_paragraph(line, width(line), 58), own, "{line}");
        }
        let indented = text.replace("各县要", "　　各县要");
        let (lines, doubts) = mend(split(&indented), true);
        assert_eq!(lines.len(), 2);
        assert!(matches!(&doubts[..], [Doubt::JoinedLines(_)]), "{doubts:?}");
    }

    #[test]
    fn a_page_number_inside_a_sentence_goes() {
        let text = "各县要落实资金，— 3 —加强监管，专款专用。";
        assert_eq!(mended(text), ["各县要落实资金，加强监管，专款专用。"]);
        let (lines, doubts) = mend(split(text), true);
        assert!(lines.iter().any(|line| line.aside && line.text == "— 3 —"));
        assert!(matches!(&doubts[..], [Doubt::JoinedLines(places)] if places.len() == 1), "{doubts:?}");
        assert_eq!(mend(split(text), false).0.len(), 1);
        for kept in ["会期3 — 5 — 7天均可，由各县自定。", "第一组—2—第二组，依次上台。", "甲 — 12 —"]
        {
            assert_eq!(mended(kept).concat(), kept);
        }
    }

    #[test]
    fn the_title_over_each_page_is_none_of_the_text() {
        for (head, title) in [
            ("甲市2024年水资源公报", "甲市2024年水资源公报"),
            ("甲市水务局\n关于节水工作情况的报告", "甲市水务局关于节水工作情况的报告"),
            ("甲市水务局\n关于节水工作情况的报告", "关于节水工作情况的报告"),
        ] {
            for page in ["第 1 页", "— 1 —"] {
                let text = "全市用水量48.6立方米，万元工业增加值用水量19.7立";
                let lines = mended(&format!("{head}\n{text}\n{page}\n{title}\n方米，系数0.568。"));
                assert_eq!(lines.len(), head.lines().count() + 2, "{lines:?}");
                assert!(!lines[head.lines().count()..].iter().any(|line| line.contains(title)), "{lines:?}");
            }
        }
    }

    #[test]
    fn lines_of_one_paragraph_each_stay() {
        let text = "关于开展检查的通知\n各科室：\n请各单位高度重视，认真组织，按时完成任务，并将有关情况报送办公室。\n一、检查内容\n检查安全生产责任制落实情况和隐患排查治理情况，以及应急预案的演练情况。\n甲市教育局\n2024年4月2日";
        assert_eq!(mended(text).len(), 7);
    }

    #[test]
    fn a_number_at_the_right_and_names_parted_by_blanks_do_not_go_on() {
        let text = "甲省档案局\n                                   甲档函〔2024〕33号\n甲省档案局关于开展2024年度\n县级综合档案馆业务建设评价的通知\n各市档案局：\n　　按照国家和省档案事业发展规划要求，定于9月至11月组织\n开展全省县级综合档案馆业务建设评价。现将有关事项通知如\n下：\n　　一、自查自评";
        let lines = mended(text);
        assert!(lines.contains(&"甲档函〔2024〕33号".to_owned()), "{lines:?}");
        assert!(lines.contains(&"甲省档案局关于开展2024年度".to_owned()), "{lines:?}");
    }

    #[test]
    fn who_signs_and_a_long_number_go_on_nothing() {
        let text = "索引号\n11330000MB1234567X/2025-00012-000000000000\n为保护饮用水水源保护区的水体环境，现就有关整\n治事项通知如下，请各地认真贯彻执行，不得有误，\n切实抓好落实，确保取得实效，按时报送结果并总结\n经验做法。\n附件：饮用水水源保护区问题整治情况汇总表格式\n甲县水利局\n2025年3月11日";
        let lines = mended(text);
        assert!(
            lines.contains(&"索引号".to_owned()) && lines.contains(&"甲县水利局".to_owned()),
            "{lines:?}"
        );
        assert!(lines.len() < text.lines().count(), "{lines:?}");
    }

    #[test]
    fn what_says_who_passed_something_is_one_line() {
        let passed = "（2024年8月29日甲县人民代表大会常务委员会第二次会议通过）";
        for broken in
            [passed.replace("常务", "常务\n"), passed.replace("甲县", "\n甲县").replace("第二", "\n第二")]
        {
            let lines = mended(&format!("甲县人民代表大会常务委员会决定\n{broken}\n会议决定：\n批准决算。"));
            assert_eq!(lines[1], passed);
        }
        assert_eq!(mended("（一）甲县\n乙县（含开发区）").len(), 2);
    }
}
