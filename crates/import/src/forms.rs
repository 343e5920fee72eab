//! Papers of the daily office that are none of the 15 kinds: 公示, 证明, 讲话稿, 简报, 责任书. They have no red head, or one of
//! their own, and their titles end with their own words.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::squeezed;
use super::patterns as p;
use super::{format, mark, passed};
use crate::document::{Format, Kind};

/// What titles of such papers end with.
const ENDS: [&str; 26] = [
    "公示",
    "声明",
    "启事",
    "证明",
    "讲话",
    "发言",
    "致辞",
    "答复",
    "材料",
    "说明",
    "名单",
    "议程",
    "日程",
    "信",
    "书",
    "讲话稿",
    "发言稿",
    "致辞稿",
    "公约",
    "预案",
    "汇报",
    "请柬",
    "提纲",
    "呈批件",
    "签报",
    "稿纸",
];

/// What a speech is called; who gives it stands under its title.
const SPOKEN: [&str; 9] = ["讲话", "讲话稿", "发言", "发言稿", "致辞", "汇报", "报告", "说明", "提纲"];

/// Whether a title says that a paper is one of these.
pub(super) fn is_form(title: &str) -> bool {
    let title = without_bracket(title);
    Kind::of_title(title).is_none() && ENDS.iter().any(|end| title.ends_with(end))
}

/// A title without （草案） behind it.
fn without_bracket(title: &str) -> &str {
    let inner = title.strip_suffix(['）', ')']);
    inner.and_then(|inner| inner.rfind(['（', '(']).map(|at| &title[..at])).unwrap_or(title).trim_end()
}

/// The lines of such a title over the text, where nothing there is a title of the 15 kinds.
pub(super) fn title(claims: &Claims, end: usize) -> Option<Vec<usize>> {
    /// So many lines of a head are looked at.
    const LONGEST_HEAD: usize = 12;
    /// So many characters a title has at most.
    const LONGEST: usize = 60;
    let free = claims.free(0..end);
    let text = |line: usize| squeezed(&claims.text(line));
    let opens = |line: usize| {
        let text = claims.text(line);
        p::is_running(&text) || p::opens_numbered(&text) || text.ends_with(['：', ':'])
    };
    let head: Vec<usize> = free.iter().copied().take_while(|&line| !opens(line)).take(LONGEST_HEAD).collect();
    if head.iter().any(|&line| p::ends_as_title(&text(line)) || mark::is_mark(&claims.text(line))) {
        return None;
    }
    let fits = |line: usize| {
        let text = claims.text(line);
        p::is_title_line(&text)
            && (2..=LONGEST).contains(&squeezed(&text).chars().count())
            && !text.contains(['\t', '，', '>', '＞', '|', '：', ':'])
            && !text.starts_with(['（', '(', '【', '[', '—'])
    };
    let last =
        head.iter().position(|&line| fits(line) && is_form(&text(line)) && !is_corner(&claims.text(line)))?;
    let whole = |at: usize| text(head[at]).chars().count();
    // 材料 alone, 介绍信 alone: short words stand where nothing else could be the title.
    let mut first = last;
    while let Some(above) = first.checked_sub(1).filter(|&above| head[above] + 1 == head[first]) {
        let line = head[above];
        let below = text(head[first]);
        let organ = p::is_organ(&text(line)) && (whole(first) <= 12 || below.starts_with("关于"));
        let about = claims.text(line).contains("关于") && fits(line) && !claims.line(head[first]).after_blank;
        if !(organ || about) || is_corner(&claims.text(line)) {
            break;
        }
        first = above;
    }
    Some(head[first..=last].to_vec())
}

/// What stands at the top right of the first page: A, 会议材料（三）, 编号：0012.
fn is_corner(text: &str) -> bool {
    is_class_or_paper(text) || is_register(text)
}

/// A, 会议材料（三）.
pub(super) fn is_class_or_paper(text: &str) -> bool {
    let bare = squeezed(text);
    let class = ["A", "B", "C", "Ａ", "Ｂ", "Ｃ", "A类", "B类", "C类"].contains(&bare.as_str());
    let inner =
        |start: &str| bare.strip_prefix(start).map(|rest| rest.trim_matches(['（', '）', '(', ')', '之']));
    let count = |rest: &str| {
        let digit = |c: char| p::is_digit(c) || "一二三四五六七八九十".contains(c);
        (1..=3).contains(&rest.chars().count()) && rest.chars().all(digit)
    };
    let paper = ["会议材料", "会议文件", "汇报材料", "交流材料", "书面材料", "文件"].iter().any(|start| {
        inner(start).is_some_and(|rest| count(rest) && (*start != "文件" || bare.contains('（')))
    });
    class || paper
}

/// 编号：0012: a register's number, and no document's.
fn is_register(text: &str) -> bool {
    let bare = squeezed(text);
    let register = ["编号：", "编号:", "登记号：", "证明编号：", "No.", "№"]
        .iter()
        .filter_map(|start| bare.strip_prefix(start))
        .any(|rest| !rest.is_empty() && rest.chars().count() <= 20 && rest.chars().any(p::is_digit));
    register && !bare.contains(['〔', '['])
}

