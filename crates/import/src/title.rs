//! The title, wherever among the head's lines it stands; what is above it need not be the document's.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::{Look, squeezed};
use super::patterns as p;
use super::recognise::is_attendance;
use super::{format, mark};

/// A title takes so many lines at most.
pub(super) const LONGEST: usize = 8;

/// The first and last line of a title that says 关于 and ends with a kind, and the lines of it.
pub(super) fn find(claims: &Claims, end: usize) -> Option<Vec<usize>> {
    let free = claims.free(0..end);
    first(claims, &free, p::ends_as_title).or_else(|| minutes(claims, &free))
}

/// A title that says 关于 and ends with what offices write beside the 15 kinds: 倡议书, 公开信, 方案.
pub(super) fn find_other(claims: &Claims, end: usize) -> Option<Vec<usize>> {
    first(claims, &claims.free(0..end), |text| p::ends_as_title(text) || p::ends_as_other(text))
}

fn first(claims: &Claims, free: &[usize], ends: fn(&str) -> bool) -> Option<Vec<usize>> {
    let free = &free[..text_under_head(claims, free).unwrap_or(free.len())];
    let mut found: Option<(Vec<usize>, String)> = None;
    let mut at = 0;
    while at < free.len() {
        let Some(lines) = about(claims, free, at, ends) else {
            at += 1;
            continue;
        };
        let said: String = lines.iter().map(|&line| squeezed(&claims.text(line))).collect();
        at = free.iter().position(|line| Some(line) == lines.last()).map_or(at, |last| last) + 1;
        match &found {
            None => found = Some((lines, said)),
            // A page's heading, or a message's subject, says the title that stands again over the text.
            Some((first, _)) if nothing_between(claims, first, &lines) => {
                found = Some((lines, said));
            }
            Some(_) => {}
        }
    }
    found.map(|(lines, _)| lines).or_else(|| minutes(claims, free))
}

/// Where the text of an order begins, whose head is a mark and a number: a title below it is of what it issues.
fn text_under_head(claims: &Claims, free: &[usize]) -> Option<usize> {
    let text = |at: usize| claims.text(free[at]);
    let head = (0..free.len()).find(|&at| {
        squeezed(&text(at)).ends_with('令')
            && mark::is_mark(&text(at))
            && free.get(at + 1).is_some_and(|&line| p::is_number(&claims.text(line)))
    })?;
    let below = (head..free.len()).find(|&at| p::is_running(&text(at)))?;
    (head..below).all(|at| !text(at).contains("关于")).then_some(below)
}

/// The title of minutes, which need not say 关于; a mark has its number, or organ and date, under it.
fn minutes(claims: &Claims, free: &[usize]) -> Option<Vec<usize>> {
    /// So many characters it has at least: 会议纪要 alone is a mark's.
    const SHORTEST: usize = 8;
    let is_mark = |at: usize| {
        free.get(at + 1).is_some_and(|&below| {
            let text = claims.text(below);
            p::is_number(&text)
                || p::is_open_number(&text)
                || p::is_cut_number(&text)
                || p::trailing_date(&text).is_some_and(|(organ, _)| p::is_organ(organ))
        })
    };
    let title = |&(at, &line): &(usize, &usize)| {
        let text = squeezed(&claims.text(line));
        text.ends_with("纪要") && text.chars().count() >= SHORTEST && is_part(claims, line) && !is_mark(at)
    };
    free.iter().enumerate().find(title).map(|(_, &line)| vec![line])
}

/// Whether no running text stands between two titles.
fn nothing_between(claims: &Claims, first: &[usize], second: &[usize]) -> bool {
    let from = first.last().map_or(0, |line| line + 1);
    let to = second.first().copied().unwrap_or(from);
    claims.free(from..to.max(from)).iter().all(|&line| !claims.text(line).ends_with(['。', '：', ':']))
}

/// A title whose 关于 stands on this line: the most lines from here that end as titles do, and the
/// organs above that it begins with.
fn about(claims: &Claims, free: &[usize], at: usize, ends: fn(&str) -> bool) -> Option<Vec<usize>> {
    if !claims.text(free[at]).contains("关于") || !is_part(claims, free[at]) {
        return None;
    }
    let mut joined = String::new();
    let mut last = None;
    for (count, &line) in free[at..].iter().enumerate().take(LONGEST) {
        let text = claims.text(line);
        // Nothing but blank lines may stand between; a bracket may be what a line's end parted from its word.
        let bracket =
            count > 0 && last.is_none() && text.starts_with(['（', '(']) && !text.ends_with(['）', ')']);
        if !(is_part(claims, line) || bracket && p::is_title_line(&text)) || line != free[at] + count {
            break;
        }
        // A second title is not the rest of the first.
        if last.is_some() && text.contains("关于") {
            break;
        }
        joined.push_str(&squeezed(&text));
        if ends(unquoted(&joined)) && !is_quoted(&joined) {
            last = Some(at + count);
        }
    }
    let last = last?;
    let mut first = at;
    while let Some(above) = first.checked_sub(1).filter(|&above| free[above] + 1 == free[first]) {
        let text = claims.text(free[above]);
        if !is_part(claims, free[above]) || p::organs(&text).is_none_or(|organs| organs.is_empty()) {
            break;
        }
        first = above;
    }
    Some(free[first..=last].to_vec())
}

