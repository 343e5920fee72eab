//! Names of people: what is one, how several are joined, what of them a line may not part.

use std::ops::Range;

use super::charsets::is_hanzi;
use super::organs::ends_as_organ_among_names;

/// The longest name of a list that nobody says is one, in characters.
const LONGEST_NAME: usize = 4;
/// A cell that is left blank.
const BLANK_CELL: char = '\u{3000}';

/// What names of people begin with, mostly.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧司上诸东皇尉公令慕宇长鲜闻夏阿艾木买吐努热巴扎多";

/// Words of forms that begin as names do.
const NO_NAMES: &[&str] = &[
    "上午", "上级", "下级", "上报", "单位", "单价", "金额", "方案", "方式", "方法", "项目", "时间", "时限",
    "任务", "任职", "易发", "安排", "安全", "程度", "成绩", "成员", "成效", "成果", "计划", "权限", "关于",
    "关系", "施工", "向上", "万元", "元", "全部", "程序", "管理", "包保", "宁缺", "周一", "周二", "周三",
    "周四", "周五", "周六", "周日", "周末",
];

/// What names of posts end with: 局长, 副主任, 党组书记.
const POSTS: [&str; 15] = [
    "长",
    "书记",
    "主任",
    "主席",
    "委员",
    "常委",
    "经理",
    "政委",
    "司令员",
    "教授",
    "律师",
    "秘书",
    "干事",
    "同志",
    "代表",
];

/// Whether a text begins as names of people do.
#[must_use]
pub fn begins_as_name(text: &str) -> bool {
    text.starts_with(|c: char| SURNAMES.contains(c))
}

/// Whether most of these are people, and none is a word of a form: 上午, 下午, 晚上 are no names.
pub(crate) fn are_people(names: &[&str]) -> bool {
    let named = names.iter().filter(|name| begins_as_name(name)).count();
    named * 2 > names.len() && !names.iter().any(|name| NO_NAMES.contains(name))
}

/// 李红, 欧阳明（女）.
pub(crate) fn is_name(part: &str) -> bool {
    let name = part.split(['（', '(']).next().unwrap_or(part);
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    (2..=LONGEST_NAME).contains(&name.chars().count())
        && name.chars().all(is_hanzi)
        && (!part.contains(['（', '(']) || part.ends_with(['）', ')']))
}

/// 县水利局局长, 党组书记（兼）, 副局长; no name that ends as posts do.
pub(crate) fn is_post(text: &str) -> bool {
    let own = text.split(['（', '(']).next().unwrap_or(text).trim_end();
    let named = is_name(text) && begins_as_name(text);
    !named && !text.contains(['：', ':', '。']) && POSTS.iter().any(|post| own.ends_with(post))
}

/// A name and the post behind it, of what a list says of one: 李　红　县水利局局长.
#[must_use]
pub fn name_and_post(said: &str) -> (&str, &str) {
    let said = said.trim();
    let blank = |text: &str| text.find(char::is_whitespace);
    let Some(first) = blank(said) else { return (said, "") };
    let behind = said[first..].trim_start();
    let single = |text: &str| text.chars().count() == 1;
    let end = match blank(behind) {
        _ if !single(&said[..first]) => first,
        Some(at) if single(&behind[..at]) => said.len() - behind.len() + at,
        None if single(behind) => said.len(),
        _ => first,
    };
    (&said[..end], said[end..].trim_start())
}

/// Names with their posts, of the parts of a list: a part that is a post is that of the name before it.
#[must_use]
pub fn with_posts<'a>(parts: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for part in parts {
        let (name, post) = name_and_post(part);
        match found.last_mut() {
            Some(last) if last.1.is_empty() && is_post(part) && post.is_empty() => last.1 = name,
            _ => found.push((name, post)),
        }
    }
    found
}

/// Whether each is a name with its post behind a blank: 王敏　县水利局副局长.
#[must_use]
pub fn have_posts(names: &[&str]) -> bool {
    let has = |said: &&str| {
        let (name, post) = name_and_post(said);
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        !post.is_empty() && is_name(&name) && begins_as_name(&name)
    };
    !names.is_empty() && names.iter().all(has)
}

/// A name of two characters is as wide as one of three: 李　红, 李　红（女）.
#[must_use]
pub fn spread(name: &str) -> String {
    let (own, behind) = name.split_at(name.find(['（', '(']).unwrap_or(name.len()));
    let own: Vec<char> = own.chars().filter(|c| !c.is_whitespace()).collect();
    match own[..] {
        [first, second] if is_hanzi(first) => format!("{first}{BLANK_CELL}{second}{behind}"),
        _ => name.to_owned(),
    }
}

