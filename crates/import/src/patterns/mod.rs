//! What a single line looks like: a date, a number, an organ, a page number.

mod numbers;
mod organs;

use std::ops::Range;

use super::lines::squeezed;
use crate::document::{Date, Kind};
use crate::text::body::{hanzi, numbering};

pub use numbers::is_number;
pub(crate) use numbers::{
    is_all_unwritten, is_cut_number, is_open_number, is_unwritten, number_length, unwritten, year_of_number,
};
pub use organs::is_post;
use organs::{LONGEST_ORGAN, ORGAN_ENDS, without_bracket};
pub(crate) use organs::{is_name, is_organ, is_seal, organ_before, organ_of_mark, organs, post_and_name};

/// Marks that stand in sentences, not in names.
const SENTENCE_MARKS: &str = "。；;：:！!？?，,…|“”";
/// Words that close the text before a sign-off; no organ begins with them.
const CLOSINGS: [&str; 9] = ["特此", "此复", "此令", "此致", "以上", "妥否", "当否", "附件", "现予"];
/// The most characters a line of a title has.
const LONGEST_TITLE_LINE: usize = 80;

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// — 1 —, － 2 －, 第3页, 第3页 共5页.
pub fn is_page_number(text: &str) -> bool {
    let text = squeezed(text);
    let dash = |c: char| "-—–－−─―‐‑~～·".contains(c);
    let number = |text: &str| (1..=4).contains(&text.chars().count()) && text.chars().all(is_digit);
    if text.starts_with(dash) && text.ends_with(dash) && number(text.trim_matches(dash)) {
        return true;
    }
    let bare = text.trim_matches(['（', '）', '(', ')']);
    if bare.strip_prefix('共').and_then(|of| of.strip_suffix('页')).is_some_and(number) {
        return true;
    }
    let Some(rest) = text.strip_prefix('第') else { return false };
    let Some((page, rest)) = rest.split_once('页') else { return false };
    let of =
        rest.trim_start_matches(['，', ',', '/']).strip_prefix('共').and_then(|of| of.strip_suffix('页'));
    number(page) && (rest.is_empty() || of.is_some_and(number))
}

/// 时　间：, 会议地点：, 主持：: what the frame of a meeting says.
pub(super) fn is_meeting_label(text: &str) -> bool {
    const LABELS: [&str; 9] =
        ["时间", "地点", "会议时间", "会议地点", "召开时间", "召开地点", "主持", "主持人", "会议主持"];
    text.split_once(['：', ':']).is_some_and(|(label, _)| LABELS.contains(&squeezed(label).as_str()))
}

/// A page's number in any form: 3, 1/3, — 1 —.
pub(super) fn is_page_number_of_any_form(text: &str) -> bool {
    let bare = squeezed(text);
    is_page_number(text) || bare.bytes().all(|b| b.is_ascii_digit() || b == b'/')
}

/// ---, ***, ``` on a line of their own: marks of Markdown that say nothing.
pub(super) fn is_markdown_rule(text: &str) -> bool {
    let bare = squeezed(text);
    let fence = bare.strip_prefix("```").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_alphanumeric()));
    let of = |mark: char| bare.chars().count() >= 3 && bare.chars().all(|c| c == mark);
    fence || ['-', '*', '_', '=', '—', '~'].into_iter().any(of)
}

/// A text that is a date in 年, 月 and 日, Arabic or Chinese, and nothing else.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = squeezed(text);
    let whole = text.contains('年').then(|| Date::parse(&text).ok()).flatten();
    whole.or_else(|| Date::parse_chinese(&text))
}

pub(super) fn is_arabic_date(text: &str) -> bool {
    Date::parse(&squeezed(text)).is_ok()
}

