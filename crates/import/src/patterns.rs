//! What a single line looks like: a date, a number, an organ, a page number.

use std::ops::Range;

use super::lines::squeezed;
use crate::document::{Date, Kind};
use crate::text::body::{hanzi, numbering};

/// The last characters of organs' names, and of those whom documents are sent to.
const ORGAN_ENDS: &str =
    "府局厅委部院会办室司处科股校所站队行署社团台馆园场厂位门构关织组道乡镇村县市区省州盟旗学联协业心体议党";
/// Marks that stand in sentences, not in names.
const SENTENCE_MARKS: &str = "。；;：:！!？?，,…|“”";
/// Words that close the text before a sign-off; no organ begins with them.
const CLOSINGS: [&str; 9] = ["特此", "此复", "此令", "此致", "以上", "妥否", "当否", "附件", "现予"];
/// What officials who sign are called, by its end.
const POSTS: [&str; 13] = [
    "长",
    "主任",
    "主席",
    "书记",
    "总理",
    "经理",
    "主委",
    "司令员",
    "指挥",
    "政治委员",
    "政委",
    "总监",
    "总裁",
];
/// What the words for a meeting begin with, behind the organ that meets.
const MEETINGS: [&str; 17] = [
    "会议",
    "办公会",
    "常务",
    "常委",
    "专题",
    "党组",
    "党委",
    "局务",
    "局长",
    "厅长",
    "市长",
    "县长",
    "区长",
    "主任",
    "院长",
    "校长",
    "联席",
];
/// The most bytes, and characters, a number has.
const LONGEST_NUMBER: usize = 120;
/// The most characters an organ's name has.
const LONGEST_ORGAN: usize = 40;
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
    let Some(rest) = text.strip_prefix('第') else { return false };
    let Some((page, rest)) = rest.split_once('页') else { return false };
    let of =
        rest.trim_start_matches(['，', ',', '/']).strip_prefix('共').and_then(|of| of.strip_suffix('页'));
    number(page) && (rest.is_empty() || of.is_some_and(number))
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

/// An organ's name, of one word.
pub(super) fn is_organ(text: &str) -> bool {
    let bare = without_bracket(text);
    let length = bare.chars().count();
    let named = |c: char| c.is_alphanumeric() || "·（）()“”、—-－○〇×＊*".contains(c);
    // 甲县“三支一扶”办公室: a name may quote a word.
    let quotes = text.matches('“').count() == text.matches('”').count();
    let unquoted = if quotes { text.replace(['“', '”'], "") } else { text.to_owned() };
    (3..=LONGEST_ORGAN).contains(&length)
        && is_name(&unquoted)
        && text.chars().all(named)
        && bare.ends_with(|c: char| ORGAN_ENDS.contains(c))
        && !bare.contains("关于")
        && !["决议", "建议", "协议", "倡议", "主办", "承办", "协办"].iter().any(|word| bare.ends_with(word))
}

/// The organ that a title such as 某市人民政府森林防火命令 begins with.
pub(super) fn organ_before(title: &str) -> Option<&str> {
    const ENDS: [&str; 20] = [
        "人民政府",
        "委员会",
        "办公厅",
        "办公室",
        "办事处",
        "管理处",
        "局",
        "厅",
        "公司",
        "集团",
        "中心",
        "学院",
        "学校",
        "中学",
        "小学",
        "大学",
        "医院",
        "文化馆",
        "图书馆",
        "博物馆",
    ];
    let mut end = ENDS.iter().filter_map(|end| Some(title.find(end)? + end.len())).min()?;
    // 某镇中心小学 is one name.
    let more = |end: usize| {
        let words = ENDS.iter().filter(|word| word.chars().count() > 1);
        words.into_iter().find(|word| title[end..].starts_with(**word)).map_or(0, |word| word.len())
    };
    while more(end) > 0 {
        end += more(end);
    }
    Some(&title[..end]).filter(|organ| is_organ(organ))
}