/// Lines over a title that stand at the right; only one of the daily forms has a register's number there.
pub(super) fn corner(claims: &mut Claims, title: usize, form: bool) {
    /// The page has room for so many.
    const MOST: usize = 3;
    let own = |line: &usize| {
        let text = claims.text(*line);
        is_class_or_paper(&text) || (form && is_register(&text))
    };
    // A page's rows may have taken it.
    let may = |line: &usize| matches!(claims.parts(*line), [] | [(Slot::NoElement, _)]);
    let mut lines: Vec<usize> = (0..title).filter(may).filter(own).take(MOST).collect();
    // 县人大常委会第三十次会议 over 会议材料（五）.
    let over = |line: usize| {
        let text = squeezed(&claims.text(line));
        let counted = text.contains('第') && text.contains(['届', '次']);
        counted && text.contains('会') && text.ends_with(['会', '议', '次']) && claims.is_free(line)
    };
    if let Some(above) = lines.first().and_then(|line| line.checked_sub(1)).filter(|&line| over(line)) {
        lines.insert(0, above);
    }
    lines.into_iter().take(MOST).for_each(|line| claims.claim(line, Slot::Value(Element::Corner)));
}

/// The rows under a title: what it is of after a dash, who speaks, on which day.
pub(super) fn under_title(claims: &mut Claims, end: usize) {
    let Some(title) = claims.of(Slot::Value(Element::Title)).last().map(|(line, _)| *line) else { return };
    let said = format::joined(claims, Element::Title);
    let mut next = claims.free_from(title + 1).filter(|&line| line < end);
    if let Some(line) = next.filter(|&line| passed::is_dashed(&claims.text(line))) {
        claims.claim(line, Slot::Value(Element::Subtitle));
        next = claims.free_from(line + 1).filter(|&line| line < end);
    }
    let spoken = SPOKEN.iter().any(|end| without_bracket(&said).ends_with(end));
    if let Some(first) = next.filter(|_| spoken) {
        speaker(claims, first, end);
    }
}

/// 市长　张三, and （2025年1月15日） under or over it; those whom he speaks to follow, or the text.
fn speaker(claims: &mut Claims, first: usize, end: usize) {
    /// So many rows at most: two names, the day, how it was written down.
    const LONGEST: usize = 4;
    let day = |text: &str| p::date(text.trim_matches(['（', '）', '(', ')'])).is_some();
    let name = |text: &str| {
        let alone = squeezed(text);
        let person = (2..=4).contains(&alone.chars().count()) && p::is_name(&alone) && !p::is_organ(&alone);
        p::post_and_name(text).is_some() || person
    };
    let recorded = |text: &str| text.starts_with(['（', '(']) && text.contains("整理");
    let rows: Vec<usize> = claims
        .free(first..end)
        .into_iter()
        .take(LONGEST)
        .take_while(|&line| {
            let text = claims.text(line);
            name(&text) || day(&text) || recorded(&text)
        })
        .collect();
    let Some(last) = rows.last() else { return };
    if !rows.iter().any(|&line| name(&claims.text(line))) {
        return;
    }
    let follows = claims.free_from(last + 1).map(|line| claims.text(line));
    let opens = follows.is_some_and(|text| {
        p::is_running(&text) || p::opens_numbered(&text) || text.ends_with(['：', ':', '！'])
    });
    if !opens {
        return;
    }
    for line in rows {
        let text = claims.text(line);
        if day(&text) && !claims.has(Slot::Value(Element::Date)) {
            let bare = text.trim_matches(['（', '）', '(', ')']).to_owned();
            let at = text.find(&bare).unwrap_or(0);
            let beside = Slot::Beside(Element::Date);
            let parts = [
                (beside, &text[..at]),
                (Slot::Value(Element::Date), bare.as_str()),
                (beside, &text[at + bare.len()..]),
            ];
            claims.split(line, &parts);
        } else {
            claims.claim(line, Slot::Value(Element::Speaker));
        }
    }
}

/// A number right under the title of such a paper, 云介字第0032号.
pub(super) fn number(claims: &mut Claims, title: usize) {
    let Some(line) = claims.free_from(title + 1).filter(|&line| line == title + 1) else { return };
    let bare = squeezed(&claims.text(line));
    let counted =
        bare.strip_suffix('号').and_then(|rest| rest.rsplit_once('第')).is_some_and(|(word, count)| {
            word.chars().count() <= 12
                && (word.is_empty() || word.ends_with('字') || word.ends_with(['）', '〕']))
                && !count.is_empty()
                && count.chars().all(p::is_digit)
        });
    if counted && !claims.has(Slot::Value(Element::Number)) {
        claims.claim(line, Slot::Value(Element::Number));
    }
}