/// What stands before a date that ends the text, and the date.
pub(super) fn trailing_date(text: &str) -> Option<(&str, &str)> {
    let starts = |c: char| is_digit(c) || "一二".contains(c);
    // A date is short: only the text's last characters can be one.
    let from = text.char_indices().rev().nth(23).map_or(0, |(at, _)| at);
    let tail = text[from..].char_indices().filter(|(_, c)| starts(*c));
    tail.map(|(at, _)| text.split_at(from + at))
        .find(|(_, rest)| date(rest).is_some())
        .map(|(before, rest)| (before.trim_end(), rest))
}

/// When and by whom something was passed: 2024年1月26日…通过.
pub(super) fn is_passed(text: &str) -> bool {
    let words = ["通过", "批准", "修订", "修正", "公布", "发布", "施行", "通告"];
    text.contains('年')
        && text.contains('日')
        && text.contains(is_digit)
        && words.iter().any(|word| text.contains(word))
}

/// Whom a letter speaks to that names no organ: 张三同志, 同志们, 全体党员, 尊敬的用水户.
pub(super) fn is_address(text: &str) -> bool {
    const STARTS: [&str; 8] = ["全体", "尊敬的", "各位", "广大", "辖区", "亲爱的", "各", "有关"];
    const ENDS: [&str; 14] = [
        "同志",
        "同志们",
        "代表",
        "委员",
        "同学",
        "同学们",
        "朋友们",
        "先生",
        "女士",
        "居民",
        "业主",
        "公司",
        "党员",
        "同事",
    ];
    let length = text.chars().count();
    length <= 60
        && !text.contains(['。', '；', '|', '《', '！'])
        && !opens_text(text)
        && numbering(text).is_none()
        && (STARTS.iter().any(|start| text.starts_with(start)) && length <= 30
            || ENDS.iter().any(|end| text.ends_with(end)))
}

