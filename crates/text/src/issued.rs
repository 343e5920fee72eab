//! What a title says the document issues, forwards or publishes: 关于印发《…办法》的通知. That is a part of the
//! document, not an attachment of it.

/// What is done with it.
const VERBS: [&str; 8] = ["印发", "转发", "批转", "公布", "发布", "颁布", "颁发", "颁行"];

/// Whether a title says that the document issues something of this name.
pub fn issues(title: &str, name: &str) -> bool {
    let name = bare(name);
    if is_forwarded(title, &name) {
        return true;
    }
    let Some((_, rest)) = verb(title) else { return false };
    if name.chars().count() < SHORTEST {
        return false;
    }
    if rest.starts_with('《') {
        return quoted(rest).any(|given| bare(given) == name);
    }
    // 关于转发省财政厅培训费管理办法的通知
    unquoted(rest).is_some_and(|given| bare(given).ends_with(&name))
}

/// 甲局转发省水利厅关于…的通知: the title of what is forwarded, whole; or without who wrote it, 关于…的意见 in 转发某局关于…意见的通知.
fn is_forwarded(title: &str, name: &str) -> bool {
    let about = title.find("关于").unwrap_or(0);
    let verbs = ["转发", "批转"].iter().filter_map(|verb| Some(title.find(verb)? + verb.len()));
    let mut verbs = verbs.filter(|end| *end <= about).peekable();
    let own = || unquoted(&title[about..]).is_some_and(|given| of_kind(&bare(given)) == of_kind(name));
    verbs.peek().is_some() && name.starts_with("关于") && own()
        || verbs.any(|end| bare(&title[end..]) == name)
}

/// Whether an order's text publishes something of this name: 《…办法》已经…通过，现予公布.
pub fn publishes(text: &str, name: &str) -> bool {
    const PUBLISHED: [&str; 5] = ["现予公布", "予以公布", "现予发布", "现公布", "现予颁布"];
    let said = text.chars().take(LONGEST_ORDER).collect::<String>();
    let name = bare(name);
    let named = said
        .match_indices('《')
        .any(|(at, _)| quoted(&said[at..]).next().is_some_and(|given| bare(given) == name));
    named && PUBLISHED.iter().any(|word| said.contains(word))
}

/// A name of fewer characters may stand anywhere.
const SHORTEST: usize = 4;
/// An order says it in its first sentence.
const LONGEST_ORDER: usize = 300;

/// The verb, and what follows it.
fn verb(title: &str) -> Option<(&str, &str)> {
    // 关于做好办法印发工作的通知 issues nothing.
    let about = title.find("关于").map_or(0, |at| at + "关于".len());
    let rest = &title[about..];
    VERBS.iter().find_map(|verb| Some((*verb, rest.strip_prefix(verb)?)))
}

/// The names in 《》 that stand one after another: 《甲》和《乙》.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let inner = rest.trim_start_matches(['、', '，', '和', '及', '与']).strip_prefix('《')?;
        let mut depth = 1_usize;
        let end = inner.char_indices().find(|(_, c)| {
            depth += usize::from(*c == '《');
            depth -= usize::from(*c == '》');
            depth == 0
        })?;
        rest = &inner[end.0 + '》'.len_utf8()..];
        Some(&inner[..end.0])
    })
}

/// What is issued without 《》: up to 的通知.
fn unquoted(text: &str) -> Option<&str> {
    let at = text.rfind('的')?;
    (text[at..].chars().count() <= 5).then(|| &text[..at])
}

/// 关于…工作的意见 as a title says it before 的通知: 关于…工作意见.
fn of_kind(name: &str) -> String {
    let kind = name.rfind('的').filter(|at| name[*at..].chars().count() <= 5);
    kind.map_or_else(|| name.to_owned(), |at| name[..at].to_owned() + &name[at + '的'.len_utf8()..])
}

/// A name without marks and blanks; （试行） may be left out in a title.
fn bare(name: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !"《》〈〉“”\"".contains(*c);
    let name: String = name.chars().filter(kept).collect();
    let whole = ["（试行）", "（草案）", "（暂行）"].iter().find_map(|end| name.strip_suffix(end));
    whole.unwrap_or(&name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_what_it_issues() {
        for (title, name, issued) in [
            ("甲厅关于印发《甲省培训费管理办法》的通知", "甲省培训费管理办法", true),
            ("关于印发《培训费管理办法（试行）》的通知", "培训费管理办法", true),
            ("关于转发《甲厅关于开展〈乙条例〉宣传的通知》的通知", "甲厅关于开展《乙条例》宣传的通知", true),
            ("关于印发《甲管理办法》和《乙实施细则》的通知", "乙实施细则", true),
            ("关于印发甲市防汛应急预案的通知", "甲市防汛应急预案", true),
            ("甲办转发省财政厅甲省培训费管理办法的通知", "甲省培训费管理办法", false),
            ("甲局转发省水利厅关于清淤的通知", "省水利厅关于清淤的通知", true),
            ("甲局转发省水利厅关于清淤的通知", "关于清淤的通知", false),
            ("甲办转发乙局丙局关于做好救助工作意见的通知", "关于做好救助工作的意见", true),
            ("甲办转发乙局丙局关于做好救助工作意见的通知", "关于做好救助工作的通知", false),
            ("甲办关于转发省财政厅甲省培训费管理办法的通知", "甲省培训费管理办法", true),
            ("关于印发《甲管理办法》的通知", "申请表", false),
            ("关于贯彻《甲管理办法》的通知", "甲管理办法", false),
            ("关于做好《甲管理办法》印发工作的通知", "甲管理办法", false),
            ("甲省人民代表大会公告", "甲省条例", false),
        ] {
            assert_eq!(issues(title, name), issued, "{title}: {name}");
        }
        let order = "《甲省采砂管理办法》已经会议通过，现予公布，自2025年1月1日起施行。";
        assert!(publishes(order, "甲省采砂管理办法"));
        assert!(!publishes(order, "采砂申请表"));
        assert!(!publishes("根据《甲省采砂管理办法》，现通告如下。", "甲省采砂管理办法"));
    }
}