/// Whose mark it is, as far as its words tell: 某市人民政府令, 某局局长办公会议纪要.
pub(super) fn organ_of_mark(mark: &str) -> &str {
    if let Some(meeting) = mark.strip_suffix("纪要") {
        let before = MEETINGS.iter().filter_map(|word| Some(&meeting[..meeting.find(word)?]));
        let counted = meeting.split_once('第').filter(|(_, rest)| rest.split(['次', '届']).count() > 1);
        let before = before.chain(counted.map(|(before, _)| before));
        return before.filter(|name| is_organ(name)).min_by_key(|name| name.len()).unwrap_or(mark);
    }
    let words = ["命令", "令", "公告", "通告", "文件", "公报", "决议", "决定", "议案"];
    words.iter().find_map(|word| mark.strip_suffix(word)).unwrap_or(mark)
}

/// No sentence, no numbering, no closing words, no white space.
pub(super) fn is_name(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || SENTENCE_MARKS.contains(c))
        && numbering(text).is_none()
        && !CLOSINGS.iter().any(|closing| text.starts_with(closing))
}

/// （盖章）, （加盖印章处）, 盖章处: where a seal or a name goes; no words of a document.
pub(super) fn is_seal(text: &str) -> bool {
    const PAIRS: [(char, char); 7] =
        [('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕'), ('<', '>')];
    let text = squeezed(text);
    let enclosed = PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    let inner = enclosed.unwrap_or(&text).trim_end_matches(['：', ':']);
    let known = |c: char| "加盖印公章签名字处位置单机关此在发文手行政代".contains(c);
    let says =
        inner.contains("章") || (enclosed.is_some() && ["签字", "签名", "盖印", "印"].contains(&inner));
    let length = inner.chars().count();
    says && inner.chars().all(known) && length <= 10 && (length >= 2 || enclosed.is_some())
}

/// A text without a bracket at its end: （盖章）, （行政审批处）.
fn without_bracket(text: &str) -> &str {
    let open = if text.ends_with('）') {
        text.rfind('（')
    } else if text.ends_with(')') {
        text.rfind('(')
    } else {
        None
    };
    open.map_or(text, |open| &text[..open])
}

/// The organs of a line: one, several between blanks, or one with its characters set apart.
pub(super) fn organs(text: &str) -> Option<Vec<&str>> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    if tokens.iter().all(|token| is_organ(token)) {
        return Some(tokens);
    }
    let apart = tokens.len() >= 3 && tokens.iter().all(|token| token.chars().count() == 1);
    (apart && is_organ(&squeezed(text))).then(|| vec![text])
}

/// 省长　×××, 市　长　×××: an office, whose characters may stand apart, and a name.
pub(super) fn post_and_name(text: &str) -> Option<(&str, &str)> {
    let gaps = text.char_indices().filter(|(_, c)| c.is_whitespace());
    gaps.map(|(at, _)| (text[..at].trim_end(), text[at..].trim())).find(|(post, name)| {
        let post = squeezed(post);
        let long = (2..=4).contains(&squeezed(name).chars().count());
        let post_is_one = POSTS.iter().any(|end| post.ends_with(end)) && is_name(&post);
        long && post_is_one && !name.contains(|c: char| SENTENCE_MARKS.contains(c))
    })
}

/// An office alone: 省长.
pub fn is_post(text: &str) -> bool {
    POSTS.iter().any(|end| text.ends_with(end)) && is_name(text)
}

/// A line that is a document's number and nothing else.
pub fn is_number(text: &str) -> bool {
    // 甲市财政局　　　甲财〔2024〕5号: cells of a row.
    let cells = || text.split("　　").flat_map(|cell| cell.split('\t')).flat_map(|cell| cell.split("   "));
    let apart = cells().filter(|cell| !cell.trim().is_empty()).count() > 1;
    if apart && cells().any(|cell| is_organ(cell.trim()) || is_number(cell)) {
        return false;
    }
    let text = squeezed(text);
    text.len() <= LONGEST_NUMBER && (number_length(&text) == Some(text.len()) || is_plain_number(&text))
}