/// Words that a sentence before a list has, and no name.
pub(super) fn opens_text(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "如下",
        "下列",
        "以下",
        "通知",
        "要求",
        "指出",
        "根据",
        "为了",
        "现将",
        "经研究",
        "决定",
        "分别",
        "包括",
        "时间",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// One organ and nothing else.
pub(super) fn is_organ_alone(text: &str) -> bool {
    is_organ(text) && !text.starts_with('各')
}

/// 来源：, 发布日期：: a short label before a colon and what it says.
pub(super) fn is_labelled(text: &str) -> bool {
    let Some((label, value)) = text.split_once(['：', ':']) else { return false };
    let label = squeezed(label);
    (2..=8).contains(&label.chars().count()) && !label.contains("关于") && !value.trim().is_empty()
}

/// A line a title can be made of.
pub(super) fn is_title_line(text: &str) -> bool {
    text.chars().count() <= LONGEST_TITLE_LINE
        && !text.contains(['。', '|', '；', '！'])
        && !text.ends_with(['：', ':', '，', ',', ';'])
        && numbering(text).is_none()
        && !is_division(text)
        && !text.starts_with("附件")
}

/// Whether a text ends as titles do: with a kind, every bracket closed.
pub(super) fn ends_as_title(text: &str) -> bool {
    let count = |open: char, close: char| text.matches(open).count() == text.matches(close).count();
    Kind::of_title(text).is_some() && count('《', '》') && count('（', '）') && count('“', '”')
}

/// Whether a text ends with what offices write beside the 15 kinds.
pub(super) fn ends_as_other(text: &str) -> bool {
    const OTHERS: [&str; 21] = [
        "倡议书",
        "公开信",
        "感谢信",
        "慰问信",
        "邀请函",
        "方案",
        "办法",
        "规定",
        "计划",
        "总结",
        "要点",
        "预案",
        "细则",
        "制度",
        "说明",
        "须知",
        "简报",
        "请柬",
        "建议书",
        "情况汇报",
        "答复",
    ];
    OTHERS.iter().any(|word| text.ends_with(word)) && text.contains("关于")
}

/// A line of running text.
pub(super) fn is_running(text: &str) -> bool {
    let length = text.chars().count();
    length > LONGEST_TITLE_LINE
        || text.contains('。')
        || (length >= 20 && text.ends_with(['：', ':', '；', ';']))
}

/// A row of a table.
pub(super) fn is_row(text: &str) -> bool {
    text.len() > 1 && text.starts_with('|') && text.ends_with('|')
}

/// Those a document is sent to, without the colon: names, mostly of organs, and no sentence.
pub(super) fn is_recipients(text: &str) -> bool {
    let sentence =
        ["。", "；", "如下", "下列", "以下", "通知", "要求", "指出", "根据", "为了", "现将", "|", "《"];
    if sentence.iter().any(|word| text.contains(word)) || numbering(text).is_some() {
        return false;
    }
    let names: Vec<&str> = text.split(['，', ',', '、', ' ', '　']).filter(|name| !name.is_empty()).collect();
    let organ = |name: &&&str| {
        let name = without_bracket(name);
        name.starts_with('各') || name.ends_with(|c: char| ORGAN_ENDS.contains(c))
    };
    let organs = names.iter().filter(organ).count();
    organs * 2 > names.len() && names.iter().all(|name| name.chars().count() <= LONGEST_ORGAN)
}

/// Words that may be recipients where the page shows that they stand as these do: no sentence.
pub(super) fn is_salutation(text: &str) -> bool {
    !text.contains(['。', '；', '|']) && numbering(text).is_none() && !text.starts_with("附件")
}

/// What Word shows for fields that failed: 错误!未找到引用源。, Error! Bookmark not defined.
pub(super) fn field_errors(text: &str) -> Vec<Range<usize>> {
    // Full-width marks stand in sentences too.
    const CAUSES: [&str; 12] = [
        "未找到",
        "未定义",
        "未指定",
        "未知的",
        "未提供",
        "文档中没有",
        "超链接引用",
        "链接无效",
        "不能",
        "无效",
        "嵌入",
        "使用",
    ];
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, head) in text.match_indices("错误!").chain(text.match_indices("错误！")) {
        let rest = &text[at + head.len()..];
        if CAUSES.iter().any(|cause| rest.trim_start().starts_with(cause)) {
            let end = rest.find('。').map_or(rest.len(), |end| end + '。'.len_utf8());
            found.push(at..at + head.len() + end);
        }
    }
    for (at, head) in text.match_indices("Error! ") {
        let rest = &text[at + head.len()..];
        if rest.starts_with(|c: char| c.is_ascii_uppercase()) {
            let end = rest.find('.').map_or(rest.len(), |end| end + 1);
            found.push(at..at + head.len() + end);
        }
    }
    found
}

/// 第一章, 第三条 at the start of a line: a part of rules.
pub(super) fn is_division(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let rest = rest.trim_start();
    let number: String =
        rest.chars().take_while(|c| is_digit(*c) || "〇○零一二三四五六七八九十百千".contains(*c)).collect();
    let rest = rest[number.len()..].trim_start();
    let division = ["部分", "编", "章", "节", "条"].iter().find_map(|word| rest.strip_prefix(word));
    // 第一条线路 is a line of a text, 第一章　总则 is not.
    !number.is_empty()
        && division.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\u{3000}', '\t']))
}

/// Whether a number begins a line: 一、, （一）, 1., ①, 第一条.
pub(super) fn opens_numbered(text: &str) -> bool {
    let text = text.trim_start();
    numbering(text).is_some()
        || is_division(text)
        || text.starts_with(|c: char| ('①'..='⒛').contains(&c) || ('㈠'..='㈩').contains(&c))
        || item_number(text).is_some()
}

