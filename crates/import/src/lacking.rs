//! What a document lacks that others of its kind have, or that it says itself to have: a place that is not filled in, a
//! label whose value no key took, whom it is sent to, attachments that it speaks of, the year of its number.

use super::around::{is_open_label, labels_of};
use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::format;
use super::head;
use super::lines::squeezed;
use super::patterns as p;
use super::signed;
use crate::document::Kind;

/// Looks at what every line became.
pub(super) fn doubts(claims: &mut Claims) {
    not_filled_in(claims);
    number(claims);
    labels(claims);
    open_label(claims);
    draft_number(claims);
    again(claims);
    signers(claims);
    recipients(claims);
    note(claims);
    at_the_edges(claims);
    attachments(claims);
    files(claims);
    dates(claims);
    signature(claims);
    mark_or_title(claims);
    left_over_text(claims);
    glued(claims);
    spoken(claims);
}

/// A number that only a row over the text says, whatever stands beside it: 类别：A, 文号：… 浏览：8.
fn number(claims: &mut Claims) {
    if claims.has(Slot::Value(Element::Number)) || is_doubted(claims, Element::Number) {
        return;
    }
    let text = claims.of(Slot::Value(Element::Body)).first().map_or(0, |(line, _)| *line);
    // The row may have given other parts of it away: 公文编号：… 成文日期：….
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for line in 0..text {
        for (at, (slot, said)) in claims.parts(line).iter().enumerate() {
            if !matches!(slot, Slot::NoElement | Slot::Loose | Slot::Beside(_)) {
                continue;
            }
            let words = said.split(|c: char| c.is_whitespace() || "|｜：:【】；;，,".contains(c));
            let own =
                |word: &&str| word.contains(['〔', '[', '［']) && word.ends_with('号') && p::is_number(word);
            found.extend(words.filter(own).map(|word| (line, at, word.to_owned())));
        }
    }
    let Some((line, at, number)) = found.first().cloned() else { return };
    if found.iter().any(|(.., other)| *other != number) {
        claims.doubt(Element::Number, Doubt::SaidBeside(claims.text(line)));
        return;
    }
    let parts = claims.parts(line).to_vec();
    let (slot, said) = (parts[at].0, &parts[at].1);
    let from = said.find(&number).unwrap_or(0);
    let own = [
        (slot, &said[..from]),
        (Slot::Value(Element::Number), number.as_str()),
        (slot, &said[from + number.len()..]),
    ];
    let around = |part: &(Slot, String)| (part.0, part.1.clone());
    let own = own.map(|(slot, text)| (slot, text.to_owned()));
    let all: Vec<(Slot, String)> =
        parts[..at].iter().map(around).chain(own).chain(parts[at + 1..].iter().map(around)).collect();
    let all: Vec<(Slot, &str)> = all.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
    claims.split(line, &all);
    claims.doubt(Element::Number, Doubt::FromSurroundings);
}

/// 县长, 部长 and 政委 for two organs: who signs for which?
fn signature(claims: &mut Claims) {
    let names = claims.of(Slot::Value(Element::Signature)).len();
    let organs = claims.of(Slot::Value(Element::Issuers)).len();
    if names > 1 && names != organs && !is_doubted(claims, Element::Signature) {
        claims.doubt(Element::Signature, Doubt::SignedByMore);
    }
}

/// 某局公告 without another title over its text, or without a mark.
fn mark_or_title(claims: &mut Claims) {
    const KINDS: [&str; 2] = ["公告", "通告"];
    let title = format::joined(claims, Element::Title);
    let mark = format::joined(claims, Element::Mark);
    // A title stands under its mark.
    let line = |element| claims.of(Slot::Value(element)).first().map(|(line, _)| *line);
    let text = line(Element::Body).unwrap_or(0);
    let head = |slot| claims.of(slot).first().map(|(line, _)| *line).filter(|line| *line < text);
    let worded = head(Slot::Beside(Element::Issuers)).filter(|_| format::is_order(claims));
    let mark_line = line(Element::Mark).or(worded);
    let over = line(Element::Title).zip(mark_line).is_some_and(|(title, mark)| title < mark);
    if over && !is_doubted(claims, Element::Title) {
        claims.doubt(Element::Title, Doubt::TitleByPlace);
    }
    // 某市人民政府嘉奖令.
    let order = |words: &str| {
        let name = words.strip_suffix('令').filter(|_| !words.contains("关于"));
        name.is_some_and(|name| p::organ_before(words).is_some() || p::is_organ(name))
    };
    let both = |words: &str| {
        KINDS.iter().any(|kind| words.strip_suffix(kind).is_some_and(p::is_organ)) || order(words)
    };
    if mark.is_empty() && both(&title) {
        claims.doubt(Element::Title, Doubt::MarkOrTitle);
        claims.doubt(Element::Mark, Doubt::MarkOrTitle);
    } else if title.is_empty() && both(&mark) {
        claims.doubt(Element::Mark, Doubt::MarkOrTitle);
    }
}