/// 第12号, （第1号）, 第3期, 第3次, 2024年第4号, 〔2024〕15号, 〔2024〕第9期.
fn is_plain_number(text: &str) -> bool {
    let inner =
        text.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')'])).unwrap_or(text);
    let counted = |text: &str| {
        text.strip_prefix('第').and_then(|text| text.strip_suffix(['号', '期', '次'])).is_some_and(|count| {
            let digit = |c: char| is_digit(c) || "〇零一二三四五六七八九十百".contains(c);
            !count.is_empty() && count.chars().all(digit)
        })
    };
    let year = inner.char_indices().nth(4).filter(|(_, c)| *c == '年');
    // 〔2024〕第9期 of a row of minutes.
    let row = || number_parts(inner).filter(|(letters, year, _)| letters.is_empty() && is_year(year));
    counted(inner)
        || is_case_number(text)
        || row().is_some_and(|(_, _, count)| counted(count))
        || year
            .is_some_and(|(at, c)| inner[..at].chars().all(is_digit) && counted(&inner[at + c.len_utf8()..]))
}

fn is_year(text: &str) -> bool {
    text.chars().count() == 4 && text.chars().all(is_digit)
}

/// （2024）甲0702民特11号: a court's.
fn is_case_number(text: &str) -> bool {
    let Some((year, rest)) = text.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']))
    else {
        return false;
    };
    let Some(count) = rest.strip_suffix('号') else { return false };
    let letters = count.trim_end_matches(is_digit);
    year.chars().count() == 4
        && year.chars().all(is_digit)
        && letters.len() < count.len()
        && (2..=16).contains(&letters.chars().count())
        && letters.chars().all(char::is_alphanumeric)
        && letters.ends_with(|c: char| !c.is_ascii())
}

/// How many bytes of a text are a number such as 龙科〔2024〕2号, from its start; any brackets count.
pub(super) fn number_length(text: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().take(LONGEST_NUMBER).collect();
    let open = chars.windows(6).position(|w| {
        OPEN.contains(w[0].1) && w[1..5].iter().all(|(_, c)| is_digit(*c)) && CLOSE.contains(w[5].1)
    })?;
    let prefix = &chars[..open];
    // 来文文号　甲教〔2024〕5号 is a row of a form.
    if ["文号", "字号", "编号"].iter().any(|label| text[..chars[open].0].contains(label)) {
        return None;
    }
    let letter = |c: char| c.is_alphanumeric() || "×Ｘ○〇*＊-—".contains(c);
    if prefix.len() > 20 || !prefix.iter().all(|(_, c)| letter(*c)) {
        return None;
    }
    let mut rest = chars[open + 6..].iter().skip_while(|(_, c)| *c == '第').peekable();
    let mut digits = 0;
    while rest.next_if(|(_, c)| is_digit(*c)).is_some() {
        digits += 1;
    }
    let (at, _) = rest.next().filter(|(_, c)| *c == '号')?;
    (digits > 0).then_some(at + '号'.len_utf8())
}

/// Brackets of numbers.
const OPEN: &str = "〔[［【(（﹝<〈《";
const CLOSE: &str = "〕]］】)）﹞>〉》";

/// A number's letters, what stands in its brackets, and what stands behind them.
fn number_parts(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(|c: char| OPEN.contains(c))?;
    let inner = open + text[open..].chars().next()?.len_utf8();
    let close = inner + text[inner..].find(|c: char| CLOSE.contains(c))?;
    let after = close + text[close..].chars().next()?.len_utf8();
    let letters = &text[..open];
    let letter = |c: char| c.is_alphanumeric() || "×○〇*＊-—".contains(c);
    (letters.chars().count() <= 20 && letters.chars().all(letter)).then_some((
        letters,
        &text[inner..close],
        &text[after..],
    ))
}