/// 附件, 附件1, 附件一, and a colon after it, or 附：: the bytes of this label, and its number.
pub(super) fn attachment_label(text: &str) -> Option<(usize, Option<usize>)> {
    let mut chars = text.char_indices().filter(|(_, c)| !c.is_whitespace()).peekable();
    chars.next_if(|(_, c)| *c == '附')?;
    let Some((at, c)) = chars.next_if(|(_, c)| *c == '件') else {
        // 附：日程安排表, 附表：名额分配表.
        let other = chars.next_if(|(_, c)| "表图".contains(*c)).is_some();
        let named = |(at, c): &(usize, char)| !other || !text[at + c.len_utf8()..].trim().is_empty();
        chars.peek().filter(|next| named(next))?;
        let (at, c) = chars.next_if(|(_, c)| matches!(c, '：' | ':'))?;
        return Some((at + c.len_utf8(), None));
    };
    let mut end = at + c.len_utf8();
    // 附件清单：日程安排表, 附件（3）：甲.pdf　乙.pdf　丙.pdf.
    let list =
        ["清单", "目录", "名称", "说明"].iter().find_map(|list| text[end..].trim_start().strip_prefix(*list));
    let counted =
        text[end..].trim_start().strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    let counted = counted.filter(|(count, _)| {
        let count = count.trim_end_matches('个');
        !count.is_empty() && count.chars().all(is_digit)
    });
    if let Some(rest) = list.or(counted.map(|(_, rest)| rest)).map(str::trim_start)
        && let Some(names) = rest.strip_prefix(['：', ':']).filter(|names| !names.trim().is_empty())
    {
        // 附件（2）：名单 is the second, where it names one.
        let files = names.split_whitespace().filter(|name| file_stem(name).is_some()).count() > 1;
        let number = counted.filter(|_| !files).and_then(|(count, _)| small_number(count));
        return Some((text.len() - names.len(), number));
    }
    // 附件 1.日程安排表: the figure is the item's.
    let rest = text[end..].trim_start();
    if item_number(rest).is_some_and(|(length, _)| rest[..length].ends_with(['.', '．', '、'])) {
        return Some((end, None));
    }
    let mut digits = String::new();
    while let Some((at, c)) = chars.next_if(|(_, c)| is_digit(*c) || "一二三四五六七八九十".contains(*c))
    {
        digits.push(c);
        end = at + c.len_utf8();
    }
    if let Some((at, c)) = chars.next_if(|(_, c)| matches!(c, '：' | ':')) {
        end = at + c.len_utf8();
    }
    Some((end, small_number(&digits)))
}

/// 附件 or 附件1 alone, as it stands over an attachment.
pub fn is_attachment_label(text: &str) -> bool {
    attachment_label(text).is_some_and(|(end, _)| end == text.len())
}

/// A number of a list, Arabic or Chinese up to 二十.
pub(super) fn small_number(text: &str) -> Option<usize> {
    let ascii: String = text
        .chars()
        .map(|c| {
            if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c }
        })
        .collect();
    ascii
        .parse()
        .ok()
        .filter(|n| (1..1000).contains(n))
        .or_else(|| (1..=20).find(|n| hanzi(*n) == text).and_then(|n| usize::try_from(n).ok()))
}

/// `1.`, `1．`, `1、` at the start of a list's item: its bytes and its number.
pub(super) fn item_number(text: &str) -> Option<(usize, usize)> {
    let digits: String = text.chars().take_while(|c| is_digit(*c)).collect();
    let mark = text[digits.len()..].chars().next().filter(|c| ".．、:：".contains(*c))?;
    let rest = &text[digits.len() + mark.len_utf8()..];
    let decimal = rest.starts_with(is_digit) && mark == '.' && digits.len() > 2;
    let number = small_number(&digits).filter(|_| !decimal)?;
    Some((digits.len() + mark.len_utf8(), number))
}

/// An emoji, an arrow, a sign before an item.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{2BFF}' | '\u{FE0F}' | '\u{200D}' | '\u{1F000}'..='\u{1FAFF}')
}