/// Whether blanks part a name of two characters that stands in a list with others: 张  喆、李四. Offices make it so as wide as
/// one of three.
#[must_use]
pub fn parts_name(c: &[char], blanks: Range<usize>) -> bool {
    let ends = |c: char| "、，。；：（）,;:()".contains(c);
    let is_item = |item: &[char]| {
        let name: Vec<char> = item.iter().copied().filter(|c| !c.is_whitespace()).collect();
        (2..=LONGEST_NAME).contains(&name.len())
            && SURNAMES.contains(name[0])
            && name.iter().all(|c| is_hanzi(*c))
    };
    let (Some(first), last) = (blanks.start.checked_sub(1), blanks.end) else { return false };
    let alone = first.checked_sub(1).is_none_or(|before| ends(c[before]))
        && c.get(last + 1).is_none_or(|behind| ends(*behind));
    if !alone || last >= c.len() || !is_item(&[c[first], c[last]]) {
        return false;
    }
    // Another name beside it makes a list.
    const NEAR: usize = LONGEST_NAME + 2;
    let is_mark = |at: usize| c.get(at).is_some_and(|c| matches!(c, '、' | '，'));
    let before = first.checked_sub(1).filter(|&mark| is_mark(mark)).is_some_and(|mark| {
        let least = mark.saturating_sub(NEAR);
        let start = (least..mark).rev().find(|&at| ends(c[at])).map_or(least, |at| at + 1);
        is_item(&c[start..mark])
    });
    let behind = is_mark(last + 1) && {
        let most = c.len().min(last + 2 + NEAR);
        let end = (last + 2..most).find(|&at| ends(c[at])).unwrap_or(most);
        is_item(&c[last + 2..end])
    };
    before || behind
}

/// People named one by one, as a list of those present has them: with 、 between, and those of two characters as wide
/// as those of three when one of them was typed so. `None` when they are no people, or not people alone.
#[must_use]
pub fn listed(names: &[&str]) -> Option<String> {
    let organ = |name: &&str| ends_as_organ_among_names(name) && !begins_as_name(name);
    let people = names.len() > 1
        // 高××: a name that is not to be read is one.
        && names.iter().all(|name| is_name(&name.replace('×', "某")))
        && are_people(names)
        && !names.iter().any(organ)
        && !names.iter().all(|name| ends_as_organ_among_names(name));
    let spaced = |name: &&str| {
        name.trim().contains(char::is_whitespace) && spread(name) != **name || name.contains(BLANK_CELL)
    };
    let as_wide = names.iter().any(spaced);
    let one = |name: &&str| if as_wide { spread(name.trim()) } else { name.trim().to_owned() };
    people.then(|| names.iter().map(one).collect::<Vec<_>>().join("、"))
}

/// What of a list of people no line may part: names (李红, 李　红, 阿不都·买买提), and names and posts behind what they
/// belong to (县水利局|局长|李红).
pub(crate) fn whole(c: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for stretch in stretches(c) {
        for token in tokens(c, stretch) {
            if token.len() <= LONGEST_NAME + 1 || c[token.clone()].contains(&'·') {
                found.push(token);
            } else {
                found.extend(with_post(c, token));
            }
        }
    }
    found
}

/// Rows of people between blanks, 周明远　林海清　刘　芳, wherever they stand: for each its names.
pub(crate) fn rows(c: &[char]) -> Vec<Vec<Range<usize>>> {
    let row = |stretch: Range<usize>| {
        let tokens = tokens(c, stretch);
        let words: Vec<String> = tokens.iter().map(|token| c[token.clone()].iter().collect()).collect();
        let names: Vec<&str> = words.iter().map(String::as_str).collect();
        (names.len() > 2 && names.iter().all(|name| is_name(name)) && are_people(&names)).then_some(tokens)
    };
    stretches(c).into_iter().filter_map(row).collect()
}

/// What stands between marks.
fn stretches(c: &[char]) -> Vec<Range<usize>> {
    let marks = "、，；：。,;:（）()\n\t";
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=c.len() {
        if c.get(at).is_none_or(|c| marks.contains(*c)) {
            if start < at {
                found.push(start..at);
            }
            start = at + 1;
        }
    }
    found
}