/// Whether a line can be one of a title's.
fn is_part(claims: &Claims, line: usize) -> bool {
    let text = claims.text(line);
    p::is_title_line(&text)
        && claims.line(line).look != Look::Mark
        && !is_above_title(&text)
        && !p::is_labelled(&text)
        && !text.starts_with(['@', '>', '（', '(', '→'])
        && !text.contains('\t')
        && !is_cell(&text)
}

/// 标题　关于……: the label of a form before it.
fn is_cell(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let label = ["标题", "名称", "主题", "文件标题", "信息名称", "标", "题"].contains(&first);
    label && squeezed(text).len() > first.len()
}

/// 《关于……的通知》 that is spoken of.
fn is_quoted(text: &str) -> bool {
    text.contains("附件：") || text.contains("附件:")
}

/// A title that somebody put in 《》 as a whole.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('《').and_then(|text| text.strip_suffix('》'));
    inner.filter(|inner| !inner.contains('《') || inner.find('《') < inner.find('》')).unwrap_or(text)
}

/// 某局文件, and a number that is not given yet, 甲教〔2024〕　号, are no part of a title.
fn is_above_title(text: &str) -> bool {
    let text = squeezed(text);
    p::is_open_number(&text) || (text.ends_with("文件") && mark::is_mark(&text))
}

/// Claims a title; what is above it of organs that are not its own stays.
pub(super) fn claim(claims: &mut Claims, lines: &[usize]) {
    let start = without_site_name(claims, lines);
    lines[start..].iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Title)));
    if let Some(draft) = lines.last().and_then(|last| draft_below(claims, *last)) {
        claims.claim(draft, Slot::Value(Element::Title));
    }
    if let [line] = lines[start..] {
        let text = claims.text(line);
        let title = unquoted(&text);
        if title.len() < text.len() {
            let beside = Slot::Beside(Element::Title);
            claims.split(line, &[(beside, "《"), (Slot::Value(Element::Title), title), (beside, "》")]);
        }
    }
    // 公报（第三号） is one of a row.
    let Some(&last) = lines.last().filter(|&&line| claims.text(line).ends_with("公报")) else { return };
    let below = last + 1;
    let counted = |text: &str| text.starts_with(['（', '(']) && p::is_number(text);
    if below < claims.len() && counted(&claims.text(below)) {
        let said = claims.text(below);
        claims.claim(below, Slot::Value(Element::Title));
        claims.doubt(Element::Title, Doubt::CountedTitle(said.clone()));
        claims.doubt(Element::Number, Doubt::CountedTitle(said));
    }
}

/// Whether a line says that what is above it is for trial or a draft: （试行）, （征求意见稿）.
pub(super) fn is_draft(text: &str) -> bool {
    let text = squeezed(text);
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let ends = |inner: &str| ["试行", "暂行", "草案", "修订", "稿"].iter().any(|end| inner.ends_with(end));
    inner.is_some_and(|inner| inner.chars().count() <= 10 && !inner.contains('，') && ends(inner))
}

/// Such a line right below a title.
fn draft_below(claims: &Claims, last: usize) -> Option<usize> {
    let below = last + 1;
    (below < claims.len() && claims.is_free(below) && is_draft(&claims.text(below))).then_some(below)
}

/// The title by what it looks like on its page.
pub(super) fn looks_like_title(claims: &mut Claims, stop: usize) -> bool {
    let lines: Vec<usize> =
        claims.free(0..stop).into_iter().filter(|&line| claims.line(line).look == Look::Title).collect();
    lines.iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Title)));
    if let Some(draft) = lines.last().and_then(|last| draft_below(claims, *last)) {
        claims.claim(draft, Slot::Value(Element::Title));
    }
    !lines.is_empty()
}