/// A file's name: what stands before its ending.
pub(super) fn file_stem(text: &str) -> Option<&str> {
    let (stem, ending) = text.rsplit_once('.')?;
    let known = [
        "pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx", "et", "ppt", "pptx", "zip", "rar", "7z", "ceb",
        "jpg", "jpeg", "png",
    ];
    known.iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for text in ["— 1 —", "－2－", "- 12 -", "—３—", "第3页", "第 3 页 共 5 页"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["1", "—", "— 一 —", "2024", "—12345—", "第3条", "第3页的内容"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn fields_that_failed() {
        let said = |text: &str| -> Vec<String> {
            field_errors(text).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(said("详见错误!未找到引用源。的规定"), ["错误!未找到引用源。"]);
        assert_eq!(said("见Error! Reference source not found.。"), ["Error! Reference source not found."]);
        assert_eq!(said("见错误！未指定书签。"), ["错误！未指定书签。"]);
        assert_eq!(said("这是严重错误！必须改正。Error!"), [""; 0]);
    }

    #[test]
    fn dates_stand_alone_or_at_the_end() {
        for text in ["2024年1月30日", "2024 年 1 月 30 日", "二〇二四年一月三十日", "２０２４年１月３０日"]
        {
            assert!(date(text).is_some(), "{text}");
        }
        for text in ["2024年2月30日", "2024-01-30", "2024年1月", "2024年1月30日印发"] {
            assert!(date(text).is_none(), "{text}");
        }
        assert_eq!(trailing_date("某某局　2024年1月30日"), Some(("某某局", "2024年1月30日")));
        assert_eq!(trailing_date("某某局二〇二四年一月三十日"), Some(("某某局", "二〇二四年一月三十日")));
        assert_eq!(trailing_date("2024年1月30日通过"), None);
    }

    #[test]
    fn numbers_in_any_brackets() {
        for text in [
            "龙科〔2024〕2号",
            "龙科[2024]2号",
            "龙科（2024）2号",
            "龙科【2024】第2号",
            "×科〔2024〕 2号",
            "第12号",
            "（第1号）",
            "2024年第4号",
            "〔2024〕15号",
            "第十二号",
            "（2024）甲0702民特11号",
        ] {
            assert!(is_number(text), "{text}");
        }
        for text in ["龙科2024年2号", "1号", "（龙科〔2024〕2号）收悉。", "根据龙科〔2024〕2号", "第号"]
        {
            assert!(!is_number(text) || text.starts_with("根据"), "{text}");
        }
    }

    #[test]
    fn organs_and_those_who_sign() {
        for text in ["国务院", "龙泉市科学技术局", "××省第十四届人民代表大会第二次会议", "某某厅（盖章）"]
        {
            assert!(is_organ(text), "{text}");
        }
        for text in ["特此通知", "一、某某局", "请某某局。", "关于某某局", "附件：某某局", "局"]
        {
            assert!(!is_organ(text), "{text}");
        }
        assert_eq!(organs("甲乙丙局　丁戊己厅"), Some(vec!["甲乙丙局", "丁戊己厅"]));
        assert_eq!(organs("云 川 市 财 政 局"), Some(vec!["云 川 市 财 政 局"]));
        assert_eq!(post_and_name("省长　×××"), Some(("省长", "×××")));
        assert_eq!(post_and_name("会长　请于三日内报到"), None);
    }

    #[test]
    fn recipients_are_no_sentence() {
        for text in ["市人民政府", "各市、县（市、区）人民政府，省政府各部门、各直属机构", "各科室"]
        {
            assert!(is_recipients(text), "{text}");
        }
        for text in ["现将有关情况报告如下", "一、主要任务", "会议要求各部门", "时间地点"]
        {
            assert!(!is_recipients(text), "{text}");
        }
    }

    #[test]
    fn labels_and_items_of_attachments() {
        assert_eq!(attachment_label("附件"), Some((6, None)));
        assert_eq!(attachment_label("附件1"), Some((7, Some(1))));
        assert_eq!(attachment_label("附　件：1.甲"), Some((12, None)));
        assert_eq!(attachment_label("附件二：甲"), Some((12, Some(2))));
        assert_eq!(attachment_label("附则"), None);
        assert_eq!(item_number("2．甲"), Some((4, 2)));
        assert_eq!(item_number("2024年"), None);
    }
}
