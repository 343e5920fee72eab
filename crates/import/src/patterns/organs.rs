//! Names of organs, of offices and of people.

use super::*;

/// The last characters of organs' names, and of those whom documents are sent to.
pub(super) const ORGAN_ENDS: &str =
    "府局厅委部院会办室司处科股校所站队行署社团台馆园场厂位门构关织组道乡镇村县市区省州盟旗学联协业心体议党";

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

/// The most characters an organ's name has.
pub(super) const LONGEST_ORGAN: usize = 40;

/// An organ's name, of one word.
pub(crate) fn is_organ(text: &str) -> bool {
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
pub(crate) fn organ_before(title: &str) -> Option<&str> {
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
pub(crate) fn organ_of_mark(mark: &str) -> &str {
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
pub(crate) fn is_name(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || SENTENCE_MARKS.contains(c))
        && numbering(text).is_none()
        && !CLOSINGS.iter().any(|closing| text.starts_with(closing))
}

/// （盖章）, （加盖印章处）, 盖章处: where a seal or a name goes; no words of a document.
pub(crate) fn is_seal(text: &str) -> bool {
    const PAIRS: [(char, char); 7] =
        [('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕'), ('<', '>')];
    let text = squeezed(text);
    let enclosed = PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    let inner = enclosed.unwrap_or(&text).trim_end_matches(['：', ':']);
    let known = |c: char| "加盖印公章签名字处位置单机关此在发文手行政代院校局厅部委会".contains(c);
    let sealed = inner.contains('盖') && inner.ends_with('印');
    let says = inner.contains("章")
        || (enclosed.is_some() && (sealed || ["签字", "签名", "盖印", "印"].contains(&inner)));
    let length = inner.chars().count();
    says && inner.chars().all(known) && length <= 10 && (length >= 2 || enclosed.is_some())
}

/// A text without a bracket at its end: （盖章）, （行政审批处）.
pub(super) fn without_bracket(text: &str) -> &str {
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
pub(crate) fn organs(text: &str) -> Option<Vec<&str>> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    if tokens.iter().all(|token| is_organ(token)) {
        return Some(tokens);
    }
    let apart = tokens.len() >= 3 && tokens.iter().all(|token| token.chars().count() == 1);
    (apart && is_organ(&squeezed(text))).then(|| vec![text])
}

/// 省长　×××, 市　长　×××: an office, whose characters may stand apart, and a name.
pub(crate) fn post_and_name(text: &str) -> Option<(&str, &str)> {
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