/// A title without 关于 among lines that follow each other: the last line that ends as titles do, and
/// what of it stands above.
pub(super) fn plain(claims: &mut Claims, candidates: &[usize]) -> bool {
    if claims.has(Slot::Value(Element::Title)) {
        return true;
    }
    let ends = |line: usize| {
        let text = squeezed(&claims.text(line));
        is_part(claims, line) && p::ends_as_title(&text) && !mark::is_mark(&text)
    };
    let own = |line: usize| ends(line) && !mark::is_mark_or_title(&claims.text(line));
    let found = candidates.iter().rposition(|&line| own(line));
    let Some(mut at) = found.or_else(|| candidates.iter().rposition(|&line| ends(line))) else {
        return false;
    };
    let last = at;
    let mut over = Vec::new();
    while let Some(above) = at.checked_sub(1).filter(|&above| candidates[above] + 1 == candidates[at]) {
        let text = claims.text(candidates[above]);
        let own = squeezed(&claims.text(candidates[at]));
        let plain = |c: char| c.is_alphanumeric() || "“”《》、—（）".contains(c);
        let goes_on = is_part(claims, candidates[above])
            && !mark::is_mark(&text)
            && !own.starts_with(&squeezed(&text))
            && (p::organs(&text).is_some() || text.chars().all(plain))
            && last - above < LONGEST;
        if !goes_on {
            break;
        }
        if p::organs(&text).is_none() {
            over.push(text);
        }
        at = above;
    }
    if let Some(line) = over.into_iter().next().filter(|_| is_whole(&claims.text(candidates[last]))) {
        claims.doubt(Element::Title, Doubt::OverTitle(line));
    }
    claim(claims, &candidates[at..=last]);
    true
}

/// Whether a title's last line could be all of it.
fn is_whole(text: &str) -> bool {
    text.chars().count() >= 10 && p::ends_as_title(&squeezed(text))
}

/// A title below words that are no document's, as an assistant or a colleague puts them over it.
pub(super) fn below_talk(claims: &mut Claims, stop: usize, end: usize) -> bool {
    /// So many lines of talk at most.
    const TALK: usize = 8;
    /// So many characters a title has at least.
    const SHORTEST: usize = 9;
    let lines: Vec<usize> = claims.free(stop..end.min(stop + TALK));
    let ends = |line: usize| {
        let text = squeezed(&claims.text(line));
        is_part(claims, line) && p::ends_as_title(&text) && text.chars().count() >= SHORTEST
    };
    let Some(title) = lines.into_iter().find(|&line| ends(line)) else { return false };
    claims.free(0..title).into_iter().for_each(|line| claims.claim(line, Slot::Loose));
    claims.claim(title, Slot::Value(Element::Title));
    claims.doubt(Element::Title, Doubt::BelowTalk);
    true
}

/// How many lines above 某局关于…… are no part of it: a letterhead, a site's name; an organ that signs
/// stays.
fn without_site_name(claims: &mut Claims, title: &[usize]) -> usize {
    let signed: Vec<String> =
        claims.of(Slot::Value(Element::Issuers)).iter().map(|(_, text)| squeezed(text)).collect();
    let Some(about) = title.iter().position(|&line| claims.text(line).contains("关于")) else { return 0 };
    let line = claims.text(title[about]);
    let own = line.split("关于").next().unwrap_or_default();
    let own_organ = own.split_whitespace().any(p::is_organ);
    // The title's own organ above it is a letterhead: no title says its organ twice.
    let again = |at: &usize| own_organ && squeezed(&claims.text(title[*at])) == squeezed(own);
    let mut letterhead = (0..about).take_while(again).count();
    // A title says all of those who sign together, or none of them.
    let signs = |at: usize| signed.contains(&squeezed(&claims.text(title[at])));
    if signed.len() > 1 && own.is_empty() && about > 0 && about < signed.len() && (0..about).all(signs) {
        letterhead = about;
    }
    // So is an organ that stands again between it and 关于.
    for at in 0..about {
        let twice = title[at + 1..about]
            .iter()
            .any(|&line| squeezed(&claims.text(line)) == squeezed(&claims.text(title[at])));
        letterhead = if twice { letterhead.max(at + 1) } else { letterhead };
    }
    // A blank line parts a letterhead from its title, though no mark stands between.
    if !own_organ && about > 0 && letterhead == 0 && claims.line(title[about]).after_blank {
        if is_spaced(claims) {
            let line = claims.text(title[about - 1]);
            claims.doubt(Element::Title, Doubt::OverTitle(line));
        } else {
            letterhead = about;
        }
    }
    if letterhead > 0 {
        return letterhead;
    }
    let strange = |text: &str| p::is_organ(text) && !signed.contains(&squeezed(text)) && !signed.is_empty();
    let signs_below = |at: usize| {
        let mut below = title[at + 1..about].iter().map(|&line| squeezed(&claims.text(line)));
        own_organ || below.any(|organ| signed.contains(&organ))
    };
    let above = (0..about).take_while(|&at| signs_below(at) && strange(&claims.text(title[at]))).count();
    if above > 0 {
        let line = claims.text(title[above - 1]);
        claims.doubt(Element::Title, Doubt::AboveTitle(line));
    }
    above
}