/// What stands between blanks; two single characters with one blank between are one: 李　红.
fn tokens(c: &[char], stretch: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = stretch.start;
    while at < stretch.end {
        let end = (at..stretch.end).find(|at| c[*at].is_whitespace()).unwrap_or(stretch.end);
        if at < end {
            match found.last_mut() {
                Some(last) if last.len() == 1 && end - at == 1 && at == last.end + 1 => last.end = end,
                _ => found.push(at..end),
            }
        }
        at = end + 1;
    }
    found
}

/// The name at the end of 县水利局局长王敏, and the post before it.
fn with_post(c: &[char], token: Range<usize>) -> Vec<Range<usize>> {
    let text = |range: Range<usize>| c[range].iter().collect::<String>();
    let name = |length: usize| (token.end - length)..token.end;
    let begins = |length: &usize| token.len() > length + 1 && begins_as_name(&text(name(*length)));
    let head = |length: usize| text(token.start..token.end - length);
    let post = |length: &usize| POSTS.iter().find(|post| head(*length).ends_with(**post));
    let lengths = [3, 2, LONGEST_NAME];
    if let Some((length, post)) =
        lengths.iter().filter(|length| begins(length)).find_map(|length| Some((*length, post(length)?)))
    {
        let own = post.chars().count().max(2);
        let from = (token.end - length - own).max(token.start);
        let deputy = from > token.start && c[from - 1] == '副';
        return vec![from - usize::from(deputy)..token.end - length, name(length)];
    }
    let of_organ = lengths
        .iter()
        .filter(|length| begins(length))
        .find(|length| ends_as_organ_among_names(&head(**length)));
    if let Some(length) = of_organ {
        return vec![name(*length)];
    }
    // 县政协党组书记 of 县政协党组书记、主席孙玉兰.
    let said = text(token.clone());
    let post = POSTS.iter().find(|post| said.ends_with(**post));
    post.map(|post| token.end - post.chars().count().max(2)..token.end).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_in_a_list_are_joined_as_names() {
        for (names, wanted) in [
            (&["周明远", "林海清", "刘芳"][..], Some("周明远、林海清、刘芳")),
            (&["周明远", "刘　芳", "陈立"], Some("周明远、刘　芳、陈　立")),
            (&["周明远", "刘 芳（女）", "陈立"], Some("周明远、刘　芳（女）、陈　立")),
            (&["县财政局", "县水利局"], None),
            (&["县水利局王敏", "县财政局李红"], None),
            (&["金融办", "司法局"], None),
            (&["周明远"], None),
        ] {
            assert_eq!(listed(names).as_deref(), wanted, "{names:?}");
        }
    }

    #[test]
    fn names_and_posts_are_whole() {
        for (text, wanted) in [
            ("周明远、刘　芳、吴晓燕", "周明远|刘　芳|吴晓燕"),
            ("周明远　林海清　刘　芳　陈　立", "周明远|林海清|刘　芳|陈　立"),
            ("县水利局局长王敏，县财政局副局长方志远", "局长|王敏|副局长|方志远"),
            ("县水利局王敏", "王敏"),
            ("县政协党组书记、主席孙玉兰", "书记|主席孙玉兰"),
            ("县水利局　李红", "县水利局|李红"),
            ("阿不都·买买提、李红", "阿不都·买买提|李红"),
            ("各乡镇人民政府和县直有关部门", ""),
        ] {
            let c: Vec<char> = text.chars().collect();
            let found: Vec<String> = whole(&c).into_iter().map(|range| c[range].iter().collect()).collect();
            assert_eq!(found.join("|"), wanted, "{text}");
        }
    }

    #[test]
    fn rows_of_people_are_known_anywhere() {
        let found =
            |text: &str| rows(&text.chars().collect::<Vec<_>>()).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(found("出　席：周明远　林海清　刘　芳　陈　立"), [4]);
        assert_eq!(found("总　则　编"), []);
        assert_eq!(found("第一条　为了加强　监督"), []);
    }

    #[test]
    fn a_name_and_its_post() {
        for (said, wanted) in [
            ("李红　县水利局局长", ("李红", "县水利局局长")),
            ("李　红　县水利局局长", ("李　红", "县水利局局长")),
            ("李　红", ("李　红", "")),
            ("欧阳明", ("欧阳明", "")),
            ("阿不都·买买提 副主任", ("阿不都·买买提", "副主任")),
            ("县财政局", ("县财政局", "")),
        ] {
            assert_eq!(name_and_post(said), wanted, "{said}");
        }
        assert_eq!(
            with_posts(&["李红", "局长", "王敏　副局长", "陈立"]),
            [("李红", "局长"), ("王敏", "副局长"), ("陈立", "")]
        );
    }
}