/// 某会公告, 会议纪要, 某局　2025年第6期 and lines that end as titles do: what of a head stands over the text and no key took.
fn left_over_text(claims: &mut Claims) {
    const MARKS: [&str; 9] = ["会议纪要", "文件", "令", "公告", "通告", "公报", "议案", "通报", "简报"];
    let Some(text) = claims.of(Slot::Value(Element::Body)).first().map(|(line, _)| *line) else { return };
    let title = claims.of(Slot::Value(Element::Title)).last().map(|(line, _)| *line);
    let marked = claims.has(Slot::Value(Element::Mark))
        || claims.of(Slot::Beside(Element::Issuers)).iter().any(|(line, _)| *line < text);
    for line in 0..text {
        if !matches!(claims.parts(line), [(Slot::Loose, _)]) {
            continue;
        }
        let said = claims.text(line);
        let bare = squeezed(&said);
        let named =
            MARKS.iter().any(|word| bare == *word || bare.strip_suffix(word).is_some_and(p::is_organ));
        if named && !marked && !is_doubted(claims, Element::Mark) {
            claims.doubt(Element::Mark, Doubt::SaidBeside(said.clone()));
        }
        let last = said.split_whitespace().next_back().unwrap_or_default();
        let numbered = p::is_number(&bare) || (last.len() < said.len() && p::is_number(last));
        if numbered && !claims.has(Slot::Value(Element::Number)) && !is_doubted(claims, Element::Number) {
            claims.doubt(Element::Number, Doubt::SaidBeside(said.clone()));
        }
        // Between title and text; over the title stands what pages say.
        let below = title.is_some_and(|title| title < line) && p::is_title_line(&said);
        if below
            && bare.chars().count() >= 8
            && !p::is_organ(&bare)
            && !numbered
            && !is_doubted(claims, Element::Title)
        {
            claims.doubt(Element::Title, Doubt::SaidBeside(said));
        }
    }
}

/// 甲市财政局甲市民政局: two that sign in one row without a blank; both begin with their place.
fn glued(claims: &mut Claims) {
    const PLACES: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
    let signed = texts(claims, Slot::Value(Element::Issuers));
    for (line, name) in signed {
        let ends = name.char_indices().filter(|(_, c)| PLACES.contains(c));
        let cuts = ends.map(|(at, c)| at + c.len_utf8()).filter(|end| name[..*end].chars().count() > 2);
        let mut parted = cuts.filter_map(|end| Some(name.split_at(end + name[end..].find(&name[..end])?)));
        let Some((first, second)) = parted.find(|(first, second)| p::is_organ(first) && p::is_organ(second))
        else {
            continue;
        };
        let parts = claims.parts(line).to_vec();
        let own = Slot::Value(Element::Issuers);
        let parts: Vec<(Slot, &str)> = parts
            .iter()
            .flat_map(|(slot, text)| match *slot == own && *text == name {
                true => vec![(own, first), (own, second)],
                false => vec![(*slot, text.as_str())],
            })
            .collect();
        claims.split(line, &parts);
        if !is_doubted(claims, Element::Issuers) {
            claims.doubt(Element::Issuers, Doubt::OrganByPlace);
        }
    }
}