/// Whether blank lines stand between all lines, as accounts put them: they part nothing.
fn is_spaced(claims: &Claims) -> bool {
    let apart = (1..claims.len()).filter(|&line| claims.line(line).after_blank).count();
    apart * 2 > claims.len()
}

/// A line over the recipients or the text that is a title by nothing but its place; what it begins with
/// on the line above, and （试行） below it, are of it.
pub(super) fn by_place(claims: &mut Claims, candidates: &[usize], stop: usize) {
    let free: Vec<usize> =
        candidates.iter().copied().filter(|&line| claims.is_free(line) && line < stop).collect();
    let text = |at: usize| claims.text(free[at]);
    // What has the marks of a sentence begins the text, which a page's width broke.
    let passed_over =
        |text: &str| stands_below_title(text) || (!p::ends_as_title(text) && text.contains('，'));
    let joint = (0..free.len()).find(|&at| is_joint(&text(at)));
    let fits = |line: &str| {
        let framed = p::is_meeting_label(line) || is_attendance(line);
        p::is_title_line(line) && line.chars().count() >= 5 && !p::is_organ(line) && !framed
    };
    let own = joint.or_else(|| {
        let lowest = (0..free.len()).rev().find(|&at| !passed_over(&text(at)))?;
        // 某委通报3起典型问题 may have words of its account under it.
        let reports = |at: &usize| tells(&text(*at));
        Some(if fits(&text(lowest)) { lowest } else { (0..lowest).rev().find(reports).unwrap_or(lowest) })
    });
    let Some(at) = own else { return };
    let line = text(at);
    if !fits(&line) {
        return;
    }
    // Minutes may have no title but their mark: what has marks of a sentence is their text.
    if format::is_minutes(claims) && line.contains(['，', '：', ':', ',']) {
        return;
    }
    let mut own = vec![free[at]];
    // Rules name their organ on a line of its own; a mark has a number or a sign-off under it.
    let organ = at.checked_sub(1).filter(|&above| p::is_organ(&text(above)) && free[above] + 1 == free[at]);
    let rules =
        ["办法", "规定", "规则", "细则", "条例", "制度", "章程", "规程", "守则", "方案", "要点", "预案"];
    if let Some(above) = organ.filter(|_| rules.iter().any(|word| line.ends_with(word))) {
        own.insert(0, free[above]);
    }
    let draft = |at: &usize| is_draft(&text(*at));
    own.extend(Some(at + 1).filter(|below| *below < free.len()).filter(draft).map(|below| free[below]));
    own.into_iter().for_each(|line| claims.claim(line, Slot::Value(Element::Title)));
    if !is_joint(&line) {
        claims.doubt(Element::Title, Doubt::TitleByPlace);
    }
}

/// 某局公告 over a number and a text: what would be a mark over another title is the title where there is none.
pub(super) fn of_mark(claims: &mut Claims) {
    let mark: Vec<usize> = claims.of(Slot::Value(Element::Mark)).into_iter().map(|(line, _)| line).collect();
    let [line] = mark[..] else { return };
    let kind = ["公告", "通告", "公报", "决定", "决议"];
    let whole = kind.iter().any(|kind| squeezed(&claims.text(line)).ends_with(kind));
    if whole && !claims.has(Slot::Value(Element::Title)) {
        claims.claim(line, Slot::Value(Element::Title));
        claims.doubt(Element::Title, Doubt::TitleByPlace);
    }
}

/// 甲局 乙局 通告: organs and a kind, with blanks between.
fn is_joint(text: &str) -> bool {
    let organs = text.trim_end().rsplit_once(char::is_whitespace).and_then(|(organs, _)| p::organs(organs));
    p::ends_as_title(text) && organs.is_some_and(|organs| organs.len() > 1)
}

/// 某县纪委监委通报3起典型问题: a headline that says who tells what.
fn tells(text: &str) -> bool {
    let told = text.split_once("通报").is_some_and(|(name, rest)| p::is_organ(name) && !rest.is_empty());
    told && ["问题", "案例", "案件", "情况", "事故"].iter().any(|end| text.ends_with(end))
}

/// What stands between a title and its text: in brackets when and by whom it was passed, 目录.
fn stands_below_title(text: &str) -> bool {
    let bare = squeezed(text);
    bare == "目录" || (bare.starts_with(['（', '(']) && bare.ends_with(['）', ')']))
}

/// Whether an order has no title of its own: its mark says what it is.
pub(super) fn is_needless(claims: &Claims) -> bool {
    format::is_order(claims)
}