/// A number that is not given yet: 甲教〔2024〕　号, 甲教〔20　〕号, 〔〕号, 甲教〔2024〕X号.
pub(super) fn is_open_number(text: &str) -> bool {
    let text = squeezed(text);
    let bare =
        text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')'])).unwrap_or(&text);
    let Some((letters, year, rest)) = number_parts(bare) else { return false };
    let Some(count) = rest.trim_start_matches('第').strip_suffix(['号', '期', '次']) else {
        return false;
    };
    let open = is_unwritten;
    let digits = |text: &str| text.chars().all(is_digit);
    let some = |text: &str| text.chars().all(|c| is_digit(c) || open(c));
    let year_open = year.chars().count() < 4 || !digits(year);
    let count_open = count.is_empty() || !digits(count);
    let known = letters.is_empty() || !digits(letters);
    let short = year.chars().count() <= 4 && count.chars().count() <= 6;
    known && short && some(year) && some(count) && (year_open || count_open)
}

/// 2024 of 甲教〔2024〕5号.
pub(super) fn year_of_number(text: &str) -> Option<&str> {
    number_parts(text).map(|(_, year, _)| year).filter(|year| is_year(year))
}

/// A character in the place of one that is not given: ×, XX, ____, ＊＊, ？.
pub(super) fn is_unwritten(c: char) -> bool {
    "×XxＸｘ✕○〇＿_*＊？?…".contains(c)
}

/// A value that is nothing but such characters: ×××, XX, ____.
pub(super) fn is_all_unwritten(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace() && !"[]【】（）()".contains(*c)).peekable();
    chars.peek().is_some() && chars.all(|c| is_unwritten(c) || c == '某')
}

/// The words of a text that stand where something is not given yet: ××, XX, ____, [局名], 【请填写】, ×月×日.
pub(super) fn unwritten(text: &str) -> Option<&str> {
    const FILL: [&str; 14] = [
        "请", "填", "补充", "日期", "名称", "单位", "机关", "姓名", "电话", "文号", "时间", "地点", "具体",
        "此处",
    ];
    const KINDS: [(char, char); 4] = [('[', ']'), ('【', '】'), ('［', '］'), ('{', '}')];
    for (open, close) in KINDS {
        for (at, _) in text.match_indices(open) {
            let inner = &text[at + open.len_utf8()..];
            let Some(end) = inner.find(close).filter(|end| inner[..*end].chars().count() <= 16) else {
                continue;
            };
            if FILL.iter().any(|word| inner[..end].contains(word)) {
                return Some(&text[at..at + open.len_utf8() + end + close.len_utf8()]);
            }
        }
    }
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| "×XＸ✕＿_".contains(c)).map(|at| from + at) {
        let first = text[at..].chars().next().unwrap_or_default();
        let run = text[at..].chars().take_while(|c| *c == first).count();
        let end = at + run * first.len_utf8();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // 1024×768, XXL and 3X-5 are words; ×月 is none.
        let apart = !latin(text[..at].chars().next_back()) && !latin(text[end..].chars().next());
        let alone = text[end..].starts_with(['年', '月', '日', '号', '期', '市', '县', '区', '局', '省']);
        if apart && (run > 1 || alone) {
            return Some(&text[at..end]);
        }
        from = end;
    }
    None
}

/// 甲教〔2024〕21: 号 was left out.
pub(super) fn is_cut_number(text: &str) -> bool {
    let text = squeezed(text);
    let Some((letters, year, count)) = number_parts(&text) else { return false };
    let digits = |text: &str, most: usize| {
        !text.is_empty() && text.chars().count() <= most && text.chars().all(is_digit)
    };
    !letters.is_empty()
        && letters.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
        && year.chars().count() == 4
        && digits(year, 4)
        && digits(count, 4)
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
    const OTHERS: [&str; 20] = [
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