/// ——2024年8月27日在某会议上, 各位委员：: a report to a session.
fn spoken(claims: &mut Claims) {
    const FIRST: usize = 8;
    if claims.has(Slot::Value(Element::Speaker)) {
        return;
    }
    let body = texts(claims, Slot::Value(Element::Body));
    let loose = texts(claims, Slot::Loose);
    let said = |text: &str| {
        let bare = text.trim_matches(|c: char| "—-（）()".contains(c) || c.is_whitespace());
        text.starts_with(['—', '-', '（', '(']) && bare.contains('在') && bare.ends_with(['上', '会'])
    };
    let names = format::joined(claims, Element::Recipients);
    let addressed = names.starts_with("各位") || names.contains("、各位") || names.contains("，各位");
    let lines = body.iter().take(FIRST).chain(&loose);
    let held = lines.map(|(_, text)| text).any(|text| said(text));
    // 各位代表： over the text speaks to those who sit there.
    let session =
        held || (addressed && ["代表", "委员", "主任", "主席"].iter().any(|who| names.contains(who)));
    if !session {
        return;
    }
    for element in [Element::Recipients, Element::Signature] {
        if !is_doubted(claims, element) {
            claims.doubt(element, Doubt::Spoken);
        }
    }
}

fn is_doubted(claims: &Claims, element: Element) -> bool {
    claims.doubts.iter().any(|(of, _)| *of == Some(element))
}

fn texts(claims: &Claims, slot: Slot) -> Vec<(usize, String)> {
    claims.of(slot).into_iter().map(|(line, text)| (line, text.to_owned())).collect()
}

/// ××, ____, [请填写] in a value.
fn not_filled_in(claims: &mut Claims) {
    const ALL: [Element; 13] = [
        Element::Issuers,
        Element::Mark,
        Element::Number,
        Element::Signers,
        Element::Title,
        Element::Recipients,
        Element::Body,
        Element::Signature,
        Element::Attendees,
        Element::Absentees,
        Element::Observers,
        Element::Cc,
        Element::Printer,
    ];
    for element in ALL {
        let said = texts(claims, Slot::Value(element));
        let open = said.iter().find_map(|(_, text)| p::unwritten(text).map(str::to_owned));
        if let Some(words) = open {
            claims.doubt(element, Doubt::Unwritten(words));
        }
    }
    // （联系人：XXX，电话：XXXX） says nothing yet.
    let notes = texts(claims, Slot::Value(Element::Note));
    let empty = |text: &str| {
        let inner = text.trim_matches(['（', '）', '(', ')', '。']);
        let values: Vec<&str> = inner
            .split(['，', ',', '；', ';', '　'])
            .filter_map(|part| part.split_once(['：', ':']).map(|(_, value)| value))
            .collect();
        !values.is_empty() && values.iter().all(|value| value.trim().is_empty() || p::is_all_unwritten(value))
    };
    if !notes.is_empty() && notes.iter().all(|(_, text)| empty(text)) {
        notes.iter().for_each(|(line, _)| claims.claim(*line, Slot::Beside(Element::Note)));
        claims.doubt(Element::Note, Doubt::NotGiven("附注"));
    } else if let Some(words) = notes.iter().find_map(|(_, text)| p::unwritten(text)) {
        claims.doubt(Element::Note, Doubt::Unwritten(words.to_owned()));
    }
}

/// 议案流水号：YA-2025-0011, 审批编号：…: a system's number over a document that has none of its own.
fn draft_number(claims: &mut Claims) {
    const ENDS: [&str; 5] = ["流水号", "编号", "单号", "序号", "代码"];
    if claims.has(Slot::Value(Element::Number)) || is_doubted(claims, Element::Number) {
        return;
    }
    let text = claims.of(Slot::Value(Element::Body)).first().map_or(0, |(line, _)| *line);
    let said = (0..text).find_map(|line| {
        let beside = matches!(claims.parts(line), [(Slot::NoElement | Slot::Loose, _)]);
        let text = beside.then(|| claims.text(line))?;
        let fields = text.split(|c: char| "\t\u{3000}|｜[【".contains(c));
        fields.map(str::trim).find_map(|field| {
            let (label, value) = field.split_once(['：', ':', ']', '】'])?;
            let named = ENDS.iter().any(|end| squeezed(label).ends_with(end));
            let figures = value.chars().filter(char::is_ascii_digit).count() >= 3;
            (named && figures && label.chars().count() <= 8).then(|| squeezed(field))
        })
    });
    if let Some(said) = said.filter(|_| format::is_numbered(claims)) {
        claims.doubt(Element::Number, Doubt::DraftNumber(said));
    }
}