/// Claims the mark of a 简报, with its number under it.
pub(super) fn briefing(claims: &mut Claims, end: usize) -> bool {
    let Some((mark, number)) = briefing_head(claims, end) else { return false };
    claims.claim(mark, Slot::Value(Element::Mark));
    claims.claim(number, Slot::Value(Element::Number));
    true
}

/// The line of the mark of a 简报, and that of its number.
pub(super) fn briefing_head(claims: &Claims, end: usize) -> Option<(usize, usize)> {
    const MARKS: [&str; 8] = ["简报", "专报", "快报", "动态", "信息", "工作通讯", "情况反映", "简讯"];
    let free = claims.free(0..end.min(claims.len()));
    let found = free.windows(2).find(|pair| {
        let (mark, number) = (squeezed(&claims.text(pair[0])), squeezed(&claims.text(pair[1])));
        let named = MARKS.iter().any(|word| mark.ends_with(word));
        named
            && (4..=30).contains(&mark.chars().count())
            && !mark.contains("关于")
            && p::is_title_line(&mark)
            && number.contains('期')
            && p::is_number(&number)
    });
    found.map(|pair| (pair[0], pair[1]))
}

/// The titles of the articles of a 简报: short lines behind blank ones over the text. One alone is the document's.
pub(super) fn articles(claims: &mut Claims) {
    let body: Vec<usize> = claims.of(Slot::Value(Element::Body)).into_iter().map(|(line, _)| line).collect();
    let heads = |pair: &[usize]| {
        let (title, text) = (claims.text(pair[0]), claims.text(pair[1]));
        let length = title.chars().count();
        claims.line(pair[0]).after_blank
            && (4..=45).contains(&length)
            && !title.contains(['。', '；', '\t', '|'])
            && !title.ends_with(['：', ':', '，', '、', '！', '？'])
            && !p::opens_numbered(&title)
            && !["编者按", "按语"].iter().any(|word| title.starts_with(word))
            && p::is_running(&text)
            && !p::is_running(&title)
    };
    let titles: Vec<usize> = body.windows(2).filter(|pair| heads(pair)).map(|pair| pair[0]).collect();
    match &titles[..] {
        [one] if body.first() == Some(one) => claims.claim(*one, Slot::Value(Element::Title)),
        _ => claims.articles.extend(titles),
    }
}

/// Whether a text shows by itself that it has no red head: none stands over its title, which is none of the 15 kinds'.
pub(super) fn is_plain(claims: &Claims) -> Option<bool> {
    let title = claims.of(Slot::Value(Element::Title));
    let (first, last) = title.first().zip(title.last()).map(|(first, last)| (first.0, last.0))?;
    let said = format::joined(claims, Element::Title);
    let over = |slot: Slot| claims.of(slot).iter().any(|(line, _)| *line < first);
    let number = claims.of(Slot::Value(Element::Number)).first().map(|(line, _)| *line);
    // A number that a page says stands in no head.
    let given = claims.doubts.contains(&(Some(Element::Number), Doubt::FromSurroundings));
    let headed = claims.has(Slot::Value(Element::Mark))
        || over(Slot::Value(Element::Issuers))
        || over(Slot::Beside(Element::Issuers))
        || over(Slot::MarkName(0))
        || over(Slot::Value(Element::Signers))
        || number.is_some_and(|line| line < first && !given)
        || number.is_some_and(|line| line > last + 2 && !given);
    let none = Kind::of_title(without_bracket(&said)).is_none() && Kind::of_title(&said).is_none();
    (!headed && none).then(|| is_form(&said))
}

/// Whether nobody signs, and nothing shows that somebody should.
pub(super) fn is_unsigned(claims: &Claims) -> bool {
    if claims.has(Slot::Value(Element::Speaker)) || claims.has(Slot::Party(0, super::claims::Party::Role)) {
        return true;
    }
    let title = claims.of(Slot::Value(Element::Title)).last().map_or(0, |(line, _)| *line);
    let below = |slot: Slot| claims.of(slot).iter().any(|(line, _)| *line > title);
    let signed = [Element::Issuers, Element::Date, Element::Signature]
        .into_iter()
        .any(|element| below(Slot::Value(element)) || below(Slot::Beside(element)));
    !signed && !claims.by_assistant && (is_passed(claims) || is_plain(claims) == Some(true))
}

/// Whether a 题注 under the title says by whom and when, which nobody says again under the text.
pub(super) fn is_passed(claims: &Claims) -> bool {
    passed::day(claims).is_some_and(|(_, from)| from == "题注")
}

/// Whether a page format of its own was seen, so that what the 15 kinds need is not asked for.
pub(super) fn format(claims: &Claims) -> Option<Format> {
    let mark = format::joined(claims, Element::Mark);
    if claims.telegram {
        return Some(Format::Telegram);
    }
    let counted = format::joined(claims, Element::Number).contains('期');
    if claims.briefing && counted && !mark.is_empty() {
        return Some(Format::Briefing);
    }
    (is_plain(claims) == Some(true) && !format::has_letter_number(claims)).then_some(Format::Plain)
}