/// A label whose value stands nowhere: in the text, or beside the document.
fn labels(claims: &mut Claims) {
    let first_attached = claims.of(Slot::AttachmentText(0)).first().map_or(claims.len(), |(line, _)| *line);
    // 抄送 of an e-mail is none of the document.
    let mail = (0..first_attached).any(|line| {
        let text = claims.text(line);
        ["发件人", "收件人", "From", "To:"].iter().any(|label| text.starts_with(label))
    });
    for line in 0..first_attached {
        let of = claims
            .parts(line)
            .iter()
            .all(|(slot, _)| matches!(slot, Slot::NoElement | Slot::Loose | Slot::Value(Element::Body)));
        if !of {
            continue;
        }
        let text = claims.text(line);
        let row = matches!(claims.parts(line), [(Slot::NoElement, _)]);
        for element in labels_of(&text, row) {
            let sent = mail && element == Element::Cc;
            let listed = element == Element::Attachments
                && (claims.attachment_count() > 0 || claims.issued_count() > 0);
            if !claims.has(Slot::Value(element)) && !listed && !is_doubted(claims, element) && !sent {
                claims.doubt(element, Doubt::SaidBeside(text.clone()));
            }
        }
    }
}

/// 文号：暂无 over a document that has a number when it is sent.
fn open_label(claims: &mut Claims) {
    let text = claims.of(Slot::Value(Element::Body)).first().map_or(0, |(line, _)| *line);
    let open = |line: usize| {
        let beside = matches!(claims.parts(line), [(Slot::NoElement | Slot::Loose, _)]);
        beside && is_open_label(&claims.text(line))
    };
    let none = !claims.has(Slot::Value(Element::Number)) && !is_doubted(claims, Element::Number);
    if none && format::is_numbered(claims) && (0..text).any(open) {
        claims.doubt(Element::Number, Doubt::Missing("发文字号"));
    }
}

/// 急件 over 特急, 序号 0071: security words over the text beside those that were taken.
fn again(claims: &mut Claims) {
    let text = claims.of(Slot::Value(Element::Body)).first().map_or(0, |(line, _)| *line);
    for line in 0..text {
        if !matches!(claims.parts(line), [(Slot::NoElement | Slot::Loose, _)]) {
            continue;
        }
        let said = claims.text(line);
        let element = head::says_security(&said).or_else(|| is_serial(&said).then_some(Element::CopyNumber));
        if let Some(element) = element.filter(|element| !is_doubted(claims, *element)) {
            claims.doubt(element, Doubt::SaidBeside(said));
        }
    }
}

/// 序号 0071, 份号：000012.
fn is_serial(text: &str) -> bool {
    let bare = squeezed(text);
    let count =
        ["序号", "份号", "编号", "印号", "No.", "No", "№"].iter().find_map(|label| bare.strip_prefix(label));
    let count = count.map(|count| count.trim_start_matches(['：', ':']));
    count.is_some_and(|count| (3..=8).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit()))
}

/// 签发人 of a system's page: what goes down prints none.
fn signers(claims: &mut Claims) {
    let said = claims.has(Slot::Value(Element::Signers)) && !is_doubted(claims, Element::Signers);
    if said && format::goes_down(claims) && !claims.telegram {
        claims.doubt(Element::Signers, Doubt::SignersDown);
    }
}

/// Those documents are sent to whom these kinds always name.
fn recipients(claims: &mut Claims) {
    const SENT: [Kind; 5] = [Kind::Request, Kind::Report, Kind::Letter, Kind::Reply, Kind::Bill];
    let kind = Kind::of_title(&format::joined(claims, Element::Title));
    if kind.is_some_and(|kind| SENT.contains(&kind))
        && !claims.has(Slot::Value(Element::Recipients))
        && !is_doubted(claims, Element::Recipients)
    {
        claims.doubt(Element::Recipients, Doubt::Missing("主送机关"));
    }
}

/// （此件发至县团级） as the last line of a text that nobody signs.
fn note(claims: &mut Claims) {
    if claims.has(Slot::Value(Element::Note)) || is_doubted(claims, Element::Note) {
        return;
    }
    let body = texts(claims, Slot::Value(Element::Body));
    let Some((line, text)) = body.last().filter(|_| body.len() > 1) else { return };
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let Some(inner) = inner.filter(|inner| !inner.contains(['（', '('])) else { return };
    let usual = signed::NOTES.iter().any(|start| inner.starts_with(start));
    if usual || signed::is_contact(inner) {
        claims.claim(*line, Slot::Value(Element::Note));
        if !usual {
            claims.doubt(Element::Note, Doubt::NoteByPlace);
        }
    }
}

/// A number that is not given and （发：各单位） among the lines of the text.
fn at_the_edges(claims: &mut Claims) {
    const SENT: [&str; 5] = ["发", "送", "分送", "抄送", "印发"];
    let body = texts(claims, Slot::Value(Element::Body));
    let known = |claims: &Claims, element| claims.has(Slot::Value(element)) || is_doubted(claims, element);
    if !known(claims, Element::Number) && body.iter().any(|(_, text)| p::is_open_number(text)) {
        claims.doubt(Element::Number, Doubt::Missing("发文字号"));
    }
    let sent = |text: &str| {
        let label = text.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['：', ':']));
        label.is_some_and(|(label, _)| SENT.contains(&label)) && text.ends_with(['）', ')'])
    };
    let line = body.iter().rev().take(2).find(|(_, text)| sent(text)).cloned();
    let Some((line, text)) = line.filter(|_| !known(claims, Element::Cc)) else { return };
    let at = text.find(['：', ':']).unwrap_or(0);
    let from = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let to = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let beside = Slot::Beside(Element::Cc);
    claims.split(
        line,
        &[(beside, &text[..from]), (Slot::Value(Element::Cc), &text[from..to]), (beside, &text[to..])],
    );
    claims.doubt(Element::Cc, Doubt::SentByPlace);
}

/// 见附件 without an attachment.
fn attachments(claims: &mut Claims) {
    const SAYS: [&str; 7] = ["见附件", "附件1", "附件2", "填写附件", "按附件", "附后", "随文附"];
    let listed = claims.attachment_count() > 0 || claims.issued_count() > 0;
    if listed || is_doubted(claims, Element::Attachments) {
        return;
    }
    let body = texts(claims, Slot::Value(Element::Body));
    if body.iter().any(|(_, text)| SAYS.iter().any(|says| text.contains(says))) {
        claims.doubt(Element::Attachments, Doubt::AttachmentsSaid);
    }
}

/// 测算表.xlsx　12K　下载 behind a document that names no attachment.
fn files(claims: &mut Claims) {
    if claims.attachment_count() > 0 || claims.issued_count() > 0 || is_doubted(claims, Element::Attachments)
    {
        return;
    }
    let title = format::joined(claims, Element::Title);
    let text = claims.of(Slot::Value(Element::Body)).last().map_or(0, |(line, _)| *line);
    let mut names: Vec<String> = Vec::new();
    for line in text..claims.len() {
        if !matches!(claims.parts(line), [(Slot::NoElement | Slot::Loose, _)]) {
            continue;
        }
        let said = claims.text(line);
        let words = said.split(|c: char| c.is_whitespace() || "|｜[]【】；;：:（(".contains(c));
        let file = |word: &str| p::file_stem(word).map(|stem| (squeezed(stem), word.to_owned()));
        let own = |stem: &str| stem.contains(title.as_str()) || title.contains(stem);
        names.extend(words.filter_map(file).filter(|(stem, _)| !own(stem)).map(|(_, word)| word));
    }
    if !names.is_empty() {
        claims.doubt(Element::Attachments, Doubt::PageFiles(names.join("、")));
    }
}

/// A date of another year than the number's, or after the day of printing.
fn dates(claims: &mut Claims) {
    if is_doubted(claims, Element::Date) {
        return;
    }
    let day = |element| signed::date(&format::joined(claims, element));
    let Some(date) = day(Element::Date) else { return };
    let printed = day(Element::PrintDate).is_some_and(|printed| printed < date);
    let number = format::joined(claims, Element::Number);
    let year = p::year_of_number(&number).is_some_and(|year| year != date.year.to_string());
    if printed || year {
        claims.doubt(Element::Date, Doubt::DateDiffers);
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::says;

    const TITLE: &str = "甲市水务局关于取水核查情况的报告\n";
    const TEXT: &str = "现将有关情况报告如下，请审阅。\n";
    const SIGNED: &str = "甲市水务局\n2024年5月6日\n";

    #[test]
    fn what_is_not_filled_in_is_told_where_it_stands() {
        for (text, doubt) in [
            (format!("{TITLE}XX县政府：\n{TEXT}{SIGNED}"), "# 请核对：“XX”像是还没有填写的字"),
            (
                format!("{TITLE}县政府：\n{TEXT}资金由[单位名称]安排。\n{SIGNED}"),
                "# 请核对：“[单位名称]”像是还没",
            ),
            (format!("{TITLE}县政府：\n{TEXT}于×月×日前完成。\n{SIGNED}"), "# 请核对：“×”像是还没有填写的字"),
            (
                format!("{TITLE}县政府：\n{TEXT}{SIGNED}（联系人：XXX，电话：________）\n"),
                "# 请核对：附注还没有写全",
            ),
        ] {
            says(&text, &[doubt]);
        }
        let plain = format!(
            "{TITLE}县政府：\n{TEXT}图幅1024×768，型号XXL。\n{SIGNED}（联系人：李三，电话：138××××6）\n"
        );
        assert!(!crate::import("a", plain.into_bytes()).unwrap().toml().contains("# 请核对："));
    }

    #[test]
    fn numbers_that_are_not_given_are_no_numbers() {
        for number in ["甲水〔2024〕×号", "甲水〔2024〕XX号", "甲水〔2024〕__号", "〔2024〕第　期"]
        {
            let text = format!("{TITLE}{number}\n县政府：\n{TEXT}{SIGNED}");
            says(&text, &["# 请核对：没有认出发文字号", "# number = \"\"", "recipients = \"县政府\"  #| ："]);
        }
        says(
            &format!("甲市水务局局务会议纪要\n〔2024〕第9期\n会议听取了汇报。\n{SIGNED}"),
            &["number = \"〔2024〕第9期\""],
        );
    }

    #[test]
    fn what_a_document_of_its_kind_has_and_this_one_lacks_is_told() {
        says(&format!("{TITLE}{TEXT}{SIGNED}"), &["# 请核对：没有认出主送机关", "# recipients = \"\""]);
        says(
            &format!("{TITLE}县政府：\n{TEXT}核查结果见附件。\n{SIGNED}"),
            &["# 请核对：正文里说到附件，没有认出附件说明", "# attachments = [\"\"]"],
        );
        says(
            &format!("{TITLE}甲水〔2023〕5号\n县政府：\n{TEXT}{SIGNED}"),
            &["# 请核对：成文日期与发文字号的年份或印发日期对不上"],
        );
    }

    #[test]
    fn one_organ_without_a_colon_over_the_text_is_whom_it_is_sent_to() {
        says(
            &format!(
                "{TITLE}县人民政府\n6月以来，全县普降暴雨。现将有关情况报告如下：\n一、降雨情况\n{SIGNED}"
            ),
            &["# 请核对：按位置认作主送机关", "recipients = \"县人民政府\""],
        );
    }

    #[test]
    fn a_printer_without_a_day_is_one_and_the_day_is_asked_for() {
        says(
            &format!("{TITLE}县政府：\n{TEXT}{SIGNED}甲市水务局办公室印发\n— 1 —\n"),
            &["printer = \"甲市水务局办公室\"", "# 请核对：印发日期还没有写全"],
        );
    }

    #[test]
    fn lines_that_a_page_broke_are_told_of_the_attachment_they_stand_in() {
        let rules = "第一条　为了加强取水许可管理工作，规范取水核查各项\n活动，根据有关法律法规，制定本办法，望各地遵照执行。\n第二条　县级以上水务部门负责取水核查的组织与实施，\n并对核查的结果负责。核查结果应当及时向社会予以公布。\n任何单位都可以查阅。\n";
        says(
            &format!("{TITLE}县政府：\n{TEXT}附件：核查办法\n{SIGNED}附件\n核查办法\n{rules}"),
            &[
                "# 请核对：接上了断开的行",
                "# 请核对：满行处正好一句结束",
                "  { title = \"核查办法\", body = '''",
            ],
        );
    }

    #[test]
    fn a_number_beside_other_words_over_the_text_is_taken_and_asked_about() {
        for row in [
            "甲水提〔2024〕23号　　　　类别：A",
            "发文单位　甲市水务局　|　文件编号　甲水提〔2024〕23号　|　发文时间　2024-10-16　|　所属栏目　文件",
            "文号：甲水提〔2024〕23号 日期：2024年04月14日 浏览：868 字号：默认 大 超大",
        ] {
            let text = format!("{row}\n{TITLE}县政府：\n{TEXT}{SIGNED}");
            says(&text, &["number = \"甲水提〔2024〕23号\""]);
        }
        let two =
            format!("{TITLE}相关文件：甲水〔2023〕1号 甲水〔2023〕2号 浏览：8\n县政府：\n{TEXT}{SIGNED}");
        assert!(!crate::import("a", two.into_bytes()).unwrap().toml().contains("\nnumber = "));
    }

    #[test]
    fn a_report_at_a_session_is_asked_who_speaks_to_whom() {
        let text = "甲县水务局关于节水情况的报告\n——2024年8月27日在甲县人大常委会第六次会议上\n主任、各位副主任、各位委员：\n受县政府委托，现将有关情况报告如下，请审议。\n一、总体情况\n用水量下降。\n";
        says(text, &["# 请核对：像是会上的报告", "# signature"]);
        let plain = format!("{TITLE}县政府：\n{TEXT}{SIGNED}");
        assert!(!crate::import("a", plain.into_bytes()).unwrap().toml().contains("像是会上的报告"));
    }

    #[test]
    fn an_organ_and_its_announcement_may_be_mark_or_title() {
        let text = "甲市渔政支队\n通　　告\n甲渔通〔2024〕1号\n为保护渔业资源，现通告如下：\n一、三月起禁渔。\n甲市渔政支队\n2024年2月20日\n";
        says(text, &["# 请核对：“某机关公告”一类的字可以是标志，也可以是标题", "# mark = \"\""]);
        let titled = text.replace("通　　告", "关于禁渔的通告");
        assert!(!crate::import("a", titled.into_bytes()).unwrap().toml().contains("可以是标志"));
    }

    #[test]
    fn a_number_that_a_form_leaves_open_is_asked_for() {
        for label in ["文号：暂无", "发文字号：待编", "发文编号：（系统自动生成）", "文号："]
        {
            let text = format!("单据状态：审核中\n{label}\n{TITLE}县政府：\n{TEXT}{SIGNED}");
            says(&text, &["# number = \"\""]);
        }
        let none = format!("文号：—\n{TITLE}县政府：\n{TEXT}{SIGNED}");
        assert!(!crate::import("a", none.into_bytes()).unwrap().toml().contains("# number"));
    }

    #[test]
    fn a_number_of_a_system_is_asked_about_where_the_document_has_none() {
        for row in ["议案流水号：YA-2025-0011", "审批编号：202510130009", "来源：平台　单据编号：BH00123"]
        {
            let text = format!("{row}\n状态：已受理\n{TITLE}县政府：\n{TEXT}{SIGNED}");
            says(&text, &["# number = \"\""]);
            let numbered = format!("{row}\n状态：已受理\n{TITLE}甲水〔2024〕5号\n县政府：\n{TEXT}{SIGNED}");
            assert!(!crate::import("a", numbered.into_bytes()).unwrap().toml().contains("不像发文字号"));
        }
    }

    #[test]
    fn an_order_whose_head_may_be_mark_or_title_is_asked_about() {
        for head in ["甲市人民政府\n嘉　奖　令", "甲市人民政府\n通缉令"] {
            let text = format!(
                "{head}\n\n甲政奖〔2025〕1号\n\n市消防救援支队：\n8月1日夜间突降暴雨，你们连续奋战，市政府决定予以嘉奖。\n市　长　李三\n2025年8月15日\n"
            );
            says(&text, &["# 请核对：“某机关公告”一类的字可以是标志，也可以是标题"]);
        }
    }

    #[test]
    fn the_gazette_that_has_an_order_is_none_of_it() {
        for rows in ["期刊导航：2025年 > 第15期 > 省政府令", "上一篇　　下一篇　　本期目录"]
        {
            let text = format!(
                "甲省人民政府公报\n{rows}\n甲省人民政府令\n第204号\n《甲省目录规定》已经通过，现予公布，自2025年9月1日起施行。\n省长　李三\n2025年7月16日\n"
            );
            says(&text, &["number = \"第204号\"", "#| 甲省人民政府公报"]);
        }
    }

    #[test]
    fn words_of_secrecy_and_haste_that_a_system_adds_are_asked_about() {
        let text = format!("急件\n特急\n密级：内部\n序号 0071\n{TITLE}县政府：\n{TEXT}{SIGNED}");
        says(
            &text,
            &[
                "urgency = \"特急\"",
                "# 请核对：“急件”一行",
                "# 请核对：“密级：内部”一行",
                "# 请核对：“序号 0071”一行",
            ],
        );
    }

    #[test]
    fn another_word_than_cc_is_the_label_of_its_row() {
        for label in ["抄报", "分送", "分发", "发", "送"] {
            let text = format!("{TITLE}县政府：\n{TEXT}{SIGNED}{label}：各县水务局。\n");
            says(&text, &[&format!("cc = [{{ label = \"{label}\", names = \"各县水务局。\" }}]")]);
        }
        says(
            &format!("{TITLE}县政府：\n{TEXT}（发：各参会单位）\n"),
            &[
                "# 请核对：原文写在正文下面的括号里",
                "cc = [{ label = \"发\", names = \"各参会单位\" }]  #| （）",
            ],
        );
        let usual = format!("{TITLE}县政府：\n{TEXT}{SIGNED}抄送：各县水务局。\n");
        says(&usual, &["cc = \"各县水务局。\"  #| 抄送："]);
    }

    #[test]
    fn who_signs_what_goes_down_is_asked_about() {
        let text = "签发人：李三\n甲水〔2024〕5号\n甲市水务局关于取水核查的通知\n各县水务局：\n请开展核查。\n甲市水务局\n2024年5月6日\n";
        says(text, &["# 请核对：上行文才标注签发人", "signers = [\"李三\"]"]);
        let up = format!("甲水〔2024〕5号　签发人：李三\n{TITLE}县政府：\n{TEXT}{SIGNED}");
        assert!(!crate::import("a", up.into_bytes()).unwrap().toml().contains("上行文才"));
    }

    #[test]
    fn minutes_whose_number_lacks_its_word_have_a_mark_and_ask_about_a_title_over_it() {
        let text = "专题会议纪要（模板V2）\n甲县人民政府专题会议纪要\n（2025）29\n甲县人民政府办公室　　2025年10月14日\n研究第二水源建设有关问题\n10月11日，副县长李三主持召开专题会议。现纪要如下：\n一、会议认为，十分紧迫。\n出席：县水利局张四\n分送：各参会单位。\n";
        says(
            text,
            &[
                "mark = \"甲县人民政府专题会议纪要\"",
                "# 请核对：发文字号缺“号”字",
                "number = \"（2025）29\"",
                "# 请核对：不以文种结尾",
                "attendees = \"县水利局张四\"",
            ],
        );
    }

    #[test]
    fn files_behind_a_document_that_names_none_are_asked_about() {
        let text = format!("{TITLE}县政府：\n{TEXT}{SIGNED}流程跟踪\n测算表.xlsx　12.3K　下载　预览\n");
        says(&text, &["# 请核对：网页附有文件“测算表.xlsx”", "# attachments = [\"\"]"]);
    }

    #[test]
    fn three_who_sign_for_two_organs_are_asked_about() {
        let text = "甲县人民政府　甲县人民武装部\n关于征兵工作的命令\n甲政武〔2025〕1号\n根据上级命令，现命令如下：\n一、征集对象以学生为主。\n此令。\n县　　长　公良谟\n县人武部部长　东郭毅\n县人武部政治委员　左丘慎之\n2025年1月6日\n";
        says(text, &["# 请核对：签署的人数与发文机关的个数不同", "signature = ["]);
    }

    #[test]
    fn what_chats_and_mails_leave_at_the_edges_is_told() {
        says(
            &format!("{TITLE}县政府：\n{TEXT}{SIGNED}抄送：市科协\n👍 23　收到 41\n"),
            &["cc = \"市科协\"", "#| 👍 23"],
        );
        says(
            &format!("{TITLE}县政府：\n{TEXT}此邮件仅供收件人使用。如误收，请删除。\n"),
            &["#| 此邮件仅供收件人"],
        );
    }

    #[test]
    fn another_word_over_the_attachments_and_a_mark_without_its_title_are_told() {
        says(
            &format!("{TITLE}县政府：\n{TEXT}附表：名额分配表\n{SIGNED}"),
            &["# 请核对：“附表：”后面的名称，按附件说明写", "  \"名额分配表\","],
        );
        says(
            "甲市水务局公告\n2024年第2号\n现将核查结果公告如下，请予监督。\n甲市水务局\n2024年5月6日\n",
            &["# 请核对：", "title = \"甲市水务局公告\""],
        );
    }
}
